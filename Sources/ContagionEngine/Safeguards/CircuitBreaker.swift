public import ContagionModel

/// What stops a protocol for a while in a timed run: stage 5 of a round.
///
/// A breaker trips whenever its measure is above its limit, and holds until ``pause``
/// seconds after the last moment at which it was.
///
/// To add one: a file in `Safeguards`, a line in the catalog below, a test.
public protocol CircuitBreaker: Rule {
  /// Seconds over which moves and withdrawals are measured.
  var window: Double { get }
  /// Seconds for which it holds.
  var pause: Double { get }
  /// Whether liquidations stop.
  ///
  /// - Parameters:
  ///   - move: The largest relative move of the reported price of any
  ///     collateral from any price within the window to that of now, 0 or more.
  ///   - deviation: The largest distance of the reported price of any collateral from
  ///     its market price now, over the market price, 0 or more.
  /// - Returns: Whether its measure is above its limit.
  func stopsLiquidations(afterMove move: Double, deviation: Double) -> Bool
  /// Whether withdrawals of lenders stop.
  ///
  /// - Parameter outflow: What they took out within the window, over that and what
  ///   all lenders still have there, 0...1.
  /// - Returns: Whether its measure is above its limit.
  func stopsWithdrawals(afterOutflow outflow: Double) -> Bool
}

extension CircuitBreaker {
  public func stopsLiquidations(afterMove move: Double, deviation: Double) -> Bool {
    false
  }
  public func stopsWithdrawals(afterOutflow outflow: Double) -> Bool { false }
}

extension Catalog where Kind == any CircuitBreaker {
  /// Every circuit breaker in the package. Add yours here.
  public static let circuitBreakers = Catalog(
    "circuit breaker",
    [
      Entry(PriceBreaker.self) { $0 },
      Entry(OutflowBreaker.self) { $0 },
      Entry(DeviationBreaker.self) { $0 },
    ])
}
