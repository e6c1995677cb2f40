public import ContagionModel
import OrderedCollections

/// Networks of the worked examples, whose results are known by hand.
extension Network {
  /// Three protocols that share one ETH pool: `MP-CASCADE`, `MP-SWEEP`, `MP-UNIFORM`.
  public static let threeProtocols = threeProtocols(accounts: [
    ("a1", "Alpha", 1_000, 1_300_000), ("a2", "Alpha", 600, 800_000),
    ("a3", "Alpha", 2_000, 1_900_000), ("b1", "Beta", 800, 1_060_000),
    ("b2", "Beta", 1_500, 1_900_000), ("g1", "Gamma", 500, 690_000),
    ("g2", "Gamma", 900, 900_000),
  ])

  /// The same protocols where the joint run has less bad debt than the isolated
  /// runs: `MP-COUNTER`. The shock is a fall by 11.64 %.
  public static let counterexample = threeProtocols(accounts: [
    ("b1", "Beta", 500, 800_000), ("g1", "Gamma", 3_000, 5_000_000),
    ("g2", "Gamma", 2_500, 3_000_000), ("g3", "Gamma", 3_000, 3_900_000),
  ])

  private static func threeProtocols(
    accounts: [(id: String, venue: String, eth: Double, usd: Double)]
  ) -> Network {
    func lending(_ closeFactor: String, _ threshold: Double, _ bonus: Double) -> LendingProtocol {
      LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .rule(RuleChoice(closeFactor)), "bonus": .number(bonus),
            "liquidationThreshold": .number(threshold), "protocolFee": .number(0),
          ]),
        recognition: .sharePrice, reserves: ["ETH": Reserve(), "USD": Reserve()])
    }
    return Network(
      name: "three-protocols", title: "Three protocols, one pool",
      assets: [
        "ETH": Asset(kind: .base, marketPool: "eth-usd"),
        "USD": Asset(kind: .stable, price: 1, peg: 1),
      ],
      pools: [
        "eth-usd": LiquidityPool(
          base: "ETH", quote: "USD", formula: RuleChoice("constant-product"),
          baseReserve: 20_000, quoteReserve: 40_000_000)
      ],
      protocols: [
        "Alpha": lending("aave-v3", 0.8, 0.05),
        "Beta": lending("full", 0.86, 21.0 / 479),
        "Gamma": lending("full", 10.0 / 11, 0.1),
      ],
      accounts: AccountBook(
        accounts.map {
          Account(
            $0.id, at: $0.venue, collateral: [Holding("ETH", $0.eth)],
            debt: [Holding("USD", $0.usd)])
        }),
      shocks: [
        "eth-19": NamedShock(title: "ETH falls by 19 %", shocks: [.priceChange("ETH", -0.19)])
      ],
      defaultShock: "eth-19")
  }

  /// A lends, B lends against receipts of A, C against receipts of B:
  /// `RECEIPT-CHAIN`. The shock destroys 200 in A.
  public static let receiptChain: Network = {
    func lending(_ reserves: OrderedDictionary<AssetID, Reserve>) -> LendingProtocol {
      LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0.01),
            "liquidationThreshold": .number(0.95), "protocolFee": .number(0),
          ]),
        recognition: .sharePrice, reserves: reserves)
    }
    return Network(
      name: "receipt-chain", title: "A loss passed on by receipts",
      assets: [
        "USD": Asset(kind: .stable, price: 1, peg: 1),
        "rA": Asset(kind: .receipt, issuer: .reserve(ReserveID("A", "USD"))),
        "rB": Asset(kind: .receipt, issuer: .reserve(ReserveID("B", "USD"))),
      ],
      protocols: [
        "A": lending(["USD": Reserve(deposits: 1_000, cash: 400, loans: 600)]),
        "B": lending(["USD": Reserve(deposits: 600, cash: 380, loans: 220), "rA": Reserve()]),
        "C": lending(["USD": Reserve(deposits: 300, cash: 158, loans: 142), "rB": Reserve()]),
      ],
      accounts: AccountBook([
        Account("b", at: "B", collateral: [Holding("rA", 240)], debt: [Holding("USD", 220)]),
        Account("c", at: "C", collateral: [Holding("rB", 150)], debt: [Holding("USD", 142)]),
      ]),
      shocks: [
        "loss": NamedShock(
          title: "A loses 200", shocks: [.issuerLoss(.reserve(ReserveID("A", "USD")), 200)])
      ],
      defaultShock: "loss")
  }()

  /// Two vaults that hold shares of each other: `RECEIPT-MUTUAL`. The shock
  /// destroys a tenth of the assets of A, outside its shares of B.
  public static let mutualVaults = Network(
    name: "mutual-vaults", title: "Two vaults that hold each other",
    assets: [
      "USD": Asset(kind: .stable, price: 1, peg: 1),
      "shareA": Asset(kind: .receipt, issuer: .issuer("A")),
      "shareB": Asset(kind: .receipt, issuer: .issuer("B")),
    ],
    issuers: [
      "A": Issuer(
        kind: .vault, supply: 100, holdings: [Holding("USD", 80), Holding("shareB", 20)]),
      "B": Issuer(
        kind: .vault, supply: 100, holdings: [Holding("USD", 70), Holding("shareA", 30)]),
    ],
    shocks: [
      "loss": NamedShock(
        title: "A loses a tenth", shocks: [.issuerLossShare(.issuer("A"), 0.1)])
    ],
    defaultShock: "loss")
}
