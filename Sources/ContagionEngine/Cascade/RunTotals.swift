/// What all rounds of a run add up to, by protocol.
struct RunTotals: Sendable {
  private(set) var rounds = 0
  private(set) var repaidUSD: [Double]
  private(set) var seizedUSD: [Double]
  private(set) var calls: [Int]

  init(protocols: Int) {
    repaidUSD = Array(repeating: 0, count: protocols)
    seizedUSD = repaidUSD
    calls = Array(repeating: 0, count: protocols)
  }

  mutating func add(_ tally: CascadeRun.RoundTally) {
    rounds += 1
    for row in calls.indices {
      repaidUSD[row] += tally.repaidUSD[row]
      seizedUSD[row] += tally.seizedUSD[row]
      calls[row] += tally.accounts[row]
    }
  }
}
