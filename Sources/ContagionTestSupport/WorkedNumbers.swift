/// What the worked examples say of ``ContagionModel/Network/threeProtocols`` and its
/// relatives. The source of every number is the example named beside it, worked
/// out in exact rational arithmetic; here they are cut to 20 digits.
public enum WorkedNumbers {
  /// One call of `MP-CASCADE`, in ETH and USD.
  public struct Call: Sendable {
    public var account: String
    public var healthFactor: Double
    public var repaid: Double
    public var seized: Double
    public var writtenOff: Double
  }

  /// One round of `MP-CASCADE`, in ETH and USD per ETH.
  public struct Round: Sendable {
    public var openingPrice: Double
    public var sold: Double
    public var closingPrice: Double
    public var calls: [Call]
  }

  /// What an account has left at the end of `MP-CASCADE`.
  public struct Position: Sendable {
    public var account: String
    public var collateral: Double
    public var debt: Double
  }

  /// One point of `MP-SWEEP`; the shock is the fall of the ETH price.
  public struct SweepPoint: Sendable {
    public var shock: Double
    public var rounds: Int
    public var price: Double
    public var badDebt: Double
    public var noFeedback: Double
    public var isolated: Double
    public var liquidated: Double
    public var sequentialCalls: Int
    public var sequentialPrice: Double
    public var sequentialBadDebt: Double
  }

  /// One point of `MP-UNIFORM`; the shock is the fall of the ETH price.
  public struct UniformPoint: Sendable {
    public var shock: Double
    public var price: Double
    public var liquidated: Int
    public var badDebt: Double
    public var isolated: Double
  }

  /// `MP-CASCADE`: ETH falls by 19 %, synchronous.
  public static let cascade = [
    Round(
      openingPrice: 1620, sold: 680.55555555555555556,
      closingPrice: 1525.1538963099822338,
      calls: [
        Call(
          account: "Alpha/a1", healthFactor: 0.9969230769230769230,
          repaid: 650_000, seized: 421.2962962962962963,
          writtenOff: 0),
        Call(
          account: "Alpha/a2", healthFactor: 0.972,
          repaid: 400_000, seized: 259.25925925925925926,
          writtenOff: 0),
      ]),
    Round(
      openingPrice: 1525.1538963099822338, sold: 725.48207689792262687,
      closingPrice: 1432.9350644551220553,
      calls: [
        Call(
          account: "Beta/b1", healthFactor: 0.9899112081710073366,
          repaid: 1_060_000, seized: 725.48207689792262687,
          writtenOff: 0)
      ]),
    Round(
      openingPrice: 1432.9350644551220553, sold: 2030.6335876818939592,
      closingPrice: 1215.1059307876382721,
      calls: [
        Call(
          account: "Alpha/a2", healthFactor: 0.9765187105916387339,
          repaid: 200_000, seized: 146.55234923702082959,
          writtenOff: 0),
        Call(
          account: "Beta/b2", healthFactor: 0.9728874911300565533,
          repaid: 1_900_000, seized: 1384.0812384448731296,
          writtenOff: 0),
        Call(
          account: "Gamma/g1", healthFactor: 0.9439624930534400891,
          repaid: 651_334.12020687366148, seized: 500,
          writtenOff: 38_665.87979312633852),
      ]),
    Round(
      openingPrice: 1215.1059307876382721, sold: 734.50386290311055144,
      closingPrice: 1148.4164277578671876,
      calls: [
        Call(
          account: "Alpha/a1", healthFactor: 0.8654600646635600229,
          repaid: 650_000, seized: 561.67942457296689228,
          writtenOff: 0),
        Call(
          account: "Alpha/a2", healthFactor: 0.9438378648251275610,
          repaid: 200_000, seized: 172.82443833014365916,
          writtenOff: 0),
      ]),
    Round(
      openingPrice: 1148.4164277578671876, sold: 868.58736595007460280,
      closingPrice: 1076.4033691952489247,
      calls: [
        Call(
          account: "Alpha/a3", healthFactor: 0.9670875181118881580,
          repaid: 950_000, seized: 868.58736595007460280,
          writtenOff: 0)
      ]),
    Round(
      openingPrice: 1076.4033691952489247, sold: 900,
      closingPrice: 1008.7033692799235367,
      calls: [
        Call(
          account: "Gamma/g2", healthFactor: 0.9785485174502262951,
          repaid: 880_693.66570520366566, seized: 900,
          writtenOff: 19_306.334294796334333)
      ]),
    Round(
      openingPrice: 1008.7033692799235367, sold: 494.44664823122321253,
      closingPrice: 974.19473116280924158,
      calls: [
        Call(
          account: "Alpha/a3", healthFactor: 0.9610608303259224323,
          repaid: 475_000, seized: 494.44664823122321253,
          writtenOff: 0)
      ]),
  ]

  /// `MP-CASCADE`: what is left at the end.
  public static let finalPositions = [
    Position(account: "Alpha/a1", collateral: 17.024279130736811421, debt: 0),
    Position(account: "Alpha/a2", collateral: 21.363953173576251990, debt: 0),
    Position(account: "Alpha/a3", collateral: 636.96598581870218465, debt: 475_000),
    Position(account: "Beta/b1", collateral: 74.517923102077373128, debt: 0),
    Position(account: "Beta/b2", collateral: 115.91876155512687039, debt: 0),
    Position(account: "Gamma/g1", collateral: 0, debt: 0),
    Position(account: "Gamma/g2", collateral: 0, debt: 0),
  ]

  /// `MP-SWEEP`: all three protocols, synchronous and sequential.
  public static let sweep = [
    SweepPoint(
      shock: 0.0199, rounds: 0, price: 1960.2,
      badDebt: 0, noFeedback: 0,
      isolated: 0, liquidated: 0,
      sequentialCalls: 0, sequentialPrice: 1960.2,
      sequentialBadDebt: 0),
    SweepPoint(
      shock: 0.0591, rounds: 0, price: 1881.8,
      badDebt: 0, noFeedback: 0,
      isolated: 0, liquidated: 0,
      sequentialCalls: 0, sequentialPrice: 1881.8,
      sequentialBadDebt: 0),
    SweepPoint(
      shock: 0.0975, rounds: 0, price: 1805,
      badDebt: 0, noFeedback: 0,
      isolated: 0, liquidated: 0,
      sequentialCalls: 0, sequentialPrice: 1805,
      sequentialBadDebt: 0),
    SweepPoint(
      shock: 0.1351, rounds: 0, price: 1729.8,
      badDebt: 0, noFeedback: 0,
      isolated: 0, liquidated: 0,
      sequentialCalls: 0, sequentialPrice: 1729.8,
      sequentialBadDebt: 0),
    SweepPoint(
      shock: 0.1536, rounds: 0, price: 1692.8,
      badDebt: 0, noFeedback: 0,
      isolated: 0, liquidated: 0,
      sequentialCalls: 0, sequentialPrice: 1692.8,
      sequentialBadDebt: 0),
    SweepPoint(
      shock: 0.1719, rounds: 2, price: 1558.9360425856888553,
      badDebt: 0, noFeedback: 0,
      isolated: 0, liquidated: 675.24505819624162819,
      sequentialCalls: 2, sequentialPrice: 1558.9360425856888553,
      sequentialBadDebt: 0),
    SweepPoint(
      shock: 0.19, rounds: 7, price: 974.19473116280924158,
      badDebt: 57_972.214087922672854, noFeedback: 0,
      isolated: 0, liquidated: 6434.2090972197805084,
      sequentialCalls: 10, sequentialPrice: 934.13941682096938107,
      sequentialBadDebt: 73_846.697273137163710),
    SweepPoint(
      shock: 0.2079, rounds: 5, price: 951.23963397513981821,
      badDebt: 54_782.914287524006116, noFeedback: 0,
      isolated: 0, liquidated: 6528.2252429507814356,
      sequentialCalls: 9, sequentialPrice: 920.31417992537534029,
      sequentialBadDebt: 205_470.69563462594122),
    SweepPoint(
      shock: 0.2256, rounds: 4, price: 938.94545003411711033,
      badDebt: 96_674.683715924476373, noFeedback: 0,
      isolated: 0, liquidated: 6462.1033880628029358,
      sequentialCalls: 7, sequentialPrice: 906.29038144694401937,
      sequentialBadDebt: 363_000.84938141601632),
    SweepPoint(
      shock: 0.2431, rounds: 3, price: 893.78285024599920233,
      badDebt: 171_857.9846049097679, noFeedback: 1909.0909090909090909,
      isolated: 1909.0909090909090909, liquidated: 6929.2481168961032826,
      sequentialCalls: 7, sequentialPrice: 886.15433416055274330,
      sequentialBadDebt: 460_050.73933773826788),
    SweepPoint(
      shock: 0.2604, rounds: 3, price: 904.64196199753407864,
      badDebt: 301_187.93293016689977, noFeedback: 17_636.363636363636364,
      isolated: 17_636.363636363636364, liquidated: 6481.8349138980673864,
      sequentialCalls: 7, sequentialPrice: 866.18350450934883203,
      sequentialBadDebt: 556_059.88780142644818),
    SweepPoint(
      shock: 0.2775, rounds: 2, price: 859.63661398755815214,
      badDebt: 79_726.905286788952344, noFeedback: 33_181.818181818181818,
      isolated: 33_181.818181818181818, liquidated: 6976.7480477684632486,
      sequentialCalls: 7, sequentialPrice: 846.37979471942917962,
      sequentialBadDebt: 651_024.88000410073228),
    SweepPoint(
      shock: 0.36, rounds: 2, price: 766.80501107074734733,
      badDebt: 677_159.52067270351319, noFeedback: 397_353.62770562770563,
      isolated: 397_353.62770562770563, liquidated: 7300,
      sequentialCalls: 7, sequentialPrice: 766.80501107074734733,
      sequentialBadDebt: 1_401_455.4554254529011),
    SweepPoint(
      shock: 0.4375, rounds: 2, price: 702.74834335862407496,
      badDebt: 1_338_602.7632192284268, noFeedback: 1_045_525.6493506493506,
      isolated: 1_058_641.0709458782401, liquidated: 7073.3333333333333333,
      sequentialCalls: 7, sequentialPrice: 693.40046477092263673,
      sequentialBadDebt: 2_192_057.5816014107801),
    SweepPoint(
      shock: 0.51, rounds: 1, price: 621.71685523560927697,
      badDebt: 1_783_395.2727272727273, noFeedback: 1_783_395.2727272727273,
      isolated: 1_783_395.2727272727273, liquidated: 7300,
      sequentialCalls: 7, sequentialPrice: 621.71685523560927697,
      sequentialBadDebt: 2_944_468.2524705706468),
  ]

  /// `MP-UNIFORM`: all three protocols, uniform.
  public static let uniform = [
    UniformPoint(
      shock: 0.0199, price: 1960.2, liquidated: 0,
      badDebt: 0, isolated: 0),
    UniformPoint(
      shock: 0.0975, price: 1805, liquidated: 0,
      badDebt: 0, isolated: 0),
    UniformPoint(
      shock: 0.1536, price: 1692.8, liquidated: 0,
      badDebt: 0, isolated: 0),
    UniformPoint(
      shock: 0.1719, price: 933.26831616657351241, liquidated: 7,
      badDebt: 2_106_063.4694014341112, isolated: 0),
    UniformPoint(
      shock: 0.19, price: 917.89266010250651272, liquidated: 7,
      badDebt: 2_212_227.7418586130252, isolated: 0),
    UniformPoint(
      shock: 0.2079, price: 902.5610524518196757, liquidated: 7,
      badDebt: 2_318_087.8732931316616, isolated: 11_083.876136045194247),
    UniformPoint(
      shock: 0.2256, price: 887.27492846116737699, liquidated: 7,
      badDebt: 2_423_633.9537592795097, isolated: 40_158.409904433351517),
    UniformPoint(
      shock: 0.2431, price: 872.03575117308948941, liquidated: 7,
      badDebt: 2_528_855.8813891315649, isolated: 318_219.59554258983464),
    UniformPoint(
      shock: 0.2604, price: 856.84501197772821621, liquidated: 7,
      badDebt: 2_633_743.3585831098267, isolated: 433_464.48702176425469),
    UniformPoint(
      shock: 0.2775, price: 841.70423117654269332, liquidated: 7,
      badDebt: 2_738_285.8881177038168, isolated: 547_661.90102925979612),
    UniformPoint(
      shock: 0.36, price: 766.80501107074734733, liquidated: 7,
      badDebt: 3_255_442.4359104745191, isolated: 1_372_338.007644396757),
    UniformPoint(
      shock: 0.4375, price: 693.40046477092263673, liquidated: 7,
      badDebt: 3_762_278.7114162945882, isolated: 2_162_500.2496117508351),
    UniformPoint(
      shock: 0.51, price: 621.71685523560927697, liquidated: 7,
      badDebt: 4_257_232.4370791759443, isolated: 2_916_861.2829328775407),
  ]
}
