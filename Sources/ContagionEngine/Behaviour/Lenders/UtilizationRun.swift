public import ContagionModel

/// Lenders who leave while most of a reserve is lent.
///
/// Above a utilisation *from*, a share *share* of the deposits still there asks to
/// leave in each step; at or below it nobody does. Utilisation is loans over cash and
/// loans, so that each withdrawal raises it: a run feeds itself.
public struct UtilizationRun: LenderBehaviour, Hashable {
  public static let name = "utilization-run"
  public static let summary = "A share of deposits leaves per step above a utilisation."
  public static let source = "illustrative; model.md §4, stage 10"
  public static let parameters = [
    RuleParameter("from", in: 0...1, unit: "ratio", "Utilisation above which lenders leave."),
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

  public func leaving(_ reserve: ReserveStanding) -> Double {
    reserve.utilization > from ? share : 0
  }
}
