/// What the breaker of one protocol has seen and stopped so far.
struct BreakerState: Sendable {
  /// Prices of one collateral at one time.
  fileprivate struct Seen {
    var low: Double
    var high: Double
    var last: Double
  }

  /// Reported prices of its collateral, in order of time, each time once.
  private var reports: [(time: Double, prices: [Seen])] = []
  /// Withdrawals, USD, in order of time.
  private var outflows: [(time: Double, usd: Double)] = []
  /// Nobody is called before this time.
  var liquidationsFrom = -Double.infinity
  /// Nothing is withdrawn before this time.
  var withdrawalsFrom = -Double.infinity

  /// Adds what is reported now, and returns the largest move to it from any price
  /// within the window; the price in force at its start is one of them.
  mutating func move(to prices: [Double], at now: Double, window: Double) -> Double {
    if reports.last?.time != now { reports.append((now, prices.map { Seen($0) })) }
    for (row, price) in prices.enumerated() {
      reports[reports.count - 1].prices[row].see(price)
    }
    let start = reports.lastIndex { $0.time <= now - window } ?? 0
    reports.removeFirst(start)
    var move = 0.0
    for (place, report) in reports.enumerated() {
      // Of what was seen before the window only the last was in force at its start.
      let isBefore = place == 0 && report.time <= now - window && report.time < now
      for (then, price) in zip(report.prices, prices) {
        for past in isBefore ? [then.last] : [then.low, then.high] where past > 0 {
          move = max(move, abs(price / past - 1))
        }
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

extension BreakerState.Seen {
  fileprivate init(_ price: Double) { self.init(low: price, high: price, last: price) }

  fileprivate mutating func see(_ price: Double) {
    low = min(low, price)
    high = max(high, price)
    last = price
  }
}
