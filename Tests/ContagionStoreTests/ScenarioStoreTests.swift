import ContagionModel
import ContagionStore
import Foundation
import GRDB
import Testing

struct `A scenario file` {
  static let run = EnsembleRun(
    network: "n", networkTitle: "N", asOf: "2024-01-01", model: "m", modelTitle: "M",
    modelSource: "illustrative", modelRule: "file", horizonDays: 7, scenarios: 3, seed: 9,
    isSampled: true, choices: Choices(), variants: [.isolated("A"), .without(.price)],
    targets: ["ETH", "issuer:X.loss USD"],
    axes: ScenarioAxes(
      reserves: [ReserveID("A/USD"), ReserveID("B/USD"), ReserveID("B/ETH")].compactMap { $0 },
      protocols: ["A", "B"],
      parties: [Party(.lenders, "A/USD"), Party(.reserve, "A/USD"), Party(.borrowers, "B")],
      assets: ["USD", "ETH"]),
    chains: ["ethereum", nil])

  static func record(_ scenario: Int, _ loss: Double) -> ScenarioRecord {
    ScenarioRecord(
      scenario: scenario, probability: 1.0 / 3, shockSizes: [-0.1 * Double(scenario), 0],
      outcome: ScenarioOutcome(
        realizedBadDebtUSD: [loss, 0, 0.1 + loss], latentBadDebtUSD: [0, 0, 1e-9],
        directLossUSD: [1, 2, 3], finalLossUSD: [loss, loss / 3, -loss], repaidUSD: [0, 1.5],
        seizedUSD: [0, 1.6], calls: [0, 2], priceFactors: [1, 1 - loss / 1e9],
        borrowerEquityUSD: 7 + loss, rounds: scenario,
        stop: scenario == 2 ? .roundLimit : .quiet),
      variants: [
        VariantOutcome(badDebtUSD: loss, finalLossUSD: 0, liquidatedUSD: 0),
        VariantOutcome(badDebtUSD: 0, finalLossUSD: 0, liquidatedUSD: 0),
      ])
  }

  static let records = [record(0, 0), record(1, 1 / 7), record(2, 12_345_678.9)]
  static let digests = [(key: "network_sha256", value: "abc")]

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func `gives back what went in, bit for bit`() throws {
    try withFolder { folder in
      let store = try ScenarioStore(
        creating: "\(folder)/a.sqlite", for: Self.run, digests: Self.digests)
      try store.append(Self.records)
      var found: [ScenarioRecord] = []
      #expect(try store.forEachPiece(of: 2) { found += $0 } == 3)
      #expect(found == Self.records)
    }
  }

  @Test func `has the same bytes however it was filled`() throws {
    try withFolder { folder in
      let whole = try ScenarioStore(
        creating: "\(folder)/a.sqlite", for: Self.run, digests: Self.digests)
      try whole.append(Self.records)
      try whole.export(to: "\(folder)/whole.sqlite")
      do {
        let first = try ScenarioStore(
          creating: "\(folder)/b.sqlite", for: Self.run, digests: Self.digests)
        try first.append([Self.records[0]])
        try first.export(to: "\(folder)/partial.sqlite")
      }
      let rest = try ScenarioStore(
        continuing: "\(folder)/b.sqlite", for: Self.run, digests: Self.digests)
      try rest.append([Self.records[1]])
      try rest.append([Self.records[2]])
      try rest.export(to: "\(folder)/pieces.sqlite")
      let bytes = try ["whole", "pieces", "partial"].map {
        try Data(contentsOf: URL(filePath: "\(folder)/\($0).sqlite"))
      }
      #expect(bytes[0] == bytes[1])
      #expect(bytes[0] != bytes[2])
    }
  }

  @Test func `is not gone on with by another run`() throws {
    try withFolder { folder in
      let path = "\(folder)/a.sqlite"
      do { _ = try ScenarioStore(creating: path, for: Self.run, digests: Self.digests) }
      #expect(
        throws: ScenarioStoreError.otherRun(
          path, key: "network_sha256", found: "abc", wanted: "abd")
      ) {
        try ScenarioStore(
          continuing: path, for: Self.run, digests: [(key: "network_sha256", value: "abd")])
      }
      var other = Self.run
      other.seed = 10
      #expect(
        throws: ScenarioStoreError.otherRun(path, key: "seed", found: "9", wanted: "10")
      ) { try ScenarioStore(continuing: path, for: other, digests: Self.digests) }
    }
  }

  /// Scenario 2 of the records: A loses 12,345,678.9, B 0.1 and 1e-9 more.
  @Test func `answers by protocol, asset, chain and party`() throws {
    try withFolder { folder in
      let store = try ScenarioStore(
        creating: "\(folder)/a.sqlite", for: Self.run, digests: Self.digests)
      try store.append(Self.records)
      try store.export(to: "\(folder)/b.sqlite")
      let queue = try DatabaseQueue(path: "\(folder)/b.sqlite")
      func figures(_ sql: String) throws -> [String: Double] {
        try queue.read { database in
          Dictionary(
            try Row.fetchAll(database, sql: sql).map { ($0[0] as String, $0[1] as Double) },
            uniquingKeysWith: +)
        }
      }
      let loss = 12_345_678.9
      #expect(
        try figures("SELECT protocol, bad_debt_usd FROM bad_debt_by_protocol WHERE scenario = 2")
          == ["A": loss, "B": 0.1 + loss + 1e-9])
      #expect(
        try figures("SELECT asset, bad_debt_usd FROM bad_debt_by_asset WHERE scenario = 2")
          == ["USD": loss, "ETH": 0.1 + loss + 1e-9])
      #expect(
        try figures("SELECT party, final_loss_usd FROM losses_by_party WHERE scenario = 2")
          == ["lenders to A/USD": loss, "borrowers of B": -loss])
      #expect(try figures("SELECT value, 0.0 FROM run WHERE key = 'complete'") == ["true": 0])
    }
  }

  /// The same figures as the records themselves would give an insurer.
  @Test func `gives an insurer its losses and prices`() throws {
    try withFolder { folder in
      let store = try ScenarioStore(
        creating: "\(folder)/a.sqlite", for: Self.run, digests: Self.digests)
      try store.append(Self.records)
      try store.export(to: "\(folder)/b.sqlite")
      let stored = try StoredEnsemble(reading: "\(folder)/b.sqlite")
      #expect(stored.keys["network_sha256"] == "abc")
      #expect(stored.axes.reserves == Self.run.axes.reserves)
      #expect(stored.axes.assets == ["USD", "ETH"])
      let markets = Self.run.axes.reserves.map { InsuredMarket(InsuredID($0.description)) }
      let losses = try stored.losses(insuring: markets)
      #expect(losses.isSampled)
      let loss = 12_345_678.9
      #expect(
        losses.scenarios[2]
          == LossScenario(
            "2", probability: 1.0 / 3,
            events: [
              LossEvent(
                "2", realizedUSD: [loss, 0, 0.1 + loss], latentUSD: [0, 0, 1e-9],
                priceFactors: ["ETH": 1 - loss / 1e9],
                liquidatedDebtUSD: 1.5 + (loss + (0.1 + loss) + 1e-9),
                borrowerEquityUSD: 7 + loss)
            ]))
      let priced = try stored.losses(insuring: markets, pricing: ["USD"])
      #expect(priced.scenarios[2].events[0].priceFactors.isEmpty)
    }
  }

  @Test func `of a run that was cut short is not insured`() throws {
    try withFolder { folder in
      let store = try ScenarioStore(
        creating: "\(folder)/a.sqlite", for: Self.run, digests: Self.digests)
      try store.append([Self.records[0]])
      try store.export(to: "\(folder)/b.sqlite")
      let path = "\(folder)/b.sqlite"
      let error = #expect(throws: ScenarioStoreError.self) { try StoredEnsemble(reading: path) }
      #expect(
        error?.description
          == "\(path): the run was cut short after 1 of 3 scenarios; go on with"
          + " 'ensemble --resume' first")
    }
  }

  @Test func `of another version is refused, and so is another file`() throws {
    try withFolder { folder in
      let path = "\(folder)/a.sqlite"
      do { _ = try ScenarioStore(creating: path, for: Self.run, digests: Self.digests) }
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 1") }
      let message =
        "\(path): has scenarios in version 1 of the format; this program reads and writes version"
        + " 2: run the ensemble again, with --replace"
      let read = #expect(throws: ScenarioStoreError.self) { try StoredEnsemble(reading: path) }
      #expect(read?.description == message)
      let resumed = #expect(throws: ScenarioStoreError.self) {
        try ScenarioStore(continuing: path, for: Self.run, digests: Self.digests)
      }
      #expect(resumed?.description == message)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 0") }
      let other = #expect(throws: ScenarioStoreError.self) { try StoredEnsemble(reading: path) }
      #expect(other?.description == "\(path): is no file of scenarios that 'ensemble' wrote")
    }
  }
}
