import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `The mechanisms of real systems` {
  @Test func `C1_second_round: an insurer's sale makes a cohort fail`() {
    let sale = InsurerSelling(
      raising: 20, tokenReserve: 1, cashReserve: 100, cohortCollateral: 0.5, cohortDebt: 36)
    expectClose(sale.tokensSold, 0.25)
    expectClose(sale.valueSold, 25)
    expectClose(sale.slippage, 5)
    expectClose(sale.priceAfter, 64)
    expectClose(sale.markedBadDebt, 4)
    expectClose(sale.liquidationProceeds, 160.0 / 7)
    expectClose(sale.priceAfterLiquidation, 1600.0 / 49)
    expectClose(sale.inducedBadDebt, 92.0 / 7)
    expectClose(sale.inducedPerPaid, 23.0 / 35)
    expectClose(sale.netCover, 48.0 / 7)
    let none = InsurerSelling(
      raising: 0, tokenReserve: 1, cashReserve: 100, cohortCollateral: 0.5, cohortDebt: 36)
    #expect(none.inducedBadDebt == 0)
  }

  @Test func `C2_fixed_point: selling ends at the smaller root, or nowhere`() throws {
    let sale = SelfFeedingSale(impact: 0.005, loss: 20, sensitivity: 30)
    expectClose(sale.discriminant, 0.3225)
    expectClose(try #require(sale.equilibrium), 28.210916541997264)
    expectClose(try #require(sale.price), 0.8589454172900137)
    expectClose(sale.criticalLoss, 36.125)
    expectClose(sale.distance, 16.125)
    let steps = sale.steps(3)
    let expected = [
      (1.0, 20.0, 20.0), (0.9, 23.0, 230.0 / 9), (157.0 / 180, 143.0 / 6, 4290.0 / 157),
    ]
    for (found, worked) in zip(steps, expected) {
      expectClose(found.price, worked.0)
      expectClose(found.badDebt, worked.1)
      expectClose(found.sales, worked.2)
    }
    #expect(SelfFeedingSale(impact: 0.005, loss: 36.2, sensitivity: 30).equilibrium == nil)
  }

  @Test func `U1_umbrella: four deficits, one with a fee, the last short`() {
    var reserve = UmbrellaReserve(stake: 66_000_000, offset: 100_000)
    let first = reserve.slash(adding: 60_000)
    #expect(first.newDeficit == 0 && reserve.assets == 66_000_000)
    let second = reserve.slash(adding: 400_000)
    expectClose(second.covered, 360_000)
    expectClose(reserve.exchangeRate, 547.0 / 550)
    let third = reserve.slash(adding: 10_000_000, fee: 0.01)
    expectClose(third.slashed, 10_100_000)
    expectClose(third.covered, 10_000_000)
    expectClose(reserve.assets, 55_540_000)
    expectClose(reserve.exchangeRate, 2777.0 / 3300)
    expectClose(reserve.pending, 10_360_000)
    let fourth = reserve.slash(adding: 60_000_000)
    expectClose(fourth.wanted, 60_000_000)
    expectClose(fourth.covered, 55_539_999)
    expectClose(fourth.uncovered, 4_460_001)
    expectClose(reserve.pending, 65_899_999)
    expectClose(reserve.assets, 1)
  }

  @Test(arguments: [
    (33e6, 1_747_500.0), (66e6, 2_330_000), (72.6e6, 2_097_000), (79.2e6, 1_864_000),
    (100e6, 1_864_000),
  ])
  func `U1_umbrella: the emission curve`(assets: Double, emission: Double) {
    expectClose(EmissionCurve(target: 66e6, most: 2.33e6).emission(for: assets), emission)
  }

  @Test func `U2_cooldown_run: cover leaves when its cooldown has run`() throws {
    let queue = CooldownQueue(
      stake: 25_000, cooldownDays: 20,
      exits: [
        .init(day: 0, amount: 6000, isRedeemed: true),
        .init(day: 1, amount: 12_922, isRedeemed: true),
        .init(day: 5, amount: 3000, isRedeemed: false),
      ])
    for (day, worked) in [(0.0, 25_000.0), (19, 25_000), (20, 19_000), (21, 6078), (30, 6078)] {
      #expect(queue.available(on: day) == worked)
    }
    // The design sees the same queue.
    var programme = InsuranceProgramme(
      "run", design: RuleChoice("asset-matched-stake"), silos: ["A": .init(["stake": 25_000])],
      exits: [
        .init(silo: "A", day: 0, usd: 6000), .init(silo: "A", day: 1, usd: 12_922),
      ], recognitionDay: 21)
    let late = try CompiledProgramme(programme, insuring: Fixture.markets)
      .settlement(of: Fixture.event([25_000, 0, 0]))
    #expect(late.uncoveredUSD[0] == 18_922)
    programme.recognitionDay = 19
    let early = try CompiledProgramme(programme, insuring: Fixture.markets)
      .settlement(of: Fixture.event([25_000, 0, 0]))
    #expect(early.uncoveredUSD[0] == 0)
  }

  @Test func `M1_maker_flop: lots, bids and dilution`() {
    let auction = DebtAuction(lotDAI: 50_000, openingTokens: 250)
    #expect(auction.lots(debt: 100e6, recovered: 40e6, surplus: 30e6) == 600)
    expectClose(auction.largestBid(0), 250)
    expectClose(auction.largestBid(1), 5000.0 / 21)
    expectClose(auction.largestBid(2), 100_000.0 / 441)
    expectClose(106 * auction.lotDAI / 20_980, 265_000.0 / 1049)
    expectClose(DebtAuction.dilution(minted: 20_980, supply: 1_000_000), 1049.0 / 51_049)
  }

  @Test func `M2_venus_shortfall: as the contract has it`() {
    let debt = ShortfallAuction(badDebt: 200_000, riskFund: 100_000)
    #expect(debt.kind == .largeDebt && debt.startBasisPoints == 4545)
    let first = debt.outcome(of: 4545)
    expectClose(first.repaid, 90_900)
    expectClose(first.debtLeft, 109_100)
    expectClose(first.taken - first.repaid, 9100)
    let fund = ShortfallAuction(badDebt: 200_000, riskFund: 500_000)
    #expect(fund.kind == .largeFund && fund.startBasisPoints == 10_000)
    expectClose(fund.seizable, 220_000)
    let second = fund.outcome(of: 9400)
    expectClose(second.taken, 206_800)
    expectClose(second.debtLeft, 0)
    expectClose(fund.riskFund - second.taken, 293_200)
    expectClose(second.taken - second.repaid, 6800)
  }

  @Test func `SP1_stability_pool: the README's depositors end with 105, 210 and 315`() {
    var book = TroveBook(deposits: [100, 200, 300], active: [])
    _ = book.liquidate(.init(collateral: 1.6, debt: 150))
    for (found, worked) in zip(book.deposits, [75.0, 150, 225]) { expectClose(found, worked) }
    for (found, worked) in zip(book.gains, [4.0 / 15, 8.0 / 15, 0.8]) {
      expectClose(found, worked)
    }
    _ = book.liquidate(.init(collateral: 2.45, debt: 225))
    for (place, worked) in [105.0, 210, 315].enumerated() {
      expectClose(book.deposits[place] + 100 * book.gains[place], worked)
    }
  }

  @Test func `SP1_stability_pool: what the pool cannot take is dealt out`() {
    var book = TroveBook(
      deposits: [60],
      active: [
        .init(collateral: 40, debt: 1500), .init(collateral: 60, debt: 2500),
      ])
    let before = book.active.map { $0.collateralRatio(at: 81) }
    let result = book.liquidate(.init(collateral: 5, debt: 450))
    expectClose(before[0], 2.16)
    expectClose(before[1], 1.944)
    expectClose(result.offset - 81 * result.gain, 6)
    expectClose(result.redistributedDebt, 390)
    expectClose(result.redistributedCollateral, 13.0 / 3)
    expectClose(book.active[0].collateral, 626.0 / 15)
    expectClose(book.active[0].debt, 1656)
    expectClose(book.active[0].collateralRatio(at: 81), 939.0 / 460)
    expectClose(book.active[1].collateralRatio(at: 81), 25_353.0 / 13_670)
  }

  @Test func `N1_nexus: capital, price and burn`() {
    expectClose(CoverPricing.minimumCapital(activeCover: 288), 60)
    expectClose(CoverPricing.bumped(0.025, capacityUsed: 0.15), 0.0325)
    expectClose(CoverPricing.decayed(0.065, days: 3, target: 0.04), 0.04)
    expectClose(CoverPricing.burnt(claim: 50, tokenPrice: 0.1), 250)
    expectClose(
      CoverPricing.whitepaperTokenPrice(minimumCapital: 162_424.73, ratio: 1),
      22_204_873.0 / 580_000_000)
  }

  @Test func `N1_nexus: a run on the pool stops at the minimum capital`() {
    expectClose(CoverPricing.redeemable(assets: 60, minimumCapital: 50), 10)
    expectClose(CoverPricing.redeemable(assets: 40, minimumCapital: 50), 0)
    expectClose(CoverPricing.bookValue(assets: 60, tokens: 600), 0.1)
  }

  @Test func `N2_rca: the safest vault pays for the riskiest`() {
    let cover = ReciprocalCover(deposits: [400, 300, 200, 100], cap: 0.04)
    let paid = cover.contributions(to: 60)
    for (found, worked) in zip(paid, [16.0, 12, 8, 4]) { expectClose(found, worked) }
    expectClose(60 - paid.reduce(0, +), 20)
    let fair = cover.fairWeights(hazards: [0.01, 0.04, 0.01, 0.02])
    for (found, worked) in zip(fair, [0.2, 0.6, 0.1, 0.1]) { expectClose(found, worked) }
  }

  @Test(arguments: [
    (0.4, 0.32, 0.08), (3, 0, 3), (15, 0, 15), (20, 0, 20), (30, 10, 20),
  ])
  func `T1_tranches: junior first, above the tolerance`(
    loss: Double, senior: Double, junior: Double
  ) {
    let split = SeniorJunior(senior: 80, junior: 20, tolerance: 0.005).split(of: loss)
    expectClose(split.senior, senior)
    expectClose(split.junior, junior)
  }

  @Test func `T1_tranches: the tip of one's own capital goes first`() {
    let capital = JuniorRiskCapital(own: 20, outside: 20, tipShare: 0.1)
    expectClose(capital.tip, 4)
    expectClose(capital.split(of: 3).own, 3)
    expectClose(capital.split(of: 10).own, 20.0 / 3)
    expectClose(capital.split(of: 10).outside, 10.0 / 3)
  }

  @Test func `CCP2_netting: a ring of 270 nets to 20`() throws {
    let ring = Netting(
      members: 3,
      [
        .init(from: 0, to: 1, amount: 100), .init(from: 1, to: 2, amount: 80),
        .init(from: 2, to: 0, amount: 90),
      ])
    expectClose(ring.gross, 270)
    #expect(ring.positions == [-10, 20, -10])
    expectClose(ring.netTotal, 20)
    expectClose(try #require(ring.ratio), 25.0 / 27)
    let margin = Netting.margin(of: [100, -80], rate: 0.1)
    expectClose(margin.separate, 18)
    expectClose(margin.netted, 2)
  }

  @Test func `ADL1: the queue takes from one, pro rata from all`() {
    expectClose(
      AutoDeleveraging.queue(15, gains: [40, 10, 25]).reduce(0, +), 15)
    #expect(AutoDeleveraging.queue(15, gains: [40, 10, 25]) == [15, 0, 0])
    let shared = AutoDeleveraging.proRata(15, gains: [40, 25, 10])
    for (found, worked) in zip(shared, [8.0, 5, 2]) { expectClose(found, worked) }
    expectClose(15.0 / 40, 0.375)
    expectClose(shared[0] / 40, 0.2)
  }

  /// The ranking of the example, w1 before w3 before w2; the prices and leverages are one
  /// way to its indices: 80 / 48 × 5, 80 / 55 × 8/5, 80 / 70 × 5.25.
  @Test func `ADL1: ranks by mark over entry times leverage`() {
    let ranks = [
      AutoDeleveraging.rank(mark: 80, entry: 48, notional: 100, equity: 20),
      AutoDeleveraging.rank(mark: 80, entry: 55, notional: 80, equity: 50),
      AutoDeleveraging.rank(mark: 80, entry: 70, notional: 84, equity: 16),
    ]
    for (found, worked) in zip(ranks, [25.0 / 3, 128.0 / 55, 6]) { expectClose(found, worked) }
    #expect(AutoDeleveraging.queue(15, gains: [40, 25, 10], ranks: ranks) == [15, 0, 0])
    #expect(AutoDeleveraging.queue(45, gains: [40, 25, 10], ranks: ranks) == [40, 0, 5])
    #expect(AutoDeleveraging.queue(60, gains: [40, 25, 10], ranks: ranks) == [40, 10, 10])
  }

  @Test(arguments: [(1.0, 1.0, 1.0, 1.08), (0, 1, 1, 0.04), (0.4, 1, 1, 0.456), (0, 0, 0, 0)])
  func `TRANCHE-AB: A is whole while enough comes back`(
    first: Double, second: Double, a: Double, b: Double
  ) {
    let tranches = TwoProtocolTranches(pairs: 100, interest: 0.04)
    let paid = tranches.payoffs(recovery: first, second)
    expectClose(paid.a, a)
    expectClose(paid.b, b)
    expectClose(100 * (paid.a + paid.b), 104 * (first + second))
  }

  @Test func `RESTAKING-BOUND: a buffer of 10 % turns 0.1 % into at most 1.1 %`() {
    expectClose(RestakingBound.largestLoss(buffer: 0.1, shock: 0.001), 0.011)
  }

  @Test(arguments: [
    (1000.0, 10_000.0, 0.0, 0.0, 0.0, [1000.0, 1000, 1000, 0, 9000]),
    (1000, 501, 0, 0, 0, [1000, 500, 500, 500, 1]),
    (1000, 10_000, 250, 100, 0.1, [650, 715, 650, 0, 9285]),
  ])
  func `UMBRELLA-SLASH: as the contract's tests have it`(
    deficit: Double, stake: Double, offset: Double, pending: Double, fee: Double,
    expected: [Double]
  ) {
    var reserve = UmbrellaReserve(stake: stake, offset: offset, pending: pending)
    let slash = reserve.slash(adding: deficit, fee: fee)
    let found = [slash.newDeficit, slash.slashed, slash.covered, slash.uncovered, reserve.assets]
    for (found, worked) in zip(found, expected) { expectClose(found, worked) }
  }
}
