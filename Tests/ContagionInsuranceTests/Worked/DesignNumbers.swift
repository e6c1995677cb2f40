import ContagionModel

/// The base fixture's splits and metrics, as exact ratios: the source is
/// `D_splits` and `D_metrics` of the insurance examples, worked out in rational
/// arithmetic by a program of its own.
enum DesignNumbers {
  /// One design in one scenario.
  struct Split: Sendable {
    var design: String
    var scenario: String
    var borneBy: [InsurancePayer: Double]
    var uncovered: [Double]
    var friction: Double
    var contingentCalled: Double
    var capitalAtPayout: Double
  }

  /// One design over all scenarios.
  struct Metrics: Sendable {
    var design: String
    var lockedCapital: Double
    var gross: Double
    var uncovered: Double
    var covered: Double
    var coverageRatio: Double
    var probabilityUncovered: Double
    var valueAtRisk: Double
    var tailValueAtRisk: Double
    var worst: Double
    var borneBy: [InsurancePayer: Double]
    var paidByLocked: Double
    var notPaidByLocked: Double
    var efficiency: Double?
    var ownShare: Double
    var friction: Double
    var contingentCalled: Double
    var capitalAtPayoutRatio: Double?
  }

  static let splits: [Split] = [
    Split(
      design: "D1_SOC", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 0),
    Split(
      design: "D1_SOC", scenario: "s1",
      borneBy: [.lenders: 4],
      uncovered: [4, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 0),
    Split(
      design: "D1_SOC", scenario: "s2",
      borneBy: [.lenders: 20],
      uncovered: [0, 20, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 0),
    Split(
      design: "D1_SOC", scenario: "s3",
      borneBy: [.lenders: 45],
      uncovered: [30, 10, 5],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 0),
    Split(
      design: "D1_SOC", scenario: "s4",
      borneBy: [.lenders: 120],
      uncovered: [60, 40, 20],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 0),
    Split(
      design: "D1_SOC", scenario: "s5",
      borneBy: [.lenders: 300],
      uncovered: [150, 90, 60],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 0),
    Split(
      design: "D2_BUF", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D2_BUF", scenario: "s1",
      borneBy: [.treasury: 4],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D2_BUF", scenario: "s2",
      borneBy: [.treasury: 18, .tokenHolders: 2],
      uncovered: [0, 0, 0],
      friction: 0.25, contingentCalled: 2,
      capitalAtPayout: 60),
    Split(
      design: "D2_BUF", scenario: "s3",
      borneBy: [.treasury: 45],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D2_BUF", scenario: "s4",
      borneBy: [.lenders: 42.5, .treasury: 60, .tokenHolders: 17.5],
      uncovered: [20, 17, 5.5],
      friction: 17.5, contingentCalled: 17.5,
      capitalAtPayout: 60),
    Split(
      design: "D2_BUF", scenario: "s5",
      borneBy: [.lenders: 229.5, .treasury: 60, .tokenHolders: 10.5],
      uncovered: [114, 69, 46.5],
      friction: 10.5, contingentCalled: 10.5,
      capitalAtPayout: 60),
    Split(
      design: "D3_SM", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D3_SM", scenario: "s1",
      borneBy: [.stakers: 4],
      uncovered: [0, 0, 0],
      friction: 8.0 / 17, contingentCalled: 0,
      capitalAtPayout: 57),
    Split(
      design: "D3_SM", scenario: "s2",
      borneBy: [.lenders: 2054.0 / 127, .stakers: 486.0 / 127],
      uncovered: [0, 2054.0 / 127, 0],
      friction: 6561.0 / 6350, contingentCalled: 0,
      capitalAtPayout: 54),
    Split(
      design: "D3_SM", scenario: "s3",
      borneBy: [.lenders: 1058751.0 / 30226, .stakers: 301419.0 / 30226],
      uncovered: [174.0 / 7, 892.0 / 127, 107.0 / 34],
      friction: 397143.0 / 151130, contingentCalled: 0,
      capitalAtPayout: 42),
    Split(
      design: "D3_SM", scenario: "s4",
      borneBy: [.lenders: 23882745.0 / 211582, .stakers: 1507095.0 / 211582],
      uncovered: [2760.0 / 49, 4810.0 / 127, 635.0 / 34],
      friction: 397143.0 / 211582, contingentCalled: 0,
      capitalAtPayout: 30),
    Split(
      design: "D3_SM", scenario: "s5",
      borneBy: [.lenders: 62570343.0 / 211582, .stakers: 904257.0 / 211582],
      uncovered: [7242.0 / 49, 11268.0 / 127, 2013.0 / 34],
      friction: 1191429.0 / 1057910, contingentCalled: 0,
      capitalAtPayout: 18),
    Split(
      design: "D4_UMB", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D4_UMB", scenario: "s1",
      borneBy: [.treasury: 1, .stakers: 3],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D4_UMB", scenario: "s2",
      borneBy: [.lenders: 2, .treasury: 1, .stakers: 17],
      uncovered: [0, 2, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D4_UMB", scenario: "s3",
      borneBy: [.treasury: 3, .stakers: 42],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D4_UMB", scenario: "s4",
      borneBy: [.lenders: 60, .treasury: 3, .stakers: 57],
      uncovered: [30, 22, 8],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D4_UMB", scenario: "s5",
      borneBy: [.lenders: 240, .treasury: 3, .stakers: 57],
      uncovered: [120, 72, 48],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D5_SP", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D5_SP", scenario: "s1",
      borneBy: [.borrowers: 1.6, .stakers: 2.4],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D5_SP", scenario: "s2",
      borneBy: [.borrowers: 14, .stakers: 6],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D5_SP", scenario: "s3",
      borneBy: [.borrowers: 39, .stakers: 6],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D5_SP", scenario: "s4",
      borneBy: [.lenders: 18, .borrowers: 90, .stakers: 12],
      uncovered: [9, 6, 3],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D5_SP", scenario: "s5",
      borneBy: [.lenders: 245, .borrowers: 40, .stakers: 15],
      uncovered: [122.5, 73.5, 49],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D6_MUT", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D6_MUT", scenario: "s1",
      borneBy: [.lenders: 3, .stakers: 0.5, .members: 0.5],
      uncovered: [3, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D6_MUT", scenario: "s2",
      borneBy: [.lenders: 2, .stakers: 9, .members: 9],
      uncovered: [0, 2, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D6_MUT", scenario: "s3",
      borneBy: [.lenders: 6.5, .stakers: 19.25, .members: 19.25],
      uncovered: [3, 2, 1.5],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 51),
    Split(
      design: "D6_MUT", scenario: "s4",
      borneBy: [.lenders: 78, .stakers: 21, .members: 21],
      uncovered: [8832.0 / 227, 5888.0 / 227, 2986.0 / 227],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 42),
    Split(
      design: "D6_MUT", scenario: "s5",
      borneBy: [.lenders: 264.75, .stakers: 17.625, .members: 17.625],
      uncovered: [3477.0 / 26, 1029.0 / 13, 2697.0 / 52],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 35.25),
    Split(
      design: "D7_TOW", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D7_TOW", scenario: "s1",
      borneBy: [.treasury: 4],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D7_TOW", scenario: "s2",
      borneBy: [.treasury: 5, .junior: 15],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D7_TOW", scenario: "s3",
      borneBy: [.treasury: 5, .junior: 15, .senior: 20, .catBond: 5],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D7_TOW", scenario: "s4",
      borneBy: [.lenders: 60, .treasury: 5, .junior: 15, .senior: 20, .catBond: 20],
      uncovered: [30, 20, 10],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D7_TOW", scenario: "s5",
      borneBy: [.lenders: 240, .treasury: 5, .junior: 15, .senior: 20, .catBond: 20],
      uncovered: [120, 72, 48],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D8_CCP", scenario: "s0",
      borneBy: [:],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D8_CCP", scenario: "s1",
      borneBy: [.defaulterResources: 4],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D8_CCP", scenario: "s2",
      borneBy: [.defaulterResources: 16, .clearingHouse: 3, .survivors: 1],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D8_CCP", scenario: "s3",
      borneBy: [.defaulterResources: 45],
      uncovered: [0, 0, 0],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D8_CCP", scenario: "s4",
      borneBy: [.lenders: 60, .defaulterResources: 57, .clearingHouse: 3],
      uncovered: [200.0 / 7, 160.0 / 7, 60.0 / 7],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
    Split(
      design: "D8_CCP", scenario: "s5",
      borneBy: [.lenders: 240, .defaulterResources: 57, .clearingHouse: 3],
      uncovered: [3200.0 / 27, 5920.0 / 81, 3920.0 / 81],
      friction: 0, contingentCalled: 0,
      capitalAtPayout: 60),
  ]

  static let metrics: [Metrics] = [
    Metrics(
      design: "D1_SOC", lockedCapital: 0,
      gross: 6.05, uncovered: 6.05,
      covered: 0, coverageRatio: 0,
      probabilityUncovered: 0.2, valueAtRisk: 120,
      tailValueAtRisk: 210, worst: 300,
      borneBy: [.lenders: 6.05],
      paidByLocked: 0,
      notPaidByLocked: 6.05,
      efficiency: nil,
      ownShare: 1,
      friction: 0,
      contingentCalled: 0,
      capitalAtPayoutRatio: nil),
    Metrics(
      design: "D2_BUF", lockedCapital: 60,
      gross: 6.05, uncovered: 1.785,
      covered: 4.265, coverageRatio: 853.0 / 1210,
      probabilityUncovered: 0.02, valueAtRisk: 42.5,
      tailValueAtRisk: 136, worst: 229.5,
      borneBy: [.lenders: 1.785, .treasury: 3.85, .tokenHolders: 0.415],
      paidByLocked: 3.85,
      notPaidByLocked: 2.2,
      efficiency: 77.0 / 1200,
      ownShare: 1,
      friction: 0.3275,
      contingentCalled: 0.415,
      capitalAtPayoutRatio: 1),
    Metrics(
      design: "D3_SM", lockedCapital: 60,
      gross: 6.05, uncovered: 2661322.0 / 528955,
      covered: 2155423.0 / 2115820, coverageRatio: 2155423.0 / 12800711,
      probabilityUncovered: 0.1, valueAtRisk: 23882745.0 / 211582,
      tailValueAtRisk: 21613272.0 / 105791, worst: 62570343.0 / 211582,
      borneBy: [.lenders: 2661322.0 / 528955, .stakers: 2155423.0 / 2115820],
      paidByLocked: 2155423.0 / 2115820,
      notPaidByLocked: 2661322.0 / 528955,
      efficiency: 2155423.0 / 126949200,
      ownShare: 1,
      friction: 22358003.0 / 105791000,
      contingentCalled: 0,
      capitalAtPayoutRatio: 13.0 / 22),
    Metrics(
      design: "D4_UMB", lockedCapital: 60,
      gross: 6.05, uncovered: 2.2,
      covered: 3.85, coverageRatio: 7.0 / 11,
      probabilityUncovered: 0.07, valueAtRisk: 60,
      tailValueAtRisk: 150, worst: 240,
      borneBy: [.lenders: 2.2, .treasury: 0.3, .stakers: 3.55],
      paidByLocked: 3.85,
      notPaidByLocked: 2.2,
      efficiency: 77.0 / 1200,
      ownShare: 1,
      friction: 0,
      contingentCalled: 0,
      capitalAtPayoutRatio: 1),
    Metrics(
      design: "D5_SP", lockedCapital: 60,
      gross: 6.05, uncovered: 1.495,
      covered: 4.555, coverageRatio: 911.0 / 1210,
      probabilityUncovered: 0.02, valueAtRisk: 18,
      tailValueAtRisk: 131.5, worst: 245,
      borneBy: [.lenders: 1.495, .borrowers: 3.58, .stakers: 0.975],
      paidByLocked: 0.975,
      notPaidByLocked: 5.075,
      efficiency: 0.01625,
      ownShare: 1,
      friction: 0,
      contingentCalled: 0,
      capitalAtPayoutRatio: 1),
    Metrics(
      design: "D6_MUT", lockedCapital: 60,
      gross: 6.05, uncovered: 3.08875,
      covered: 2.96125, coverageRatio: 2369.0 / 4840,
      probabilityUncovered: 0.2, valueAtRisk: 78,
      tailValueAtRisk: 171.375, worst: 264.75,
      borneBy: [.lenders: 3.08875, .stakers: 1.480625, .members: 1.480625],
      paidByLocked: 2.96125,
      notPaidByLocked: 3.08875,
      efficiency: 2369.0 / 48000,
      ownShare: 2471.0 / 4840,
      friction: 0,
      contingentCalled: 0,
      capitalAtPayoutRatio: 0.775),
    Metrics(
      design: "D7_TOW", lockedCapital: 60,
      gross: 6.05, uncovered: 2.1,
      covered: 3.95, coverageRatio: 79.0 / 121,
      probabilityUncovered: 0.02, valueAtRisk: 60,
      tailValueAtRisk: 150, worst: 240,
      borneBy: [.lenders: 2.1, .treasury: 0.9, .junior: 1.5, .senior: 1, .catBond: 0.55],
      paidByLocked: 3.95,
      notPaidByLocked: 2.1,
      efficiency: 79.0 / 1200,
      ownShare: 60.0 / 121,
      friction: 0,
      contingentCalled: 0,
      capitalAtPayoutRatio: 1),
    Metrics(
      design: "D8_CCP", lockedCapital: 60,
      gross: 6.05, uncovered: 2.1,
      covered: 3.95, coverageRatio: 79.0 / 121,
      probabilityUncovered: 0.02, valueAtRisk: 60,
      tailValueAtRisk: 150, worst: 240,
      borneBy: [.lenders: 2.1, .defaulterResources: 3.69, .clearingHouse: 0.21, .survivors: 0.05],
      paidByLocked: 3.95,
      notPaidByLocked: 2.1,
      efficiency: 79.0 / 1200,
      ownShare: 579.0 / 605,
      friction: 0,
      contingentCalled: 0,
      capitalAtPayoutRatio: 1),
  ]
}
