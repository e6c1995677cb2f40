/// A cap on what may leave in one window; the rest queues.
///
/// `paid = min(requested + queue, cap × TVL)`. It moves losses and buys time; it
/// does not lower them by itself.
///
/// Source: ERC-7265 (circuit breaker), ethereum/EIPs pull 7265.
public struct OutflowBreaker: Hashable, Sendable {
  /// One window.
  public struct Window: Hashable, Sendable {
    public var requested: Double
    public var paid: Double
    public var queued: Double
    public var lockedValue: Double
  }

  /// Share of the value locked.
  public var cap: Double

  public init(cap: Double) { self.cap = cap }

  public func windows(lockedValue: Double, requests: [Double]) -> [Window] {
    var value = lockedValue
    var queue = 0.0
    return requests.map { requested in
      let wanted = requested + queue
      let paid = min(wanted, cap * value)
      queue = wanted - paid
      value -= paid
      return Window(requested: requested, paid: paid, queued: queue, lockedValue: value)
    }
  }

  /// What those who stay lose when others left at par before.
  public static func haircut(badDebt: Double, deposits: Double, leftAtPar: Double) -> Double {
    badDebt / (deposits - leftAtPar)
  }
}
