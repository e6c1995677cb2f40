import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Health, close factors and seizure, one account at a time.
struct `One liquidation call` {
  static let mechanisms = Catalog<any LiquidationMechanism>.liquidationMechanisms

  static let closeFactorCases: [(Double, Double, Double, Double, Double)] = [
    (9000.0, 3000.0, 9000.0, 0.97, 3000.0), (9000, 9000, 9000, 0.97, 4500),
    (9000, 9000, 9000, 0.95, 9000), (1900, 9000, 9000, 0.97, 9000),
    (9000, 1999, 9000, 0.97, 1999), (2000, 2000, 2000, 0.96, 1000),
  ]

  static let gapCases: [(Double, Double)] = [
    (0.05, 0.0), (0.08, 175.0 / 303), (0.12, 1375.0 / 303), (0.2, 3775.0 / 303),
    (0.35, 8275.0 / 303),
  ]

  static let lagCases: [(Double, Double)] = [
    (0.0, 175.0 / 303), (0.0031, 6514.0 / 7575), (0.0159, 15346.0 / 7575), (0.05, 1555.0 / 303),
  ]

  /// `HF-BASIC`: 10 at 2,000 (LT 0.83) and 5,000 at 1 (LT 0.78) against 15,000 at
  /// 1 and 1 at 3,000: (16,600 + 3,900) / 18,000 = 41/36; the first price reaches
  /// health 1 at 141,000/83, a fall of 25/166.
  @Test func `weighs every collateral by its own threshold`() throws {
    var network = Network(
      name: "basket",
      assets: [
        "ETH": Asset(kind: .base, price: 2000), "DAI": Asset(kind: .stable, price: 1),
        "USD": Asset(kind: .stable, price: 1), "XAU": Asset(kind: .base, price: 3000),
      ],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
          reserves: [
            "ETH": Reserve(liquidationThreshold: 0.83),
            "DAI": Reserve(liquidationThreshold: 0.78), "USD": Reserve(), "XAU": Reserve(),
          ])
      ])
    network.accounts = AccountBook([
      Account(
        "a", at: "P", collateral: [Holding("ETH", 10), Holding("DAI", 5000)],
        debt: [Holding("USD", 15_000), Holding("XAU", 1)])
    ])
    expectClose(try network.compiled().openingHealth(of: 0), 41.0 / 36)
    let atOne = [Shock.price("ETH", 141_000.0 / 83 * (1 + 1e-12))]
    #expect(try network.compiled().cascade(after: atOne).rounds.isEmpty)
    let below = [Shock.priceChange("ETH", -25.0 / 166 - 1e-9)]
    #expect(try network.compiled().cascade(after: below).rounds.count >= 1)
  }

  /// `AAVE-CLOSE-FACTOR`: collateral, debt, total debt, health and what may be
  /// repaid, USD.
  @Test(arguments: closeFactorCases)
  func `repays what Aave v3 allows`(
    collateral: Double, debt: Double, total: Double, health: Double, allowed: Double
  ) throws {
    let rule = try Catalog.closeFactors.rule(RuleChoice("aave-v3"))
    let account = LiquidationCase(
      healthFactor: health, collateralUnits: collateral, collateralPrice: 1, debtUnits: debt,
      debtPrice: 1, totalDebtUSD: total, bonus: 0)
    expectClose(rule.repayment(of: account), allowed)
  }

  /// Half of 2,600 is 1,300; with a bonus of 5 % that takes 1,365 of 2,200 and
  /// leaves 835 of collateral, below 1,000. Repaying (2,200 − 1,000) / 1.05 leaves
  /// exactly 1,000, and 1,457.14 of debt.
  @Test func `leaves no dust on either side`() throws {
    let rule = try Catalog.closeFactors.rule(RuleChoice("aave-v3"))
    let account = LiquidationCase(
      healthFactor: 0.97, collateralUnits: 2200, collateralPrice: 1, debtUnits: 2600, debtPrice: 1,
      totalDebtUSD: 2600, bonus: 0.05)
    expectClose(rule.repayment(of: account), 1200 / 1.05)
  }

  /// `AAVE-SEIZE`: 7 WETH at 1,800, bonus 5 %, 10 % of the bonus to the protocol,
  /// covering 10,000 and 13,000 USDC. On chain: wei, rounded; here 1e-12.
  @Test(arguments: [
    (10_000.0, 5.805555555555555554, 0.027777777777777778, 10_000.0),
    (13_000.0, 6.966666666666666666, 0.033333333333333334, 12_000.0),
  ])
  func `seizes with the bonus and keeps the protocol's fee`(
    cover: Double, toLiquidator: Double, fee: Double, repaid: Double
  ) throws {
    let mechanism = try Self.mechanisms.rule(
      RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]))
    let liquidation = mechanism.liquidation(
      of: LiquidationCase(
        healthFactor: 0.9, collateralUnits: 7, collateralPrice: 1800, debtUnits: cover,
        debtPrice: 1, totalDebtUSD: cover, bonus: 0.05, protocolFee: 0.1))
    expectClose(liquidation.seized - liquidation.fee, toLiquidator)
    expectClose(liquidation.fee, fee)
    expectClose(liquidation.repaid, repaid)
  }

  /// `AAVE-EMODE`: 10 wstETH at 1.2 ETH against 10 ETH. Without the category
  /// HF = 0.81·1.2 = 243/250 and the account is below 1; in it HF = 57/50, the
  /// ETH price cancels, and the peg can fall by 7/57.
  @Test func `uses the thresholds of the risk category`() throws {
    func network(eMode: String?) -> Network {
      var network = Network(
        name: "loop",
        assets: [
          "ETH": Asset(kind: .base, price: 2000),
          "wstETH": Asset(kind: .receipt, issuer: .issuer("lido")),
        ],
        issuers: [
          "lido": Issuer(kind: .staking, supply: 100, holdings: [Holding("ETH", 120)])
        ],
        protocols: [
          "aave": LendingProtocol(
            kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .deficit,
            reserves: [
              "wstETH": Reserve(liquidationThreshold: 0.81, bonus: 0.06), "ETH": Reserve(),
            ],
            eModes: [
              "eth": EMode(assets: ["wstETH", "ETH"], liquidationThreshold: 0.95, bonus: 0.01)
            ])
        ])
      network.accounts = AccountBook([
        Account(
          "a", at: "aave", collateral: [Holding("wstETH", 10)], debt: [Holding("ETH", 10)],
          eMode: eMode)
      ])
      return network
    }
    expectClose(try network(eMode: nil).compiled().openingHealth(of: 0), 243.0 / 250)
    let inMode = try network(eMode: "eth").compiled()
    expectClose(inMode.openingHealth(of: 0), 57.0 / 50)
    #expect(try inMode.cascade(after: [.priceChange("ETH", -0.9)]).rounds.isEmpty)
    let justAbove = Shock.priceChange("wstETH", -7.0 / 57 + 1e-9)
    #expect(try inMode.cascade(after: [justAbove]).rounds.isEmpty)
    let justBelow = Shock.priceChange("wstETH", -7.0 / 57 - 1e-9)
    #expect(try !inMode.cascade(after: [justBelow]).rounds.isEmpty)
  }

  /// `TOXIC-LTV`: 1,000 of collateral against 950 with an incentive of 8 %. Each
  /// call of half the debt makes the rest worse: 475 and 487 after the first, gone
  /// after six, leaving 950 − 1,000/1.08 = 650/27 whatever the close factor.
  @Test(arguments: [(0.5, 6), (0.25, nil), (1.0, 1)] as [(Double, Int?)])
  func `spirals above the toxic loan-to-value`(closeFactor: Double, calls: Int?) throws {
    var network = Network(
      name: "toxic",
      assets: [
        "TOK": Asset(kind: .base, price: 1), "USD": Asset(kind: .stable, price: 1),
      ],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice("fixed-spread", ["closeFactor": .number(closeFactor)]),
          recognition: .deficit,
          reserves: ["TOK": Reserve(liquidationThreshold: 0.9, bonus: 0.08), "USD": Reserve()])
      ])
    network.accounts = AccountBook([
      Account("a", at: "P", collateral: [Holding("TOK", 1000)], debt: [Holding("USD", 950)])
    ])
    let cascade = try network.compiled().cascade(
      after: [], choices: Choices(opening: .include))
    // The zero-shock run liquidates the same account, so the shock's own loss is nothing.
    #expect(cascade.badDebtUSD == 0)
    if let calls { #expect(cascade.rounds.count == calls) }
    let writtenOff = cascade.ledger.filter { $0.kind == .writeOff }.reduce(0) { $0 + $1.units }
    expectClose(writtenOff, 650.0 / 27)
    guard closeFactor == 0.5 else { return }
    let first = cascade.ledger.filter { $0.round == 1 }
    let repaid = first.filter { $0.kind == .repayment }.reduce(0) { $0 + $1.units }
    let seized = first.filter { $0.kind == .seizure }.reduce(0) { $0 + $1.units }
    expectClose(950 - repaid, 475)
    expectClose(1000 - seized, 487)
  }

  /// `GATTO-LOOP`: a loop of 100 against 275/3, threshold 0.95, bonus 1 %. Bad debt
  /// by the gap at which it is liquidated, realised at once.
  @Test(arguments: gapCases)
  func `loses what a gap leaves of a twelvefold loop`(gap: Double, badDebt: Double) throws {
    var network = Network(
      name: "loop",
      assets: ["LST": Asset(kind: .base, price: 1), "ETH": Asset(kind: .stable, price: 1)],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]),
          recognition: .deficit,
          reserves: ["LST": Reserve(liquidationThreshold: 0.95, bonus: 0.01), "ETH": Reserve()])
      ])
    network.accounts = AccountBook([
      Account("a", at: "P", collateral: [Holding("LST", 100)], debt: [Holding("ETH", 275.0 / 3)])
    ])
    let compiled = try network.compiled()
    expectClose(compiled.openingHealth(of: 0), 57.0 / 55)
    let cascade = try compiled.cascade(after: [.priceChange("LST", -gap)])
    expectClose(cascade.realizedBadDebtUSD, badDebt)
    // D* = max(1 − 1/HF₀, 1 − (1 + b)·LT/HF₀) = 89/1200: no loss down to it.
    let noLoss = 89.0 / 1200
    let at = try compiled.cascade(after: [.priceChange("LST", -noLoss + 1e-9)])
    let below = try compiled.cascade(after: [.priceChange("LST", -noLoss - 1e-9)])
    #expect(at.realizedBadDebtUSD == 0 && below.realizedBadDebtUSD > 0)
    #expect(try compiled.cascade(after: [.priceChange("LST", -2.0 / 57 + 1e-9)]).rounds.isEmpty)
    #expect(try !compiled.cascade(after: [.priceChange("LST", -2.0 / 57 - 1e-9)]).rounds.isEmpty)
  }

  /// The same loop at a gap of 8 %, liquidated when the price is stale by so many
  /// basis points: C(1 − gap)(1 − lag).
  @Test(arguments: lagCases)
  func `loses more the staler the price`(lag: Double, badDebt: Double) throws {
    let mechanism = try Self.mechanisms.rule(
      RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]))
    let debt = 275.0 / 3
    let liquidation = mechanism.liquidation(
      of: LiquidationCase(
        healthFactor: 0.9, collateralUnits: 100, collateralPrice: 0.92 * (1 - lag),
        debtUnits: debt, debtPrice: 1, totalDebtUSD: debt, bonus: 0.01))
    expectClose(debt - liquidation.repaid, badDebt)
  }
}
