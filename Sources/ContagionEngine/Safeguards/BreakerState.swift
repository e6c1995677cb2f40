/// What the breaker of one protocol has seen and stopped so far.
struct BreakerState: Sendable {
  /// Reported prices of its collateral, in order of time.
  private(set) var reports: [(time: Double, prices: [Double])] = []
  /// Withdrawals, USD, in order of time.
  private(set) var outflows: [(time: Double, usd: Double)] = []
  /// Nobody is called before this time.
  var liquidationsFrom = -Double.infinity
  /// Nothing is withdrawn before this time.
  var withdrawalsFrom = -Double.infinity

  /// Adds what is reported now, and returns the largest move to it from any price
  /// within the window; the price in force at its start is one of them.
  mutating func move(to prices: [Double], at now: Double, window: Double) -> Double {
    reports.append((now, prices))
    let start = reports.lastIndex { $0.time <= now - window } ?? 0
    reports.removeFirst(start)
    var move = 0.0
    for report in reports {
      for (then, price) in zip(report.prices, prices) where then > 0 {
        move = max(move, abs(price / then - 1))
      }
    }
    return move
  }

  /// Adds a withdrawal and returns all within the window, USD.
  mutating func outflow(_ usd: Double, at now: Double, window: Double) -> Double {
    outflows.append((now, usd))
    outflows.removeAll { $0.time <= now - window }
    return outflows.reduce(0) { $0 + $1.usd }
  }
}
