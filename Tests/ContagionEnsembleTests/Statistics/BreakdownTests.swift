import ContagionEnsemble
import ContagionModel
import ContagionTestSupport
import Testing

struct `The tail of an ensemble, taken apart` {
  /// Scenarios with chances of 98.5 %, 1 % and 0.5 %: nothing; 10, 20 and 30 of bad debt in
  /// Alpha/ETH, Alpha/USD and Beta/USD; 100, 0 and 300 there. The worst 1 % is all of the
  /// last and half of the second, so every part is the mean of both.
  static func columns() -> EnsembleColumns {
    let axes = ScenarioAxes(
      reserves: [
        ReserveID("Alpha", "ETH"), ReserveID("Alpha", "USD"), ReserveID("Beta", "USD"),
      ],
      protocols: ["Alpha", "Beta"],
      parties: [
        Party(.lenders, "Alpha/ETH"), Party(.borrowers, "Alpha"),
        Party(.treasury, "Beta"),
      ],
      assets: ["ETH", "USD"])
    let run = EnsembleRun(
      network: "n", networkTitle: "n", asOf: "", model: "m", modelTitle: "", modelSource: "",
      modelRule: "listed", horizonDays: 1, scenarios: 3, seed: 1, isSampled: false,
      choices: Choices(), variants: [], targets: [], axes: axes, chains: ["one", "two"])
    var columns = EnsembleColumns(run)
    for (place, (probability, badDebt, parties)) in [
      (0.985, [0.0, 0, 0], [0.0, 0, 0]), (0.01, [10, 20, 30], [25, -5, 30]),
      (0.005, [100, 0, 300], [100, -20, 310]),
    ].enumerated() {
      columns.append(
        ScenarioRecord(
          scenario: place, probability: probability, shockSizes: [],
          outcome: ScenarioOutcome(
            realizedBadDebtUSD: badDebt, latentBadDebtUSD: [0, 0, 0], directLossUSD: [0, 0, 0],
            finalLossUSD: parties, repaidUSD: [0, 0], seizedUSD: [0, 0], calls: [0, 0],
            priceFactors: [1, 1], borrowerEquityUSD: 0, rounds: 1, stop: .quiet)))
    }
    return columns
  }

  @Test(arguments: [
    ("asset", ["ETH": 55.0, "USD": 175]), ("chain", ["one": 65, "two": 165]),
    ("party", ["lenders": 62.5, "borrowers": -12.5, "treasury": 170]),
  ])
  func `sums to its expected shortfall`(kind: String, expected: [String: Double]) throws {
    let found = try #require(
      EnsembleSummary(Self.columns()).breakdowns.first { $0.kind == kind })
    #expect(found.components.count == expected.count)
    for (name, usd) in expected {
      let part = try #require(found.components.first { $0.name.contains(name) })
      expectClose(part.expectedShortfall.value, usd)
      expectClose(part.share, usd / expected.values.reduce(0, +))
    }
  }
}
