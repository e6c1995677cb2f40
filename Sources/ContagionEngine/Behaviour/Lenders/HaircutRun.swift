public import ContagionModel

/// Lenders who leave once their claim is worth less than they brought.
///
/// While the economic haircut of a claim is above *from*, a share *share* of the
/// deposits still there asks to leave in each step. The haircut is the economic one:
/// lenders see hidden bad debt, too, and those who leave before it is booked are paid
/// at the books' index by those who stay.
public struct HaircutRun: LenderBehaviour, Hashable {
  public static let name = "haircut-run"
  public static let summary =
    "A share of deposits leaves per step while claims are worth less, hidden bad debt included."
  public static let source = "illustrative; model.md §4, recognition"
  public static let parameters = [
    RuleParameter("from", in: 0...1, unit: "ratio", "Haircut above which lenders leave."),
    RuleParameter("share", in: 0...1, unit: "ratio", "Share of deposits that asks, per step."),
  ]

  public let from: Double
  public let share: Double

  /// - Precondition: Both lie in 0...1.
  public init(from: Double, share: Double) {
    self.from = from
    self.share = share
  }

  public init(_ values: RuleValues) { self.init(from: values["from"], share: values["share"]) }

  public func leaving(_ reserve: ReserveStanding) -> Double { reserve.haircut > from ? share : 0 }
}
