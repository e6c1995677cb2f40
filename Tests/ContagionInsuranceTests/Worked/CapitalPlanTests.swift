import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import Testing

struct `The best use of a budget` {
  static func plan(_ principle: PremiumPrinciple) -> CapitalPlan? {
    CapitalPlan(
      of: 60, on: Fixture.losses, settling: .realized, level: 0.99, premium: principle,
      tailWeight: 0.25)
  }

  @Test func `OPT1_single_layer and OPT2_silo_split on the base fixture`() throws {
    let plan = try #require(Self.plan(.loadingAndCapital(0.5, 0.04)))
    #expect(plan.shares.map(\.market.id) == Fixture.names)
    #expect(plan.shares.map(\.forMeanUSD) == [35, 20, 5])
    // E of A: 0.4 + 0.9 + 0.9 + 0.75; B: 1 + 0.3 + 0.6 + 0.45; C: 0.15 + 0.3 + 0.3.
    for (share, expected) in zip(plan.shares, [2.95, 2.35, 0.75]) {
      expectClose(share.expectedUSD, expected)
    }
    // Above 35, 20 and 5 each loses in the two rarest scenarios alone.
    for share in plan.shares { expectClose(share.marginalValue, 0.02) }
    // Equal parts of 20: 10 of A in s3, 40 + 20 in s4, 130 + 70 + 40 in s5.
    let left: [(String, Double, Double)] = [
      ("least on average", 2.1, 150), ("least in the tail", 2.1, 150),
      ("equal parts", 0.3 + 0.9 + 1.2, 150), ("one pool for all", 2.1, 150),
    ]
    #expect(plan.splits.map(\.name) == left.map(\.0))
    for (split, expected) in zip(plan.splits, left) where split.name != "least in the tail" {
      expectClose(split.uncoveredUSD.value, expected.1)
      expectClose(split.tailUSD.value, expected.2)
    }
    expectClose(plan.splits[1].tailUSD.value, 150)
    expectClose(try #require(plan.splits[1].leastTailUSD), 150)
    #expect(plan.layers.map(\.name) == ["none", "from the ground up", "the best"])
    let worked: [(Double, Double, Double, Double)] = [
      (0, 0, 58.55, 0), (0, 60, 47.925, 8.325), (45, 60, 46.55, 4.2),
    ]
    for (layer, expected) in zip(plan.layers, worked) {
      expectClose(layer.attachmentUSD, expected.0)
      expectClose(layer.limitUSD, expected.1)
      expectClose(layer.objectiveUSD, expected.2)
      expectClose(layer.premiumUSD, expected.3)
    }
  }

  @Test func `has no best layer where the premium is no sum`() throws {
    let plan = try #require(Self.plan(.standardDeviation(0.3)))
    #expect(plan.layers.isEmpty)
    #expect(plan.splits.count == 4)
  }

  /// A slow search over every layer between two points of a fine grid that holds all
  /// losses, which are whole numbers.
  @Test func `is beaten by no layer on a grid`() {
    for seed in UInt64(1)...20 {
      var random = RandomLosses(seed: seed)
      let losses = (0..<12).map { _ in random.amount(20).rounded() }
      let search = LayerSearch(
        losses: losses, weights: Array(repeating: 1.0 / 12, count: 12), maximumLimit: 9,
        loading: 1.4, capitalRate: 0.05, tailWeight: 0.3, level: 0.75)
      var least = search.candidate(attachment: 0, limit: 0).objective
      for attachment in 0...40 {
        for limit in 1...9 {
          let found = search.candidate(attachment: Double(attachment), limit: Double(limit))
          least = min(least, found.objective)
        }
      }
      expectClose(search.optimum().objective, least)
    }
  }
}

struct `The price of a layer` {
  /// 45 in excess of 15 on 0, 4, 20, 45, 120, 300 pays 5, 30, 45, 45 with 0.05, 0.03, 0.015,
  /// 0.005: 2.05 on average, 68.75 − 2.05² of variance.
  @Test func `is worked on what it pays`() throws {
    let programme = InsuranceProgramme(
      "layer", design: RuleChoice("layered-tower"),
      layers: [Fixture.layer("the layer", .senior, 45, xs: 15)])
    let result = try #require(try Fixture.losses.compared([programme]).designs.last)
    #expect(result.layers[0].name == "the layer")
    let loss = result.layerLosses[0]
    #expect(loss.lineUSD == 45)
    expectClose(loss.paidUSD.value, 2.05)
    expectClose(loss.deviationUSD, (68.75 - 2.05 * 2.05).squareRoot())
    expectClose(loss.attachment.value, 0.1)
    expectClose(loss.exhaustion.value, 0.02)
    expectClose(loss.tailUSD.value, 45)
    expectClose(try #require(loss.lossOnLine), 2.05 / 45)
    let priced: [(PremiumPrinciple, Double)] = [
      (.loading(0.5), 3.075), (.standardDeviation(0.3), 2.05 + 0.3 * 64.5475.squareRoot()),
      (.costOfCapital(0.08), 2.05 + 0.08 * 42.95), (.loadingAndCapital(0.5, 0.04), 4.875),
    ]
    for (principle, premium) in priced {
      expectClose(try #require(loss.premium(principle)), premium)
      expectClose(try #require(loss.rateOnLine(principle)), premium / 45)
      expectClose(try #require(loss.multiple(principle)), premium / 2.05)
      expectClose(try #require(loss.capitalUSD(principle)), 45 - premium)
    }
  }

  /// What has no limit has no line, and no price that needs one.
  @Test func `needs a line where capital is paid for`() throws {
    let design = InsuranceProgramme("none", design: RuleChoice("lender-socialisation"))
    let loss = try #require(
      try Fixture.losses.compared([design]).designs.last?.layerLosses.first)
    #expect(loss.lineUSD == nil)
    #expect(loss.rateOnLine(.loading(0.5)) == nil)
    #expect(loss.premium(.loadingAndCapital(0.5, 0.04)) == nil)
    expectClose(try #require(loss.premium(.loading(0.5))), 1.5 * 6.05)
  }

  @Test func `is read as it is written`() {
    #expect(PremiumPrinciple("loading=0.5") == .loading(0.5))
    #expect(PremiumPrinciple("standard-deviation=0.3") == .standardDeviation(0.3))
    #expect(PremiumPrinciple("cost-of-capital=0.08") == .costOfCapital(0.08))
    #expect(PremiumPrinciple("loading-and-capital=0.5,0.04") == .loadingAndCapital(0.5, 0.04))
    for text in [
      "", "loading", "loading=", "loading=-1", "loading=nan", "loading=0.5,0.04", "loading=1,",
      "loading-and-capital=0.5", "load=0.5", "loading=0.5=1",
    ] {
      #expect(PremiumPrinciple(text) == nil, "\(text)")
    }
  }
}
