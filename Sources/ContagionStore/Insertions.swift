import ContagionModel
import GRDB

/// The prepared statements of a transaction.
struct Insertions {
  private let scenarios: Statement
  private let shocks: Statement
  private let reserves: Statement
  private let protocols: Statement
  private let assets: Statement
  private let parties: Statement
  private let variants: Statement

  init(_ database: Database) throws {
    func statement(_ table: String, _ width: Int) throws -> Statement {
      let marks = Array(repeating: "?", count: width).joined(separator: ", ")
      return try database.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
    }
    scenarios = try statement("scenarios", 11)
    shocks = try statement("shocks", 3)
    reserves = try statement("reserve_outcomes", 4)
    protocols = try statement("protocol_outcomes", 5)
    assets = try statement("asset_outcomes", 3)
    parties = try statement("party_outcomes", 4)
    variants = try statement("variant_outcomes", 5)
  }

  func record(_ record: ScenarioRecord, _ axes: ScenarioAxes) throws {
    let outcome = record.outcome
    let id = record.scenario
    var direct = 0.0
    var final = 0.0
    for (party, loss) in outcome.finalLossUSD.enumerated()
    where axes.parties[party].isFinalBearer {
      direct += outcome.directLossUSD[party]
      final += loss
    }
    try scenarios.execute(arguments: [
      id, record.probability, outcome.badDebtUSD, outcome.realizedBadDebtUSD.reduce(0, +),
      outcome.latentBadDebtUSD.reduce(0, +), direct, final, outcome.repaidUSD.reduce(0, +),
      outcome.borrowerEquityUSD, outcome.rounds, outcome.stop.rawValue,
    ])
    for (target, size) in record.shockSizes.enumerated() where size != 0 {
      try shocks.execute(arguments: [id, target, size])
    }
    for (reserve, realized) in outcome.realizedBadDebtUSD.enumerated() {
      let latent = outcome.latentBadDebtUSD[reserve]
      guard realized != 0 || latent != 0 else { continue }
      try reserves.execute(arguments: [id, reserve, realized, latent])
    }
    for (place, repaid) in outcome.repaidUSD.enumerated() {
      let (seized, calls) = (outcome.seizedUSD[place], outcome.calls[place])
      guard repaid != 0 || seized != 0 || calls != 0 else { continue }
      try protocols.execute(arguments: [id, place, repaid, seized, calls])
    }
    for (asset, factor) in outcome.priceFactors.enumerated() where factor != 1 {
      try assets.execute(arguments: [id, asset, factor])
    }
    for (party, loss) in outcome.finalLossUSD.enumerated() {
      let direct = outcome.directLossUSD[party]
      guard loss != 0 || direct != 0 else { continue }
      try parties.execute(arguments: [id, party, direct, loss])
    }
    for (place, variant) in record.variants.enumerated() {
      let figures = [variant.badDebtUSD, variant.finalLossUSD, variant.liquidatedUSD]
      guard figures.contains(where: { $0 != 0 }) else { continue }
      try variants.execute(arguments: [id, place] + StatementArguments(figures))
    }
  }
}
