import ContagionModel

extension Cascade {
  /// The joint run of ``Study/pencil``.
  static var pencil: Cascade {
    var cascade = Cascade(
      network: "pencil", networkTitle: "Two protocols and a vault", asOf: "2024-01-01",
      shockTitle: "ETH falls by 30 %", shocks: [.priceChange("ETH", -0.3)], choices: Choices(),
      parties: parties, assets: assets, rounds: rounds, ledger: [], stop: .quiet, losses: losses,
      badDebt: badDebt,
      issuers: [
        // Claims of 200 000 at 0.95 − 0.90: 10 000 not recognised.
        IssuerLoss(
          party: 6, claimsUSD: 200_000, lossUSD: 20_000, accountingNAV: 0.95, economicNAV: 0.90),
        IssuerLoss(
          party: 7, claimsUSD: 500_000, lossUSD: 30_000, accountingNAV: 0.94, economicNAV: 0.94),
      ],
      topAccounts: [
        AccountLoss(
          account: "0xa1", lendingProtocol: "alpha", openingHealth: 1.05, calls: 2,
          repaidUSD: 70_000, badDebtUSD: 25_000.30, lossUSD: 400_000),
        AccountLoss(
          account: "a|b", lendingProtocol: "beta", openingHealth: .infinity, calls: 0,
          repaidUSD: 0, badDebtUSD: 0, lossUSD: 12_345.60),
      ],
      infections: [
        Infection(from: "shock", to: "alpha", channel: .price, lossUSD: 20_000.30),
        Infection(from: "alpha", to: "alpha", channel: .price, lossUSD: 10_000),
        Infection(from: "alpha", to: "beta", channel: .price, lossUSD: 29_000),
        Infection(from: "alpha", to: "beta", channel: .oracle, lossUSD: 1000),
        Infection(from: "beta", to: "holders of vUSDC", channel: .claim, lossUSD: 10_000),
      ],
      openingUnhealthy: 3, openingUnhealthyDebtUSD: 1200)
    cascade.poolDepths = [
      // 119 000 sold into 250 000: 0.476.
      PoolDepth(
        pool: "uni-eth-usdc", asset: "ETH", soldUSD: 119_000, depthAt2PercentUSD: 50_000,
        depthAt10PercentUSD: 250_000)
    ]
    return cascade
  }

  private static let parties: [Party] = [
    Party(.borrowers, "alpha", lendingProtocol: "alpha", chain: "ethereum"),
    Party(.lenders, "alpha/USDC", lendingProtocol: "alpha", chain: "ethereum"),
    Party(.borrowers, "beta", lendingProtocol: "beta", chain: "base"),
    Party(.lenders, "beta/USDC", lendingProtocol: "beta", chain: "base"),
    Party(.liquidators, "alpha", lendingProtocol: "alpha", chain: "ethereum"),
    Party(.holders, "vUSDC"),
    Party(.issuer, "vault-prime"),
    Party(.reserve, "beta/USDC", lendingProtocol: "beta", chain: "base"),
  ]

  private static let assets: [AssetPrices] = [
    AssetPrices(
      asset: "ETH", chain: nil, opening: 2000, afterShock: 1400, end: 1400, marketOpening: 2000,
      marketAfterShock: 1400, marketEnd: 1300),
    AssetPrices(
      asset: "USDC", chain: nil, opening: 1, afterShock: 1, end: 1, marketOpening: 1,
      marketAfterShock: 1, marketEnd: 0.9995),
    AssetPrices(
      asset: "vUSDC", chain: "ethereum", opening: 1, afterShock: 1, end: 0.95, marketOpening: 1,
      marketAfterShock: 1, marketEnd: 0.80),
  ]

  /// The last two are passed on by an issuer and a reserve, and count nowhere.
  private static let losses: [Loss] = [
    loss(0, 0, opening: 2_000_000, direct: 600_000, final: 650_000.40),
    loss(1, 1, opening: 1_000_000, direct: 0, final: 30_000.30, credit: 30_000.30),
    loss(2, 0, opening: 400_000, direct: 120_000, final: 125_000.30),
    loss(3, 1, opening: 300_000, direct: 0, final: 20_000, credit: 20_000),
    loss(4, 1, opening: 0, direct: 0, final: -5_000.40),
    loss(5, 2, opening: 200_000, direct: 0, final: 10_000, credit: 10_000),
    loss(6, 1, opening: 200_000, direct: 0, final: 20_000, credit: 20_000),
    loss(7, 1, opening: 500_000, direct: 0, final: 30_000, credit: 30_000),
  ]

  private static func loss(
    _ party: Int, _ asset: Int, opening: Double, direct: Double, final: Double, credit: Double = 0
  ) -> Loss {
    Loss(
      party: party, asset: asset, openingUSD: opening, directUSD: direct, finalUSD: final,
      creditUSD: credit)
  }

  private static let badDebt: [BadDebt] = [
    BadDebt(
      reserve: ReserveID("alpha", "USDC"), chain: "ethereum", realizedUnits: 25_000.30,
      realizedUSD: 25_000.30, latentUSD: 5000),
    BadDebt(
      reserve: ReserveID("beta", "USDC"), chain: "base", realizedUnits: 30_000,
      realizedUSD: 30_000, latentUSD: 0),
  ]

  /// Repaid 70 000 + 30 000 = 100 000, seized 84 000 + 35 000 = 119 000.
  private static let rounds: [CascadeRound] = [
    CascadeRound(
      number: 1,
      liquidations: [
        CascadeRound.Liquidations(
          lendingProtocol: "alpha", accounts: 2, repaidUSD: 40_000, seizedUSD: 49_000,
          badDebtUSD: 0),
        CascadeRound.Liquidations(
          lendingProtocol: "beta", accounts: 1, repaidUSD: 30_000, seizedUSD: 35_000,
          badDebtUSD: 30_000),
      ], sales: [],
      poolMoves: [
        CascadeRound.PoolMove(
          pool: "curve", openingPrice: 1, closingPrice: 0.9995, netSoldUnits: 1000),
        CascadeRound.PoolMove(
          pool: "uni-eth-usdc", openingPrice: 1400, closingPrice: 1330, netSoldUnits: 60),
      ]),
    CascadeRound(
      number: 2,
      liquidations: [
        CascadeRound.Liquidations(
          lendingProtocol: "alpha", accounts: 1, repaidUSD: 30_000, seizedUSD: 35_000,
          badDebtUSD: 25_000.30)
      ], sales: [], poolMoves: []),
  ]
}
