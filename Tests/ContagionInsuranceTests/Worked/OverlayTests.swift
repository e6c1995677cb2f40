import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `An overlay` {
  private func measured(
    _ key: String, _ overlay: InsuranceProgramme.Overlay
  ) throws -> DesignResult {
    var programme = try #require(Fixture.designs[key])
    programme.overlays = [overlay]
    let designs = try Fixture.losses.compared([programme], allowsUnequal: true).designs
    return designs[designs.count - 1]
  }

  private static let warning = InsuranceProgramme.Overlay(
    RuleChoice(
      "early-deleveraging",
      [
        "hitRate": .number(0.8), "effectiveness": .number(0.5), "falseAlarmRate": .number(0.05),
        "costPerFiring": .number(1), "crisisLoss": .number(45),
      ]))

  /// `PREV1`: 1.86 of 6.05 never comes to be, at a cost of 0.0875.
  @Test func `O2 takes its part of a crisis and costs what it costs`() throws {
    let result = try measured("D1_SOC", Self.warning)
    expectClose(result.metrics.uncoveredUSD.value, 4.19)
    expectClose(result.metrics.grossUSD.value, 6.05)
    expectClose(result.metrics.borneByUSD[.nobody] ?? 0, 1.86)
    expectClose(result.metrics.frictionUSD.value, 0.0875)
    expectClose(result.metrics.contingentCalledUSD.value, 0)
  }

  /// Of what is removed, 1.86 on average, twice that is sold.
  @Test func `O2 sells what the ratio says, of the asset beside it`() throws {
    var warning = Self.warning
    warning.rule.values["salesRatio"] = .number(2)
    warning.asset = "TOKEN"
    let result = try measured("D1_SOC", warning)
    expectClose(result.metrics.assetSalesUSD, 3.72)
    expectClose(result.metrics.uncoveredUSD.value, 4.19)
    for (asset, ratio, message) in [
      (
        nil as AssetID?, 2.0,
        "overlay 'early-deleveraging' with 'salesRatio' needs 'asset: ASSET', what is sold"
      ),
      ("TOKEN", 0, "overlay 'early-deleveraging' sells no asset; 'salesRatio' says how much"),
    ] {
      warning.asset = asset
      warning.rule.values["salesRatio"] = .number(ratio)
      let error = #expect(throws: ComparisonError.self) { try measured("D1_SOC", warning) }
      #expect(error?.description.contains(message) == true)
    }
  }

  /// Of 45, 120 and 300 come 27, 72 and 180, and the tower pays 60.
  @Test func `O2 leaves less for a tower to pay`() throws {
    let result = try measured("D7_TOW", Self.warning)
    expectClose(result.metrics.uncoveredUSD.value, 0.015 * 12 + 0.005 * 120)
    expectClose(result.settlements[3][0].paidByLockedUSD, 27)
  }

  /// Exits of 50 on day 0: 10, 9 and 8.1 have left by day 2, and all 50 without a cap.
  @Test func `O1 holds a stake for the slash`() throws {
    func paid(_ overlays: [InsuranceProgramme.Overlay]) throws -> Double {
      var programme = InsuranceProgramme(
        "x", design: RuleChoice("asset-matched-stake", ["cooldownDays": .number(0)]),
        silos: ["A": .init(["stake": 100])], exits: [.init(silo: "A", day: 0, usd: 50)],
        recognitionDay: 2)
      programme.overlays = overlays
      let compiled = try CompiledProgramme(programme, insuring: Fixture.markets)
      return compiled.settlement(of: Fixture.event([200, 0, 0])).paidByLockedUSD
    }
    expectClose(try paid([]), 50)
    let cap = RuleChoice("outflow-cap", ["cap": .number(0.1), "windowDays": .number(1)])
    expectClose(try paid([.init(cap)]), 72.9)
  }

  /// `PREV2`: 100 of 1000 lost and 200 ask to leave: 12.5 % for those who stay without a
  /// cap; with 10 % a window 100 are gone, and 100 / 900 is left to each.
  @Test func `O1 lowers no loss, and shares it among more`() throws {
    var programme = InsuranceProgramme("x", design: RuleChoice("lender-socialisation"))
    programme.overlays = [
      .init(RuleChoice("outflow-cap", ["cap": .number(0.1), "run": .number(0.2)]))
    ]
    let compiled = try CompiledProgramme(
      programme, insuring: [InsuredMarket("A", depositsUSD: 1000)])
    let settlement = compiled.settlement(of: Fixture.event([100]))
    #expect(settlement.uncoveredUSD == [100])
    expectClose(settlement.figures["haircutWithoutCap"] ?? 0, 0.125)
    expectClose(settlement.figures["haircutOfStayers"] ?? 0, 1.0 / 9)
    expectClose(settlement.figures["trappedUSD"] ?? 0, 100)
  }

  /// `CCP2`: 100 long and 80 short need a ninth of the margin: 2, 1 and 2/3. In s3 (30, 10,
  /// 5) C performs and has 2/3 of fund left: 16 + 2 − 3 − 2/3 − a call of 5 is 28/3.
  @Test func `O3 settles the same losses with the margin that is left`() throws {
    let netting = RuleChoice("margin-netting", ["long": .number(100), "short": .number(80)])
    let result = try measured("D8_CCP", .init(netting))
    expectClose(result.metrics.lockedCapitalUSD, 33.0 / 9 + 24 + 3)
    expectClose(result.settlements[3][0].uncoveredUSD.reduce(0, +), 28.0 / 3)
    expectClose(result.settlements[2][0].allocation[.survivors]?.reduce(0, +) ?? 0, 9)
    expectClose(result.settlements[2][0].uncoveredUSD.reduce(0, +), 0)
  }

  /// At 0.65 or less only s4 and s5 pay 60 each: 6.05 − 0.02 × 60.
  @Test func `O4 pays only when the price has fallen`() throws {
    let trigger = RuleChoice("parametric-trigger", ["atOrBelow": .number(0.65)])
    let result = try measured("D4_UMB", .init(trigger, asset: "TOKEN"))
    expectClose(result.metrics.uncoveredUSD.value, 4.85)
    expectClose(result.settlements[3][0].uncoveredUSD.reduce(0, +), 45)
    expectClose(result.layers.reduce(0) { $0 + $1.paidUSD }, 1.2)
    // Three of five losses are paid nothing: 0.18 of 0.2.
    expectClose(try #require(result.metrics.reliability.falseNegativeRate), 0.9)
  }

  @Test func `says what is wrong with it`() {
    func findings(_ overlay: InsuranceProgramme.Overlay) -> [String] {
      var programme = InsuranceProgramme("x", design: RuleChoice("lender-socialisation"))
      programme.overlays = [overlay]
      return programme.findings(insuring: Fixture.markets, pricing: ["ETH"]).map {
        "\($0.path): \($0.message)"
      }
    }
    let level = ["atOrBelow": RuleValue.number(0.5)]
    #expect(
      findings(.init(RuleChoice("parametric-trigger", level)))
        == ["overlays[0]: overlay 'parametric-trigger' needs 'asset: ASSET'"])
    #expect(
      findings(.init(RuleChoice("parametric-trigger", level), asset: "ETC"))
        == [
          "overlays[0].asset: no asset is called 'ETC' (did you mean 'ETH'?); known: ETH"
        ])
    #expect(
      findings(.init(RuleChoice("outflow-cap", ["cap": .number(0.1)]), asset: "ETH"))
        == ["overlays[0].asset: overlay 'outflow-cap' looks at no asset"])
    let netting = RuleChoice("margin-netting", ["long": .number(1), "short": .number(1)])
    #expect(
      findings(.init(netting))
        == [
          "overlays[0]: overlay 'margin-netting' needs a design with 'margin';"
            + " 'lender-socialisation' has none"
        ])
    #expect(
      findings(.init(RuleChoice("outflow-cup")))
        == [
          "overlays[0]: no overlay is called 'outflow-cup' (did you mean 'outflow-cap'?); known:"
            + " outflow-cap, early-deleveraging, margin-netting, parametric-trigger"
        ])
  }
}
