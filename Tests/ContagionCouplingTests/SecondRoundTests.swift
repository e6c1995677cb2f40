import ContagionCoupling
import ContagionEngine
import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// `C1_second_round`: raising 20 of cash from a pool of 1 million tokens and
/// 100 million USD sells 0.25 million and leaves a price of 64, below which a
/// cohort with 0.5 million tokens against 36 million of debt fails.
struct `A module that sells its own token` {
  static let million = 1e6

  /// The insured protocol loses 20 m USD on an asset without a market; the token is
  /// collateral elsewhere.
  static func network() -> Network {
    func lending(_ collateral: AssetID) -> LendingProtocol {
      LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0),
            "liquidationThreshold": .number(1),
          ]),
        recognition: .sharePrice, reserves: [collateral: Reserve(), "USD": Reserve()])
    }
    return Network(
      name: "module",
      assets: [
        "T": Asset(kind: .base, marketPool: "t-usd"),
        "X": Asset(kind: .base, price: 100 * million),
        "USD": Asset(kind: .stable, price: 1, peg: 1),
      ],
      pools: [
        "t-usd": LiquidityPool(
          base: "T", quote: "USD", formula: RuleChoice("constant-product"),
          baseReserve: million, quoteReserve: 100 * million)
      ],
      protocols: ["insured": lending("X"), "elsewhere": lending("T")],
      accounts: AccountBook([
        Account(
          "x", at: "insured", collateral: [Holding("X", 1)],
          debt: [Holding("USD", 100 * million)]),
        Account(
          "cohort", at: "elsewhere", collateral: [Holding("T", 0.5 * million)],
          debt: [Holding("USD", 36 * million)]),
      ]))
  }

  static func programme(
    _ design: RuleChoice, _ amounts: [String: Double], asset: AssetID? = nil,
    settles: InsuranceProgramme.Basis = .realized
  ) -> InsuranceProgramme {
    InsuranceProgramme(
      "module", design: design, settles: settles,
      silos: ["insured": InsuranceProgramme.Silo(amounts, asset: asset)], token: "T")
  }

  static func outcome(_ programme: InsuranceProgramme) throws -> InsuredCascade {
    try InsuredRun(try network().compiled(), under: programme)
      .outcome(of: [.priceChange("X", -0.2)])
  }

  private func loss(_ cascade: Cascade, _ kind: Party.Kind, _ name: String) -> Double {
    cascade.losses.reduce(0) { sum, loss in
      let party = cascade.parties[loss.party]
      return party.kind == kind && party.name == name ? sum + loss.finalUSD : sum
    }
  }

  /// The cohort is called at 64: 32 of collateral against 36, so 4 are bad; the
  /// liquidator sells for 160/7 and loses 32 − 160/7. Together 92/7.
  @Test func `adds the bad debt of everybody who borrows against it`() throws {
    let outcome = try Self.outcome(
      Self.programme(
        RuleChoice("native-token-module", ["maxSlash": .number(0.9)]),
        ["stake": 200 * Self.million, "depth": 100 * Self.million]))
    expectClose(outcome.firstBadDebtUSD, 20 * Self.million)
    expectClose(outcome.addedBadDebtUSD, 4 * Self.million, within: 1e-9)
    #expect(outcome.stop == .quiet)
    #expect(outcome.blocks[0].unsold.isEmpty)
    #expect(
      outcome.blocks[0].flows.contains(
        .sale(payer: "stakers", asset: "T", units: 0.25 * Self.million, for: "USD")))
    let liquidators = loss(outcome.cascade, .liquidators, "elsewhere")
    let induced = outcome.addedBadDebtUSD + liquidators
    expectClose(induced, 92.0 / 7 * Self.million, within: 1e-9)
    // κ = induced ÷ paid = 23/35.
    expectClose(induced / (20 * Self.million), 23.0 / 35, within: 1e-9)
    // The lenders of the insured protocol are whole; those elsewhere are not.
    expectClose(loss(outcome.cascade, .lenders, "insured/USD"), 0, within: 1e-3)
    expectClose(loss(outcome.cascade, .lenders, "elsewhere/USD"), 4 * Self.million, within: 1e-9)
  }

  /// Cash that lies ready sells nothing: κ = 0.
  @Test func `adds nothing when cover is held in the lent asset`() throws {
    let outcome = try Self.outcome(
      Self.programme(RuleChoice("asset-matched-stake"), ["stake": 60 * Self.million], asset: "USD"))
    expectClose(outcome.firstBadDebtUSD, 20 * Self.million)
    #expect(outcome.addedBadDebtUSD == 0)
    #expect(outcome.blocks.count == 1)
    #expect(outcome.contraction == nil)
    expectClose(loss(outcome.cascade, .insurers, "stakers"), 20 * Self.million)
    expectClose(loss(outcome.cascade, .lenders, "insured/USD"), 0, within: 1e-3)
  }

  /// A buffer held in the token must be sold to pay, like a slash.
  @Test func `sells cover that is held in another asset`() throws {
    let outcome = try Self.outcome(
      Self.programme(RuleChoice("reserve-buffer"), ["buffer": 60 * Self.million], asset: "T"))
    // 20 m USD at 100 are 0.2 million tokens: the price falls to
    // 100·(1/1.2)² = 69.44, where the cohort's 34.72 are below 36.
    expectClose(outcome.addedBadDebtUSD, 36e6 - 0.5e6 * 100 / 1.44, within: 1e-9)
  }

  /// A warning that always comes and removes all of the loss sells 1.25 USD of the token for
  /// each: 25 m USD of the 20 m, the same 0.25 million tokens. The bad debt elsewhere is new.
  @Test func `adds the same when a warning makes borrowers sell`() throws {
    var programme = InsuranceProgramme("none", design: RuleChoice(LenderSocialization.name))
    let warning: [String: RuleValue] = [
      "hitRate": .number(1), "effectiveness": .number(1), "salesRatio": .number(1.25),
    ]
    programme.overlays = [.init(RuleChoice(EarlyDeleveraging.name, warning), asset: "T")]
    let outcome = try Self.outcome(programme)
    expectClose(outcome.addedBadDebtUSD, 4 * Self.million, within: 1e-9)
    #expect(
      outcome.blocks[0].flows == [
        .sale(payer: "borrowers", asset: "T", units: 0.25 * Self.million, for: "USD")
      ])
    // The second warning is about 4 m, for which 5 m are sold.
    #expect(outcome.blocks.count == 2)
    expectClose(SecondRound(outcome).soldUSD, 30 * Self.million, within: 1e-9)
    // Without a ratio nothing is sold, and nothing is lost elsewhere.
    programme.overlays[0].asset = nil
    programme.overlays[0].rule.values["salesRatio"] = nil
    let quiet = try Self.outcome(programme)
    #expect(quiet.blocks[0].flows.isEmpty)
    #expect(quiet.addedBadDebtUSD == 0)
  }

  @Test func `leaves everything to the lenders without capital`() throws {
    let outcome = try Self.outcome(
      InsuranceProgramme("none", design: RuleChoice(LenderSocialization.name)))
    #expect(outcome.blocks.count == 1)
    #expect(outcome.blocks[0].flows.isEmpty)
    let alone = try Self.network().compiled().cascade(after: [.priceChange("X", -0.2)])
    #expect(outcome.cascade.badDebt == alone.badDebt)
    expectClose(outcome.cascade.finalLossUSD, alone.finalLossUSD)
  }
}

struct `Every design in a network` {
  static let designs = Catalog.insuranceDesigns.entries.map(\.name)

  /// Settled bad debt is split whole in every block, and what payers and lenders
  /// lose in the network adds up: the ledger's identities are checked in every round.
  @Test(arguments: designs)
  func `splits what is lost and keeps the books`(design: String) throws {
    for seed in 0..<40 as Range<UInt64> {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      let compiled = try network.compiled()
      guard
        let programme = try? Self.programme(design, network),
        let run = try? InsuredRun(compiled, under: programme)
      else {
        Issue.record("\(design) does not fit network \(seed)")
        continue
      }
      let outcome = try run.outcome(of: shocks)
      for block in outcome.blocks {
        let settlement = block.settlement
        for market in outcome.markets.indices {
          let borne = settlement.allocation.values.reduce(0) { $0 + $1[market] }
          expectClose(borne, settlement.grossUSD[market], within: 1e-9)
        }
      }
      #expect(outcome.cascade.finalLossUSD.isFinite)
    }
  }

  /// A programme that covers every protocol of a random network.
  static func programme(_ design: String, _ network: Network) throws -> InsuranceProgramme {
    let rule = try Catalog.insuranceDesigns.rule(RuleChoice(design, parameters(design)))
    var programme = InsuranceProgramme(
      design, design: RuleChoice(design, parameters(design)), settles: .realizedAndLatent)
    let token = network.assets.keys[0]
    if !rule.siloAmounts.isEmpty {
      for id in network.protocols.keys {
        programme.silos[InsuredID(id.name)] = InsuranceProgramme.Silo(
          Dictionary(uniqueKeysWithValues: rule.siloAmounts.map { ($0.name, 1000) }))
      }
    }
    programme.token = token
    if rule.needs.contains(.capital) {
      programme.capital = [
        InsuranceProgramme.Holding(usd: 500), InsuranceProgramme.Holding(usd: 500, asset: token),
      ]
    }
    if rule.needs.contains(.layers) {
      programme.layers = [
        InsuranceLayer(
          "junior", payer: .junior,
          terms: RuleChoice(
            "excess-of-loss", ["attachment": .number(0), "limit": .number(1000)]))
      ]
    }
    return programme
  }

  private static func parameters(_ design: String) -> [String: RuleValue] {
    design == "stability-pool" ? ["pool": .number(1000)] : [:]
  }
}
