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
}
