public import ContagionModel

/// Lenders who leave because of what is said, whatever the reserve looks like.
///
/// From *from* to *until* seconds after the start, both included, a share *share* of the
/// deposits still there asks to leave in each step. What such a run takes out of a sound
/// reserve is what a rumour alone costs.
public struct RumourRun: LenderBehaviour, Hashable {
  public static let name = "rumour-run"
  public static let summary = "A share of deposits leaves per step while a rumour is about."
  public static let source = "illustrative; model.md §4, stage 10"
  public static let parameters = [
    RuleParameter("from", in: 0...1e9, unit: "s", default: 0, "When the rumour comes up."),
    RuleParameter("until", in: 0...1e9, unit: "s", default: 1e9, "When it is denied."),
    RuleParameter("share", in: 0...1, unit: "ratio", "Share of deposits that asks, per step."),
  ]

  public let from: Double
  public let until: Double
  public let share: Double

  /// - Precondition: Times are 0 or more, the share lies in 0...1.
  public init(from: Double = 0, until: Double = 1e9, share: Double) {
    self.from = from
    self.until = until
    self.share = share
  }

  public init(_ values: RuleValues) {
    self.init(from: values["from"], until: values["until"], share: values["share"])
  }

  public func leaving(_ reserve: ReserveStanding) -> Double {
    reserve.seconds >= from && reserve.seconds <= until ? share : 0
  }
}
