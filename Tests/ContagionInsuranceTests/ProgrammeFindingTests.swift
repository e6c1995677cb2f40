import ContagionInsurance
import ContagionModel
import OrderedCollections
import Testing

struct `A programme with a mistake` {
  private func findings(_ programme: InsuranceProgramme, _ assets: [AssetID]? = nil) -> [String] {
    programme.findings(insuring: Fixture.markets, pricing: assets).map {
      "\($0.path): \($0.severity.rawValue): \($0.message)"
    }
  }

  @Test func `names a protocol that is not there`() {
    let programme = InsuranceProgramme(
      "x", design: RuleChoice("reserve-buffer"), silos: ["AA": .init(["buffer": 1])])
    #expect(
      findings(programme) == [
        "cover.AA: error: no protocol or reserve is called 'AA' (did you mean 'A'?); known: A, B, C"
      ])
  }

  @Test func `names an asset that is not there`() {
    let programme = InsuranceProgramme(
      "x", design: RuleChoice("native-token-module"), silos: ["A": .init(["stake": 1])],
      token: "TOKE")
    #expect(
      findings(programme, ["TOKEN", "ETH"]) == [
        "token: error: no asset is called 'TOKE' (did you mean 'TOKEN'?); known: TOKEN, ETH"
      ])
  }

  @Test func `names an amount that its design does not take, and forgets one`() {
    let programme = InsuranceProgramme(
      "x", design: RuleChoice("asset-matched-stake"), silos: ["A": .init(["stak": 1])])
    #expect(
      findings(programme) == [
        "cover.A.stak: error: no amount of design 'asset-matched-stake' is called 'stak'"
          + " (did you mean 'stake'?); known: stake, offset",
        "cover.A: error: design 'asset-matched-stake' needs 'stake' for 'A'",
      ])
  }

  @Test func `names a design that is not there`() {
    #expect(
      findings(InsuranceProgramme("x", design: RuleChoice("layered-towel"))) == [
        "design: error: no insurance design is called 'layered-towel'"
          + " (did you mean 'layered-tower'?); known: lender-socialisation, reserve-buffer,"
          + " native-token-module, asset-matched-stake, stability-pool, leveraged-mutual,"
          + " layered-tower, clearing-house"
      ])
  }

  @Test func `has layers that overlap or leave a gap: a warning`() {
    let programme = InsuranceProgramme(
      "x", design: RuleChoice("layered-tower"),
      layers: [
        Fixture.layer("first", .junior, 15, xs: 0), Fixture.layer("second", .senior, 20, xs: 10),
        Fixture.layer("third", .catBond, 20, xs: 40),
      ])
    #expect(
      findings(programme) == [
        "layers[1]: warning: layers 'first' and 'second' overlap from 10.0 to 15.0 USD",
        "layers[2]: warning: no layer pays from 30.0 to 40.0 USD, between 'second' and 'third'",
      ])
  }

  @Test func `promises more than its capital`() {
    let tower = InsuranceProgramme(
      "x", design: RuleChoice("layered-tower"), layers: [Fixture.layer("one", .junior, 60, xs: 0)],
      capital: [.init(usd: 50)])
    #expect(
      findings(tower) == [
        "capital: error: the layers promise 60.0 USD, more than the capital of 50.0 USD"
      ])
    let mutual = InsuranceProgramme(
      "x", design: RuleChoice("leveraged-mutual"), silos: ["A": .init(["limit": 300])],
      capital: [.init(usd: 60)])
    #expect(
      findings(mutual) == [
        "capital: error: the policies promise 300.0 USD, more than 4.8 times the capital of 60.0 USD"
      ])
  }

  @Test func `has a layer without a limit behind locked capital`() {
    let programme = InsuranceProgramme(
      "x", design: RuleChoice("layered-tower"),
      layers: [
        InsuranceLayer(
          "share", payer: .senior, terms: RuleChoice("quota-share", ["ceded": .number(0.2)]))
      ])
    #expect(
      findings(programme) == [
        "layers[0]: error: layer 'share' pays without a limit; give it one, or 'funded: false'"
      ])
  }
}

struct `A scenario set with a mistake` {
  private func message(_ losses: LossScenarios) -> String? {
    do {
      _ = try losses.compared([])
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `has probabilities that do not sum to 1`() {
    var losses = Fixture.losses
    losses.scenarios[0].probability = 0.7
    #expect(
      message(losses)?.hasPrefix("base: error: the probabilities of 6 scenarios sum to 0.9") == true
    )
  }

  @Test func `has a negative loss`() {
    var losses = Fixture.losses
    losses.scenarios[1].events[0].realizedUSD[0] = -4
    #expect(
      message(losses) == "s1: error: the bad debt of A is -4.0; accepted: USD, 0 or more")
  }

  @Test func `does not say what a design needs`() {
    var losses = Fixture.losses
    losses.scenarios[1].events[0].borrowerEquityUSD = nil
    let error = #expect(throws: ComparisonError.self) {
      try losses.compared([
        InsuranceProgramme("x", design: RuleChoice("stability-pool", ["pool": .number(60)]))
      ])
    }
    #expect(
      error?.description
        == "x: design: error: design 'stability-pool' needs 'borrowerEquityUSD' of every event;"
        + " 's1' gives none")
  }
}

struct `A sampled comparison` {
  /// Ten draws, one of them 100: mean 10, sd 30, standard error 30 / √10.
  @Test func `gives standard errors`() throws {
    let losses = LossScenarios(
      "draws", markets: [InsuredMarket("A")],
      scenarios: (0..<10).map {
        LossScenario(
          "\($0)", probability: 0.1,
          events: [LossEvent("\($0)", realizedUSD: [$0 == 0 ? 100 : 0])])
      }, isSampled: true)
    let metrics = try losses.compared([]).designs[0].metrics
    #expect(abs(metrics.uncoveredUSD.standardError - 30 / 10.0.squareRoot()) < 1e-12)
    #expect(abs(metrics.probabilityUncovered.standardError - 0.3 / 10.0.squareRoot()) < 1e-12)
    #expect(metrics.uncoveredUSD.count == 10)
  }

  @Test func `settles realised bad debt, and the latent part when asked`() throws {
    var event = LossEvent("stream", realizedUSD: [0, 0, 0], latentUSD: [30, 0, 0])
    event.priceFactors = [:]
    let losses = LossScenarios(
      "stream", markets: Fixture.markets,
      scenarios: [LossScenario("stream", probability: 1, events: [event])])
    let design = try #require(Fixture.designs["D4_UMB"])
    let booked = try losses.compared([design]).designs
    #expect(booked.map(\.metrics.grossUSD.value) == [0, 0])
    let hidden = try losses.compared([design], settling: .realizedAndLatent).designs
    #expect(hidden.map(\.metrics.grossUSD.value) == [30, 30])
    #expect(hidden[1].metrics.uncoveredUSD.value == 0)
  }

  @Test func `keeps a bail-out apart from the design`() throws {
    var design = try #require(Fixture.designs["D4_UMB"])
    design.bailout = .init(usd: 10, delayDays: 30)
    let result = try Fixture.losses.compared([design]).designs[1]
    #expect(abs(result.metrics.uncoveredUSD.value - 2.2) < 1e-12)
    // 2 in s2, 10 in s4 and s5: 0.1 + 0.15 + 0.05.
    #expect(abs(result.metrics.bailoutUSD - 0.3) < 1e-12)
    #expect(abs((result.metrics.borneByUSD[.discretionaryBailout] ?? 0) - 0.3) < 1e-12)
  }

  /// Half of the pool sits in a market that loses a tenth of its deposits.
  @Test func `marks cover capital that sits in an insured market`() throws {
    let programme = InsuranceProgramme(
      "mutual", design: RuleChoice("leveraged-mutual"), silos: ["A": .init(["limit": 200])],
      capital: [.init(usd: 30), .init(usd: 30, market: "A")])
    let settlement = try CompiledProgramme(programme, insuring: Fixture.markets)
      .settlement(of: Fixture.event([100, 0, 0]))
    #expect(abs(settlement.capitalAtPayoutUSD - 57) < 1e-12)
    #expect(abs(settlement.uncoveredUSD[0] - 43) < 1e-12)
  }
}
