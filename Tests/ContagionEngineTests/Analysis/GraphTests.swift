import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `The graph of exposures` {
  /// Vault A holds 1,000 USD; B lends 220 of 600 USD against 240 of A's receipt; C
  /// lends 142 against 150 of the receipt of B's reserve.
  static var chain: Network {
    func lender(_ collateral: AssetID, loans: Double, cash: Double) -> LendingProtocol {
      LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0.01),
            "liquidationThreshold": .number(0.95),
          ]),
        recognition: .sharePrice,
        reserves: [
          collateral: Reserve(liquidationThreshold: 0.95),
          "USD": Reserve(deposits: loans + cash, cash: cash, loans: loans),
        ], chain: "base")
    }
    return Network(
      name: "chain",
      assets: [
        "USD": Asset(kind: .stable, price: 1), "rA": Asset(kind: .receipt, issuer: .issuer("A")),
        "rB": Asset(kind: .receipt, issuer: .reserve(ReserveID("B", "USD"))),
      ],
      issuers: ["A": Issuer(kind: .vault, supply: 500, holdings: [Holding("USD", 1000)])],
      protocols: [
        "B": lender("rA", loans: 220, cash: 380), "C": lender("rB", loans: 142, cash: 158),
      ],
      accounts: AccountBook([
        Account("b", at: "B", collateral: [Holding("rA", 120)], debt: [Holding("USD", 220)]),
        Account("c", at: "C", collateral: [Holding("rB", 150)], debt: [Holding("USD", 142)]),
      ]))
  }

  /// A share of A is worth 2: B has 240 of collateral, and all shares are 1,000.
  @Test func `leads from protocols through reserves and receipts to issuers`() throws {
    let graph = try Self.chain.compiled().graph()
    let found = graph.edges.map { edge in
      "\(graph.nodes[edge.source].id) \(edge.kind) \(graph.nodes[edge.target].id) \(edge.usd)"
    }
    #expect(
      found == [
        "protocol:B collateral reserve:B/rA 240.0", "reserve:B/rA listing asset:rA 240.0",
        "protocol:B loans reserve:B/USD 220.0", "reserve:B/USD listing asset:USD 220.0",
        "protocol:C collateral reserve:C/rB 150.0", "reserve:C/rB listing asset:rB 150.0",
        "protocol:C loans reserve:C/USD 142.0", "reserve:C/USD listing asset:USD 142.0",
        "issuer:A holding asset:USD 1000.0", "asset:rA claim issuer:A 1000.0",
        "asset:rB claim reserve:B/USD 150.0",
      ])
    let usd = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.usd) })
    #expect(usd["protocol:B"] == 460 && usd["issuer:A"] == 1000 && usd["asset:USD"] == 1362)
    #expect(graph.nodes.first { $0.id == "reserve:C/rB" }?.chain == "base")
  }

  /// C lends 142 of 300 USD against B's receipt; of that 220/600 is lent by B
  /// against A's, which holds USD. All 300 end there.
  @Test func `is followed from a holder to its ends`() throws {
    let found = try Self.chain.compiled().dependencies(from: "C/USD")
    let lent = 142.0 * 220 / 600
    let expected: [(Dependency.Layer, String, Double, Double)] = [
      (.market, "C/USD", 300, 0), (.market, "B/USD", 142, 0), (.asset, "USD", 300, 300),
      (.asset, "rB", 142, 0), (.asset, "rA", lent, 0), (.issuer, "A", lent, 0),
    ]
    #expect(found.map(\.name) == expected.map(\.1))
    for (row, (layer, _, usd, ended)) in zip(found, expected) {
      #expect(row.layer == layer)
      expectClose(row.usd, usd)
      expectClose(row.ultimateUSD, ended)
      expectClose(row.share, usd / 300)
    }
  }

  /// With B's loans stated as 320, 100 go to borrowers outside the file, and a
  /// feed of rA is named for the 220 that it prices.
  @Test func `names feeds and borrowers outside the file`() throws {
    var network = Self.chain
    network.oracles["feed"] = OracleFeed(asset: "rA", rule: RuleChoice("spot"), source: .nav)
    network.protocols["B"]?.reserves["rA"]?.oracle = "feed"
    network.protocols["B"]?.reserves["USD"] = Reserve(deposits: 700, cash: 380, loans: 320)
    let found = try network.compiled().dependencies(from: "B")
    let usd = Dictionary(uniqueKeysWithValues: found.map { ("\($0.layer) \($0.name)", $0.usd) })
    expectClose(usd["oracle feed"] ?? .nan, 220)
    expectClose(usd["borrowers B/USD"] ?? .nan, 100)
    expectClose(usd["asset USD"] ?? .nan, 600)
    #expect(throws: UnknownName.self) { try network.compiled().dependencies(from: "USD") }
  }

  /// What ends adds up to what a holder has, whatever the network.
  @Test func `loses nothing on the way`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let compiled = try RandomNetworks.network(seed: seed).network.compiled()
      for lender in compiled.network.protocols.keys {
        let found = try compiled.dependencies(from: lender.name)
        guard let first = found.first else { continue }
        let ended = found.reduce(0) { $0 + $1.ultimateUSD }
        expectClose(ended / (first.usd / first.share), 1, within: 1e-11)
      }
    }
  }
}
