import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `The layer algebra` {
  static let losses = [0.0, 3, 5, 12, 20, 45, 60, 120, 300]

  static let vectors: [(String, RuleChoice, [Double])] = [
    (
      "deductible2_limit40",
      RuleChoice("deductible-and-limit", ["deductible": .number(2), "limit": .number(40)]),
      [0, 1, 3, 10, 18, 40, 40, 40, 40]
    ),
    ("xol_15xs5", Fixture.excess(15, xs: 5), [0, 0, 0, 7, 15, 15, 15, 15, 15]),
    (
      "xol_20xs20_share_half", Fixture.excess(20, xs: 20, share: 0.5),
      [0, 0, 0, 0, 0, 10, 10, 10, 10]
    ),
    (
      "ded2_then_15xs5",
      RuleChoice(
        "excess-of-loss",
        ["deductible": .number(2), "attachment": .number(5), "limit": .number(15)]),
      [0, 0, 0, 5, 13, 15, 15, 15, 15]
    ),
    (
      "franchise_ded10_limit100",
      RuleChoice("franchise", ["franchise": .number(10), "limit": .number(100)]),
      [0, 0, 0, 12, 20, 45, 60, 100, 100]
    ),
    (
      "quota_share_ceded40pct_eventlimit50_placed90pct",
      RuleChoice(
        "quota-share", ["ceded": .number(0.4), "limit": .number(50), "placed": .number(0.9)]),
      [0, 1.08, 1.8, 4.32, 7.2, 16.2, 21.6, 43.2, 45]
    ),
    (
      "cat_xl_ceded50pct_att10_lim30_placed80pct",
      RuleChoice(
        "catastrophe-excess",
        [
          "ceded": .number(0.5), "attachment": .number(10), "limit": .number(30),
          "placed": .number(0.8),
        ]), [0, 0, 0, 0, 0, 10, 16, 24, 24]
    ),
    (
      "proportional_50pct_placed90pct",
      RuleChoice("proportional", ["ceded": .number(0.5), "placed": .number(0.9)]),
      [0, 1.35, 2.25, 5.4, 9, 20.25, 27, 54, 135]
    ),
    // Oasis rule 23 by hand: min(x, 50) at 80 % placed.
    (
      "occurrence_limit50_placed80pct",
      RuleChoice("occurrence-limit", ["limit": .number(50), "placed": .number(0.8)]),
      [0, 2.4, 4, 9.6, 16, 36, 40, 40, 40]
    ),
  ]

  @Test(arguments: vectors.indices)
  func `L1_layer_vectors: pays as worked out`(place: Int) throws {
    let (name, choice, expected) = Self.vectors[place]
    let terms = try Catalog.insuranceTerms.rule(choice)
    for (loss, worked) in zip(Self.losses, expected) {
      let paid = terms.recovery(for: loss)
      #expect(abs(paid - worked) <= 1e-12 * max(1, worked), "\(name): \(loss) pays \(paid)")
      #expect(paid <= terms.maximumUSD)
    }
  }

  private func tower(_ layers: [InsuranceLayer]) throws -> CompiledProgramme {
    try CompiledProgramme(
      InsuranceProgramme("tower", design: RuleChoice("layered-tower"), layers: layers),
      insuring: Fixture.markets)
  }

  @Test func `L2_back_allocation: goes back in proportion to ground-up loss`() throws {
    let settlement = try tower([Fixture.layer("xl", .junior, 15, xs: 5)])
      .settlement(of: Fixture.event([30, 10, 5]))
    let paid = settlement.payments[0].paidUSD
    expectClose(paid.reduce(0, +), 15)
    for (found, worked) in zip(paid, [10, 10.0 / 3, 5.0 / 3]) { expectClose(found, worked) }
    for (found, worked) in zip(settlement.uncoveredUSD, [20, 20.0 / 3, 10.0 / 3]) {
      expectClose(found, worked)
    }
  }

  @Test(arguments: [
    (0.0, 0.0, 0.0), (3, 0.6, 0), (5, 1, 0), (12, 2.4, 0), (20, 4, 6), (45, 9, 20),
    (60, 12, 20), (120, 24, 20), (300, 60, 20),
  ])
  func `L3_inuring_priority: the second priority sees the net`(
    loss: Double, share: Double, excess: Double
  ) throws {
    let settlement = try tower([
      InsuranceLayer(
        "quota share", payer: .junior,
        terms: RuleChoice("quota-share", ["ceded": .number(0.2)]), isFunded: false),
      InsuranceLayer("xl", payer: .senior, terms: Fixture.excess(20, xs: 10), priority: 2),
    ]).settlement(of: Fixture.event([loss, 0, 0]))
    expectClose(settlement.payments[0].totalUSD, share)
    expectClose(settlement.payments[1].totalUSD, excess)
    expectClose(settlement.uncoveredUSD[0], loss - share - excess)
  }

  static let years: [[Double]] = [
    [12], [], [25, 8], [], [40], [], [15, 15, 15], [], [60, 30], [5],
  ]

  @Test func `L4_ylt: curves by rank`() {
    let table = YearLossTable(Self.years)
    expectClose(table.averageAnnualLoss, 22.5)
    let occurrence = table.occurrenceCurve
    let aggregate = table.aggregateCurve
    #expect(occurrence.map(\.loss) == [60, 40, 25, 15, 12, 5, 0, 0, 0, 0])
    #expect(aggregate.map(\.loss) == [90, 45, 40, 33, 12, 5, 0, 0, 0, 0])
    let occurrenceTail = [
      60, 50, 125.0 / 3, 35, 30.4, 157.0 / 6, 157.0 / 7, 19.625, 157.0 / 9, 15.7,
    ]
    let aggregateTail = [
      90, 67.5, 175.0 / 3, 52, 44, 37.5, 225.0 / 7, 28.125, 25, 22.5,
    ]
    for rank in 1...10 {
      expectClose(occurrence[rank - 1].returnPeriod, 10 / Double(rank))
      expectClose(occurrence[rank - 1].tailMean, occurrenceTail[rank - 1])
      expectClose(aggregate[rank - 1].tailMean, aggregateTail[rank - 1])
    }
  }

  @Test func `L4_ylt: annual terms and reinstatement premium`() {
    let table = YearLossTable(Self.years)
    let layer = ReinstatedLayer(
      attachment: 10, limit: 20, annualDeductible: 3, reinstatements: 1)
    #expect(
      layer.occurrences(in: table)
        == [[2], [], [15, 0], [], [20], [], [5, 5, 5], [], [20, 20], [0]])
    let annual = layer.annualRecoveries(in: table)
    #expect(annual == [0, 0, 12, 0, 17, 0, 12, 0, 37, 0])
    let paid = WeightedSample(annual, weights: Array(repeating: 0.1, count: 10))
    expectClose(paid.mean.value, 7.8)
    expectClose(paid.variance, 133.76)
    expectClose(paid.mean.value / 20, 0.39)
    var withoutDeductible = layer
    withoutDeductible.annualDeductible = 0
    expectClose(withoutDeductible.annualRecoveries(in: table).reduce(0, +) / 10, 9.2)
    expectClose(withoutDeductible.reinstatedShare(in: table), 0.36)
    let technical = paid.mean.value + 0.3 * paid.variance.squareRoot()
    expectClose(technical, 11.26963975075223)
    let upfront = layer.upfrontPremium(technical: technical, in: table)
    expectClose(upfront, 8.635739272607074)
    expectClose(upfront / 20, 0.4317869636303537)
  }

  @Test func `L4_ylt: a tower keeps the same annual terms event by event`() throws {
    let compiled = try tower([
      InsuranceLayer(
        "xl", payer: .senior, terms: Fixture.excess(20, xs: 10), annualDeductibleUSD: 3,
        reinstatements: 1)
    ])
    let annual = Self.years.map { year in
      var state = InsuranceState.opening
      return year.reduce(0.0) { sum, loss in
        let settlement = compiled.settlement(of: Fixture.event([loss, 0, 0]), from: state)
        state = settlement.stateAfter
        return sum + settlement.payments[0].totalUSD
      }
    }
    for (found, worked) in zip(annual, [0.0, 0, 12, 0, 17, 0, 12, 0, 37, 0]) {
      expectClose(found, worked)
    }
  }

  /// A trigger pays 40 when the token stands at 0.65 or less, whatever the loss.
  @Test func `a parametric layer can pay too little and too much`() throws {
    let compiled = try tower([
      InsuranceLayer(
        "trigger", payer: .capitalProviders, terms: Fixture.excess(40, xs: 0),
        trigger: .init(asset: "TOKEN", atOrBelow: 0.65, payoutUSD: 40))
    ])
    var event = Fixture.event([10, 0, 0])
    #expect(compiled.settlement(of: event).uncoveredUSD[0] == 10)
    event.priceFactors["TOKEN"] = 0.65
    let settlement = compiled.settlement(of: event)
    #expect(settlement.uncoveredUSD[0] == 0)
    #expect(settlement.overpaidUSD == 30)
  }
}
