import ContagionFiles
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

struct `A network that is written and read again` {
  /// What a folder says of a network that was written to it.
  static func reading(_ network: Network) throws -> NetworkFile {
    let folder = FileManager.default.temporaryDirectory.appending(path: "network-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try NetworkFolder.write(network, to: folder)
    return try YAMLNetwork.read(folder)
  }

  @Test(arguments: Fixtures.shippedNetworks + ["\(Fixtures.folder)/Sound"])
  func `is what it was, at both ends of its ranges`(path: String) throws {
    let file = try YAMLNetwork.read(path)
    for network in [file.network, file.high].compactMap({ $0 }) {
      let again = try Self.reading(network)
      #expect(findingText(again.findings, again.places) == "")
      #expect(again.network == network)
    }
  }

  @Test func `is what it was for random networks`() throws {
    for seed in 0..<150 as Range<UInt64> {
      var (network, _) = RandomNetworks.network(seed: seed)
      let read = try Self.reading(network).network
      #expect(try Self.reading(read).network == read, "seed \(seed)")
      // Not every share is a per cent of some number.
      network.shocks = read.shocks
      #expect(read == network, "seed \(seed)")
    }
  }

  /// Everything that the reader takes for text, a parameter or a list.
  @Test func `keeps odd names, nested rules, choices, routes and accounts without entries`() throws
  {
    var network = Network(name: "odd", title: "", asOf: "2024-01-01", source: "")
    network.choices = Choices(
      clearing: .uniform, arbitrage: .unlimited, opening: .include, without: [.price, .claim],
      roundLimit: 7)
    network.assets = [
      "true": Asset(kind: .base, chain: "a: b", price: 1e-300),
      "~ \"é\n": Asset(kind: .stable, chain: "", price: 0.1 + 0.2, peg: 1),
    ]
    network.pools = [
      "p": LiquidityPool(
        base: "true", quote: "~ \"é\n",
        formula: RuleChoice(
          "odd", ["price": .number(3), "inner": .rule(RuleChoice("x", ["y": .number(2)]))]),
        fee: 0.1, baseReserve: 1, quoteReserve: 2, price: 5,
        quotes: [DepthQuote(size: 1, price: 2)])
    ]
    network.externalMarkets = [
      "true": ExternalMarket(price: 2, depth: RuleChoice("linear", ["usdPerPercent": .number(5)]))
    ]
    network.oracles = [
      "o": OracleFeed(
        asset: "true", rule: RuleChoice("r", ["reads": .number(1), "b": .rule(RuleChoice("x"))]),
        source: .nav)
    ]
    network.routes = [NamedRoute(from: "true", to: "~ \"é\n", pools: ["p", "p"])]
    network.accounts = AccountBook([
      Account("nobody, \"really\"", at: "bank", eMode: "m,1"),
      Account(
        "x,\"\r\n", at: "ba\"nk", collateral: [Holding("true", 1)],
        debt: [Holding("~ \"é\n", 0.1)], liquidationThreshold: 0.5, eMode: "m\"2"),
      Account("y", at: "bank", deposits: [Holding("true", 3)]),
    ])
    network.accounts.close()
    #expect(try Self.reading(network).network == network)
  }

  @Test func `goes into a new folder only`() throws {
    let network = Network(name: "a", assets: ["ETH": Asset(kind: .base, price: 1)])
    #expect(throws: NetworkFolderError.exists(Fixtures.folder)) {
      try NetworkFolder.write(network, to: Fixtures.folder)
    }
    #expect(
      NetworkFolderError.exists("there").description
        == "there: error: exists already; name a new folder")
  }
}
