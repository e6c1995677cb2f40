import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

/// The networks that come with the program.
struct `Shipped networks` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(components: "..", "..", "Networks").standardized.path

  static let names = [
    "toy/three-protocols.yaml", "toy/receipt-chain.yaml", "toy/mutual-vaults.yaml",
    "toy/bridges.yaml", "2022-11-aave-crv", "2023-03-usdc-svb", "2023-q2-ethereum-lending",
    "2025-11-stream",
    "2026-04-kelp",
  ]

  static func file(_ name: String) throws -> NetworkFile {
    try YAMLNetwork.read(folder + "/" + name)
  }

  /// With rules that the slow reference does not know.
  static let others = [
    "toy/one-of-each.yaml", "toy/safety-module.yaml", "toy/every-rule.yaml",
    "toy/stability-pool.yaml", "toy/loops.yaml", "2020-03-black-thursday",
  ]

  /// Whoever reads `contagion rules` finds an example of each.
  @Test func `use every rule of a market`() throws {
    let files = FileManager.default.enumerator(atPath: Self.folder)?.compactMap { $0 as? String }
    let texts = try (files ?? []).filter { $0.hasSuffix(".yaml") }.map {
      try String(contentsOfFile: "\(Self.folder)/\($0)", encoding: .utf8)
    }
    let names =
      Catalog.liquidationMechanisms.entries.map(\.name) + Catalog.closeFactors.entries.map(\.name)
      + Catalog.priceImpacts.entries.map(\.name) + Catalog.priceOracles.entries.map(\.name)
      + Catalog.lenderBehaviours.entries.map(\.name)
      + Catalog.providerBehaviours.entries.map(\.name) + Catalog.circuitBreakers.entries.map(\.name)
      + Catalog.borrowerBehaviours.entries.map(\.name) + Catalog.marginEngines.entries.map(\.name)
      + Catalog.bridgeLosses.entries.map(\.name)
    for name in names {
      let pattern = try Regex("(rule|formula|closeFactor|allocation)(: |=)\(name)[,}\\s\"]")
      #expect(texts.contains { $0.contains(pattern) }, "\(name)")
    }
  }

  @Test(arguments: names + others)
  func `have no findings`(name: String) throws {
    let file = try Self.file(name)
    #expect(findingText(file.findings, file.places) == "")
  }

  /// The slow reference of the tests shares no code with the engine.
  @Test(arguments: names)
  func `give what the slow reference gives for every shock they name`(name: String) throws {
    let file = try Self.file(name)
    for network in [file.network, file.high].compactMap({ $0 }) {
      let compiled = try network.compiled()
      for (key, shock) in network.shocks {
        let cascade = try compiled.cascade(after: shock.shocks)
        let slow = ReferenceCascade.run(network, shock.shocks, network.choices)
        #expect(cascade.rounds.count == slow.rounds.count, "\(name), \(key)")
        for prices in cascade.assets {
          let label = "\(prices.asset) in \(name), \(key)"
          expectNear(prices.marketEnd, slow.marketPrices[prices.asset.name], label)
          expectNear(prices.end, slow.economicPrices[prices.asset.name], label)
        }
        for debt in cascade.badDebt {
          let reserve = debt.reserve.description
          let label = "\(reserve) in \(name), \(key)"
          expectNear(debt.realizedUSD, slow.realizedUSD[reserve] ?? 0, label)
          expectNear(debt.latentUSD, slow.latentUSD[reserve] ?? 0, label)
        }
      }
    }
  }

  func expectNear(_ found: Double, _ expected: Double?, _ label: String) {
    let expected = expected ?? .nan
    let isNear = abs(found - expected) <= 1e-9 * max(abs(expected), 1)
    #expect(isNear, "\(label): engine \(found), reference \(expected)")
  }
}
