import ContagionDiagrams
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

struct `The waterfall diagram` {
  /// 100 of bad debt on two chains: 10 from a treasury, 30 of 60 promised by
  /// members, 60 left, of which a bail-out would give 5.
  static let comparison: DesignComparison = {
    let settlement = Settlement(
      grossUSD: [80, 20],
      payments: [
        LayerPayment(
          "retention", payer: .treasury, funding: .locked, isOwnCommunity: true, capacityUSD: 10,
          paidUSD: [8, 2]),
        LayerPayment(
          "calls", payer: .members, funding: .promised, isOwnCommunity: false, capacityUSD: 60,
          paidUSD: [24, 6]),
      ], uncoveredUSD: [48, 12], bailoutUSD: [4, 1], stateAfter: .opening)
    let figure = Estimate(0, standardError: 0, count: 1)
    let metrics = DesignMetrics(
      lockedCapitalUSD: 10, promisedUSD: 60, annualCostUSD: nil, grossUSD: figure,
      coveredUSD: figure, uncoveredUSD: figure, notPaidByLockedUSD: figure, coverageRatio: nil,
      probabilityUncovered: figure, probabilityExhausted: figure, valueAtRiskUSD: figure,
      tailValueAtRiskUSD: figure, worstUSD: 0, tailCoverageRatio: nil, borneByUSD: [:],
      ownCommunityShare: nil, paidByLockedUSD: figure, efficiencyRatio: nil,
      coverPerCostRatio: nil, contingentCalledUSD: figure, bailoutUSD: 5,
      capitalAtPayoutRatio: nil, capitalLossCorrelation: nil, frictionUSD: figure,
      assetSalesUSD: 0, cashCalledUSD: 0, overpaidUSD: 0, delayDays: nil,
      reliability: DesignReliability(
        marginalValue: figure, leverageRatio: nil, rateOnLineRatio: nil, costMultipleRatio: nil,
        uncoveredAt1In200USD: figure, capitalLeftAt1In200USD: nil, scenariosToExhaustion: nil,
        exhaustedWithinTen: 0, replenishmentYears: nil,
        falseNegativeRate: nil, falsePositiveShare: nil, payoutLossCorrelation: nil),
      haircuts: [])
    return DesignComparison(
      scenarioSet: "sample", scenarioCount: 1, isSampled: false, level: 0.99,
      markets: [InsuredMarket("a", chain: "one"), InsuredMarket("b", chain: "two")],
      scenarios: ["storm"], probabilities: [1],
      designs: [
        DesignResult(
          programme: InsuranceProgramme("sample", design: RuleChoice("x")), metrics: metrics,
          grossUSD: [100], uncoveredUSD: [60], settlements: [[settlement]])
      ], poolingBoundUSD: nil)
  }()

  @Test func `names layers in order, how full they are, and what is left where`() throws {
    let dot = WaterfallDiagram.diagram(of: Self.comparison, scenario: 0)
    for part in [
      "pays $10.00", "of $10.00, 100 %", "pays $30.00", "of $60.00, 50.0 %", "lenders lose $60.00",
      "60.0 % of the bad debt", "one $48.00", "two $12.00", "$5.00, not promised",
    ] {
      #expect(dot.text.contains(part), "\(part)")
    }
    let svg = String(decoding: try Graphviz.picture(of: dot, as: "svg"), as: UTF8.self)
    #expect(svg.contains("lenders lose"))
  }

  @Test func `is the same text every time`() {
    let first = WaterfallDiagram.diagram(of: Self.comparison, scenario: 0).text
    #expect(first == WaterfallDiagram.diagram(of: Self.comparison, scenario: 0).text)
  }
}
