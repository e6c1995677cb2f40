import ContagionModel
import GRDB

/// Reads records of some scenarios back, zeros where rows were left out.
struct ScenarioReading {
  private let range: Range<Int>
  private var records: [ScenarioRecord]

  /// Prepares records of scenarios with so many targets and variants.
  init(_ axes: ScenarioAxes, targets: Int, variants: Int, _ range: Range<Int>) {
    self.range = range
    func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
    records = range.map { scenario in
      ScenarioRecord(
        scenario: scenario, probability: 0, shockSizes: zeros(targets),
        outcome: ScenarioOutcome(
          realizedBadDebtUSD: zeros(axes.reserves.count),
          latentBadDebtUSD: zeros(axes.reserves.count),
          directLossUSD: zeros(axes.parties.count), finalLossUSD: zeros(axes.parties.count),
          repaidUSD: zeros(axes.protocols.count), seizedUSD: zeros(axes.protocols.count),
          calls: axes.protocols.map { _ in 0 },
          priceFactors: axes.assets.map { _ in 1 }, borrowerEquityUSD: 0, rounds: 0, stop: .quiet),
        variants: Array(
          repeating: VariantOutcome(badDebtUSD: 0, finalLossUSD: 0, liquidatedUSD: 0),
          count: variants))
    }
  }

  /// The records with what the tables have, or only with what an insurer asks for:
  /// bad debt, liquidations and prices.
  func records(in database: Database, lossesOnly: Bool = false) throws -> [ScenarioRecord] {
    var records = records
    func rows(_ table: String, _ body: (Row, Int) -> Void) throws {
      let cursor = try Row.fetchCursor(
        database, sql: "SELECT * FROM \(table) WHERE scenario >= ? AND scenario < ?",
        arguments: [range.lowerBound, range.upperBound])
      while let row = try cursor.next() {
        let scenario: Int = row[0]
        body(row, scenario - range.lowerBound)
      }
    }
    try rows("scenarios") { row, place in
      records[place].probability = row["probability"]
      records[place].outcome.borrowerEquityUSD = row["borrower_equity_usd"]
      records[place].outcome.rounds = row["rounds"]
      records[place].outcome.stop = Cascade.Stop(rawValue: row["stop"]) ?? .quiet
    }
    try rows("reserve_outcomes") { row, place in
      records[place].outcome.realizedBadDebtUSD[row[1]] = row[2]
      records[place].outcome.latentBadDebtUSD[row[1]] = row[3]
    }
    try rows("protocol_outcomes") { row, place in
      records[place].outcome.repaidUSD[row[1]] = row[2]
      records[place].outcome.seizedUSD[row[1]] = row[3]
      records[place].outcome.calls[row[1]] = row[4]
    }
    try rows("asset_outcomes") { row, place in
      records[place].outcome.priceFactors[row[1]] = row[2]
    }
    if lossesOnly { return records }
    try rows("shocks") { row, place in records[place].shockSizes[row[1]] = row[2] }
    try rows("party_outcomes") { row, place in
      records[place].outcome.directLossUSD[row[1]] = row[2]
      records[place].outcome.finalLossUSD[row[1]] = row[3]
    }
    try rows("variant_outcomes") { row, place in
      records[place].variants[row[1]] = VariantOutcome(
        badDebtUSD: row[2], finalLossUSD: row[3], liquidatedUSD: row[4])
    }
    return records
  }
}
