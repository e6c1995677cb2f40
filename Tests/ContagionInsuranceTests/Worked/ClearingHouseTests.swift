import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `A clearing house` {
  /// A house with members m1, m2, …; losses are those over margin.
  private func settlement(
    fund: [Double], house: Double, losses: [Double], gains: Double = 0
  ) throws -> Settlement {
    let ids = fund.indices.map { InsuredID("m\($0 + 1)") }
    var silos: OrderedDictionary<InsuredID, InsuranceProgramme.Silo> = [:]
    for (id, amount) in zip(ids, fund) { silos[id] = .init(["margin": 0, "fund": amount]) }
    let programme = InsuranceProgramme(
      "house",
      design: RuleChoice(
        "clearing-house", ["skinInTheGame": .number(house), "gains": .number(gains)]),
      silos: silos)
    return try CompiledProgramme(programme, insuring: ids.map { InsuredMarket($0) })
      .settlement(of: LossEvent("run", realizedUSD: losses))
  }

  private func paid(_ settlement: Settlement, _ name: String) -> Double {
    settlement.payments.reduce(0) { $1.name == name ? $0 + $1.totalUSD : $0 }
  }

  static let margins = [30.0, 24, 18, 12, 10, 6]
  static let stressed = [12.0, 9, 7, 5, 4, 3]

  struct Run: Sendable {
    var name: String
    var cover: Int
    var defaulters: Int
    var gains = 0.0
    var own: Double
    var survivors: Double
    var assessments: Double
    var haircut: Double
    var uncovered: Double
    var bill: [Double]
  }

  static let runs = [
    Run(
      name: "cover2_two_default", cover: 2, defaulters: 2, own: 11.34, survivors: 7.66,
      assessments: 0, haircut: 0, uncovered: 0,
      bill: [0, 0, 3447.0 / 1150, 1149.0 / 575, 383.0 / 230, 1149.0 / 1150]),
    Run(
      name: "cover2_three_default", cover: 2, defaulters: 3, own: 15.12, survivors: 5.88,
      assessments: 5, haircut: 0, uncovered: 0,
      bill: [0, 0, 0, 816.0 / 175, 136.0 / 35, 408.0 / 175]),
    Run(
      name: "cover1_two_default", cover: 1, defaulters: 2, own: 6.48, survivors: 5.52,
      assessments: 5.52, haircut: 0, uncovered: 1.48, bill: [0, 0, 4.32, 2.88, 2.4, 1.44]),
    Run(
      name: "cover2_all_default_gains34", cover: 2, defaulters: 6, gains: 34, own: 21,
      survivors: 0, assessments: 0, haircut: 17, uncovered: 0, bill: [0, 0, 0, 0, 0, 0]),
    Run(
      name: "cover2_five_default_gains30", cover: 2, defaulters: 5, gains: 30, own: 19.74,
      survivors: 1.26, assessments: 1.26, haircut: 12.74, uncovered: 0,
      bill: [0, 0, 0, 0, 0, 2.52]),
  ]

  @Test(arguments: runs.indices)
  func `CCP1_cover: runs through its waterfall as worked out`(place: Int) throws {
    let run = Self.runs[place]
    let sizing = DefaultFund(margins: Self.margins, lossesOverMargin: Self.stressed)
    let losses = Self.stressed.enumerated().map { $0 < run.defaulters ? $1 : 0 }
    let settlement = try settlement(
      fund: sizing.contributions(covering: run.cover), house: 2, losses: losses, gains: run.gains)
    expectClose(paid(settlement, "fund"), run.own)
    expectClose(paid(settlement, "own capital"), 2)
    expectClose(paid(settlement, "survivors' fund"), run.survivors)
    expectClose(paid(settlement, "assessments"), run.assessments)
    expectClose(paid(settlement, "haircut of gains"), run.haircut)
    expectClose(settlement.uncoveredUSD.reduce(0, +), run.uncovered)
    for (member, bill) in run.bill.enumerated() {
      let contributed = settlement.payments.reduce(0) {
        $1.payer == .survivors && !$1.contributedUSD.isEmpty
          ? $0 + $1.contributedUSD[member] : $0
      }
      expectClose(contributed, bill)
    }
    if run.gains > 0 {
      expectClose(settlement.figures["gainsHaircut"] ?? 0, run.haircut / run.gains)
    }
    expectClose(settlement.cashCalls.reduce(0) { $0 + $1.usd }, run.assessments)
  }

  @Test func `CCP1_cover: sizes a fund for the k largest`() {
    let sizing = DefaultFund(margins: Self.margins, lossesOverMargin: Self.stressed)
    #expect([1, 2, 3].map { sizing.size(covering: $0) } == [12, 21, 28])
  }

  @Test(arguments: [
    (6, 0.00222984375), (10, 0.011503557379296875),
    (20, 0.0754836737884963429949272135295735),
  ])
  func `CCP1_cover: a third default is likelier among more members`(
    members: Int, probability: Double
  ) {
    let found = PoolingBenefit.probability(ofMoreThan: 2, of: members, each: 0.05)
    if members < 20 {
      expectClose(found, probability)
    } else {
      expectClose(found, 0.07548367378849634)
    }
  }

  @Test func `CCP-COVER2: two, three, and two worse than stressed`() throws {
    let margins = [100.0, 80, 60, 50, 40]
    let over = [80.0, 70, 30, 20, 5]
    let sizing = DefaultFund(margins: margins, lossesOverMargin: over)
    expectClose(sizing.size(covering: 2), 150)
    let fund = sizing.contributions(covering: 2)
    for (found, worked) in zip(fund, [500.0, 400, 300, 250, 200]) {
      expectClose(found, worked / 11)
    }
    let two = try settlement(fund: fund, house: 15, losses: [80, 70, 0, 0, 0])
    expectClose(paid(two, "fund"), 900.0 / 11)
    expectClose(paid(two, "survivors' fund"), 585.0 / 11)
    expectClose(two.uncoveredUSD.reduce(0, +), 0)
    let three = try settlement(fund: fund, house: 15, losses: [80, 70, 30, 0, 0])
    expectClose(paid(three, "fund"), 1200.0 / 11)
    expectClose(paid(three, "survivors' fund"), 450.0 / 11)
    expectClose(paid(three, "assessments"), 15)
    let bill = three.payments.filter { $0.payer == .survivors }.map(\.contributedUSD)
    expectClose(bill[0][3] + bill[1][3], 1025.0 / 33)
    expectClose(bill[0][4] + bill[1][4], 820.0 / 33)
    // 150 over margin becomes 290: 900/11 + 15 + 750/11 + 750/11 + 625/11.
    let worse = try settlement(fund: fund, house: 15, losses: [155, 135, 0, 0, 0])
    expectClose(paid(worse, "survivors' fund"), 750.0 / 11)
    expectClose(paid(worse, "assessments"), 750.0 / 11)
    expectClose(worse.uncoveredUSD.reduce(0, +), 625.0 / 11)
  }
}
