public import ContagionModel

/// Liquidity providers who leave a pool after its price has fallen.
///
/// While the price of either asset in the other is more than *from* below that of the
/// opening, a share *share* of what is still in the pool leaves in each step, both
/// assets alike, so that the price stays and the depth goes.
public struct LeaveOnLoss: ProviderBehaviour, Hashable {
  public static let name = "leave-on-loss"
  public static let summary = "A share of a pool leaves per step after a fall of its price."
  public static let source = "illustrative; model.md §4, stage 10"
  public static let parameters = [
    RuleParameter("from", in: 0...1, unit: "ratio", "Fall above which providers leave."),
    RuleParameter("share", in: 0...0.99, unit: "ratio", "Share of the pool, per step."),
  ]

  public let from: Double
  public let share: Double

  /// - Precondition: *from* lies in 0...1, *share* in 0...0.99.
  public init(from: Double, share: Double) {
    self.from = from
    self.share = share
  }

  public init(_ values: RuleValues) { self.init(from: values["from"], share: values["share"]) }

  public func leaving(afterFall fall: Double) -> Double { fall > from ? share : 0 }
}
