/// What every reserve's feed has seen so far in a timed run.
///
/// A feed looks at its price whenever prices are read: at the start of every round
/// and after every move of outside prices.
struct OracleClock: Sendable {
  /// Seconds since the shock.
  private(set) var now = 0.0
  /// By reserve.
  private(set) var histories: [OracleHistory]

  /// Starts at 0 with the prices before the shock.
  init(_ watched: [Double]) { histories = watched.map { OracleHistory($0) } }

  mutating func advance(to seconds: Double) { now = seconds }

  /// Adds what is seen now; a price that is seen twice at one time is kept once.
  mutating func observe(_ watched: [Double]) {
    for (row, price) in watched.enumerated() {
      let last = histories[row].observations.last
      guard last?.price != price || last?.time != now else { continue }
      histories[row].observe(price, at: now)
    }
  }

  /// What a rule reports of a price that is seen now.
  func report(of reserve: Int, _ watched: Double, _ rule: any PriceOracle) -> Double {
    var history = histories[reserve]
    history.observe(watched, at: now)
    return rule.report(history)
  }
}
