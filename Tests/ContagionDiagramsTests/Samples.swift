import ContagionDiagrams
import ContagionModel
import OrderedCollections

/// Studies written by hand, so that diagrams can be tested without the engine.
enum Samples {
  /// Three protocols that sell the same collateral into one pool, with the
  /// prices and amounts of the worked example MP-CASCADE; a vault lends to two
  /// of them.
  static let network = Network(
    name: "three-protocols", title: "Three protocols, one shared ETH pool", asOf: "2024-01-01",
    assets: [
      "ETH": Asset(kind: .base, marketPool: "uni-eth-usdc"),
      "USDC": Asset(kind: .stable, price: 1, peg: 1),
      "vUSDC": Asset(kind: .receipt, issuer: .issuer("vault-prime")),
    ],
    pools: [
      "uni-eth-usdc": LiquidityPool(
        base: "ETH", quote: "USDC", formula: RuleChoice("constant-product"), baseReserve: 20_000,
        quoteReserve: 40_000_000)
    ],
    issuers: [
      "vault-prime": Issuer(
        kind: .vault, supply: 3_000_000,
        allocations: [
          Allocation(ReserveID("gamma", "USDC"), 1_000_000),
          Allocation(ReserveID("alpha", "USDC"), 2_000_000),
        ])
    ],
    protocols: [
      "alpha": lender(loans: 4_000_000), "beta": lender(loans: 2_960_000),
      "gamma": lender(loans: 1_590_000),
    ],
    accounts: AccountBook([
      Account(
        "a1", at: "alpha", collateral: [Holding("ETH", 3_600)],
        debt: [Holding("USDC", 4_000_000)]),
      Account(
        "b1", at: "beta", collateral: [Holding("ETH", 2_300)], debt: [Holding("USDC", 2_960_000)]),
      Account(
        "g1", at: "gamma", collateral: [Holding("ETH", 1_400)],
        debt: [Holding("USDC", 1_590_000)]),
    ]))

  private static func lender(loans: Double) -> LendingProtocol {
    LendingProtocol(
      kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
      reserves: [
        "ETH": Reserve(liquidationThreshold: 0.8, bonus: 0.05),
        "USDC": Reserve(deposits: loans * 1.2, cash: loans * 0.2, loans: loans),
      ])
  }

  static let study: Study = {
    typealias Call = (lender: ProtocolID, accounts: Int, repaid: Double, sold: Double, bad: Double)
    let prices = [
      1620, 1525.153896, 1432.935064, 1215.105931, 1148.416428, 1076.403369, 1008.703369,
      974.194731,
    ]
    let calls: [[Call]] = [
      [("alpha", 2, 1_050_000, 680.555556, 0)],
      [("beta", 1, 1_060_000, 725.482077, 0)],
      [
        ("alpha", 1, 200_000, 146.552349, 0), ("beta", 1, 1_900_000, 1384.081238, 0),
        ("gamma", 1, 651_334.120207, 500, 38_665.879793),
      ],
      [("alpha", 2, 850_000, 734.503863, 0)],
      [("alpha", 1, 950_000, 868.587366, 0)],
      [("gamma", 1, 880_693.665705, 900, 19_306.334295)],
      [("alpha", 1, 475_000, 494.446648, 0)],
    ]
    let rounds = calls.enumerated().map { place, calls in
      CascadeRound(
        number: place + 1,
        liquidations: calls.map {
          CascadeRound.Liquidations(
            lendingProtocol: $0.lender, accounts: $0.accounts, repaidUSD: $0.repaid,
            seizedUSD: $0.sold * prices[place], badDebtUSD: $0.bad)
        },
        sales: calls.map {
          CascadeRound.Sale(
            lendingProtocol: $0.lender, pool: "uni-eth-usdc", asset: "ETH", units: $0.sold,
            usd: $0.sold * prices[place])
        },
        poolMoves: [
          CascadeRound.PoolMove(
            pool: "uni-eth-usdc", openingPrice: prices[place], closingPrice: prices[place + 1],
            netSoldUnits: calls.reduce(0) { $0 + $1.sold })
        ])
    }
    let parties = [
      Party(.borrowers, "alpha", lendingProtocol: "alpha"),
      Party(.borrowers, "beta", lendingProtocol: "beta"),
      Party(.borrowers, "gamma", lendingProtocol: "gamma"),
      Party(.lenders, "gamma/USDC", lendingProtocol: "gamma"),
      Party(.reserve, "gamma/USDC", lendingProtocol: "gamma"),
      Party(.issuer, "vault-prime"), Party(.holders, "vUSDC"),
      Party(.liquidityProviders, "uni-eth-usdc"), Party(.liquidators, "alpha"),
    ]
    let joint = Cascade(
      network: "three-protocols", networkTitle: "Three protocols, one shared ETH pool",
      asOf: "2024-01-01", shockTitle: "ETH falls by 19 %", shocks: [.priceChange("ETH", -0.19)],
      choices: Choices(), parties: parties,
      assets: [
        AssetPrices(
          asset: "ETH", chain: nil, opening: 2000, afterShock: 1620, end: prices[7],
          marketOpening: 2000, marketAfterShock: 1620, marketEnd: prices[7]),
        AssetPrices(
          asset: "USDC", chain: nil, opening: 1, afterShock: 1, end: 1, marketOpening: 1,
          marketAfterShock: 1, marketEnd: 1),
      ],
      rounds: rounds, ledger: [], stop: .quiet,
      losses: [
        loss(0, 0, 3_200_000, 1_368_000, 2_811_000), loss(1, 0, 1_640_000, 874_000, 1_508_000),
        loss(2, 0, 1_210_000, 532_000, 1_210_000), loss(3, 1, 908_000, 0, 27_586, credit: 27_586),
        loss(6, 1, 3_000_000, 0, 30_386, credit: 30_386),
        loss(7, 0, 80_000_000, 3_800_000, 4_100_000), loss(8, 0, 0, 0, -95_000),
      ],
      badDebt: [
        BadDebt(
          reserve: ReserveID("gamma", "USDC"), chain: nil, realizedUnits: 57_972.214088,
          realizedUSD: 57_972.214088, latentUSD: 0)
      ],
      issuers: [
        IssuerLoss(
          party: 4, claimsUSD: 1_908_000, lossUSD: 57_972, accountingNAV: 0.9696,
          economicNAV: 0.9696),
        IssuerLoss(
          party: 5, claimsUSD: 3_000_000, lossUSD: 30_386, accountingNAV: 0.99,
          economicNAV: 0.9899),
      ],
      topAccounts: [],
      infections: [
        Infection(from: "shock", to: "gamma", channel: .price, lossUSD: 23_900),
        Infection(from: "alpha", to: "gamma", channel: .price, lossUSD: 16_700),
        Infection(from: "beta", to: "gamma", channel: .price, lossUSD: 15_100),
        Infection(from: "gamma", to: "gamma", channel: .price, lossUSD: 2_272),
        Infection(from: "gamma", to: "vault-prime", channel: .claim, lossUSD: 30_386),
        Infection(from: "gamma", to: "lenders to gamma/USDC", channel: .claim, lossUSD: 27_586),
        Infection(from: "vault-prime", to: "holders of vUSDC", channel: .claim, lossUSD: 30_386),
      ], openingUnhealthy: 0, openingUnhealthyDebtUSD: 0)
    return study(joint)
  }()

  static func study(_ joint: Cascade) -> Study {
    Study(
      joint: joint,
      noFeedback: RunSummary(
        name: "no feedback", rounds: 1, stop: .quiet, realizedBadDebtUSD: 0, latentBadDebtUSD: 0,
        liquidatedUSD: 1_050_000, finalLossUSD: 6_574_000, badDebtByProtocol: []),
      isolated: [], withoutChannel: [])
  }

  static func loss(
    _ party: Int, _ asset: Int, _ opening: Double, _ direct: Double, _ final: Double,
    credit: Double = 0
  ) -> Loss {
    Loss(
      party: party, asset: asset, openingUSD: opening, directUSD: direct, finalUSD: final,
      creditUSD: credit)
  }
}
