import ContagionEngine
import ContagionTestSupport
import RealModule
import Testing

/// Small models of the literature, rates and margins, against their examples.
struct `Stylized models` {
  static let fund = RecourseClearing(
    collateralUnits: 120, poolDebt: 100, platformDebt: 80, cash: 30, platformAssets: 40,
    savings: 100)

  static let recourse: [(Double, [Double], [Double])] = [
    (1, [0, 30, 10], [0, 30, 10]), (5.0 / 6, [0, 50, 30], [0, 50, 30]),
    (0.7, [16, 50, 30], [11, 55, 35]), (0.5, [40, 50, 30], [30, 60, 40]),
  ]

  /// `NONRECOURSE`: price; losses of pool, platform and savers without and with recourse.
  @Test(arguments: recourse)
  func `move a loss by recourse`(price: Double, without: [Double], with: [Double]) {
    for (hasRecourse, expected) in [(false, without), (true, with)] {
      let losses = Self.fund.losses(at: price, hasRecourse: hasRecourse)
      expectClose(losses.pool, expected[0])
      expectClose(losses.platform, expected[1])
      expectClose(losses.savers, expected[2])
    }
  }

  /// `FIXED-VS-AUCTION`: 150,000 of debt, 8 % against 13 % penalty and 3 % discount.
  @Test func `compare a spread with an auction`() {
    expectClose(LiquidationCost.fixedSpread(debt: 150_000, bonus: 0.08), 12_000)
    let auction = LiquidationCost.auction(debt: 150_000, penalty: 0.13, discount: 0.03)
    expectClose(auction.penalty, 19_500)
    expectClose(auction.slippage, 508_500.0 / 97)
    expectClose(auction.penalty + auction.slippage, 2_400_000.0 / 97)
  }

  /// `KLAGES-MUNDT`: collateral falls from 200 to 146.
  @Test func `deleverage at a premium`() throws {
    let spiral = DeleveragingSpiral(
      demand: 100, supply: 100, offered: -100, collateralFactor: 1.5,
      expectedReturn: 1.1051709180756477)
    expectClose(spiral.unconstrainedIssue, 5.127109637602416, within: 1e-9)
    let before = try #require(spiral.issue(collateral: 200))
    expectClose(before, 5.127109637602416, within: 1e-9)
    expectClose(spiral.price(issuing: before), 0.9512294245007139, within: 1e-9)
    let after = try #require(spiral.issue(collateral: 146))
    expectClose(after, -10.428122205599635, within: 1e-9)
    expectClose(spiral.price(issuing: after), 1.1164218330839946, within: 1e-9)
    let range = try #require(spiral.feasible(collateral: 146))
    expectClose(range.lowerBound, -25.571877794400365, within: 1e-9)
    #expect(spiral.issue(collateral: 100) == nil)
  }

  /// `GUDGEON-DET`: debt, decay; first day short, margin and debt on
  /// day 10 and on the last of 100 days, which is day 99.
  static let gudgeon: [([Double], Int?)] = [
    ([4e8, 0, 59273232.99128765, 296319512.9359369, -50659210.13415054, 20492863.658982094], 17),
    (
      [4e8, 0.01, 58730617.6674242, 301584789.23361737, -114886377.55668224, 107173247.28228351], 17
    ),
    (
      [4e8, 0.05, 56816692.35732281, 319451180.1600207, -234919719.48797598, 253779220.32457644], 16
    ),
    ([1e8, 0.01, 25362418.360651027, 1584789.2336173505, 1754757.7814434266, 0], nil),
    ([2e8, 0.01, 36485151.462908685, 101584789.23361734, 561895.5267402381, 0], nil),
  ]

  @Test(arguments: gudgeon)
  func `sell while liquidity dries up`(numbers: [Double], short: Int?) {
    let prices = (0..<100).map { 400 * Double.exp(-0.03 * Double($0)) }
    let days = DryingLiquidity(debt: numbers[0], rate: numbers[1]).days(prices)
    #expect(DryingLiquidity.firstShortfall(days) == short)
    expectClose(days[10].margin, numbers[2], within: 1e-9)
    expectClose(days[10].debt, numbers[3], within: 1e-9)
    expectClose(days[99].margin, numbers[4], within: 1e-9)
    expectClose(days[99].debt, numbers[5], within: 1e-9)
  }

  /// `GUDGEON-MC`: the fastest of 1,000 paths, σ 5.83 %, reserve correlated by 0.1 and
  /// half as volatile, is short between day 10 and day 40, which is as much as
  /// can be said; 19 is published.
  @Test func `are short after some weeks on the worst path`() {
    var draws = Draws(seed: 150)
    func normal() -> Double {
      (-2 * Double.log(1 - draws.uniform())).squareRoot() * .cos(2 * .pi * draws.uniform())
    }
    let (drift, sigma, correlation, ratio) = (-0.015637904919438176, 0.0583, 0.1, 0.5)
    let model = DryingLiquidity(debt: 4e8, rate: 0.01)
    var fastest = Int.max
    for _ in 0..<1000 {
      var (price, reserve) = (385.0, 385.0)
      var prices = [price]
      var reserves = [988_787 * reserve]
      for _ in 0..<100 {
        let first = normal()
        let second = correlation * first + (1 - correlation * correlation).squareRoot() * normal()
        price *= .exp(drift + sigma * first)
        reserve *= .exp(drift + ratio * sigma * second)
        prices.append(price)
        reserves.append(988_787 * reserve)
      }
      let days = model.days(prices, reserves: reserves)
      fastest = min(fastest, DryingLiquidity.firstShortfall(days) ?? .max)
    }
    #expect((10...40).contains(fastest))
  }

  /// `IRM-KINK`: 2 % to 94 %, then 3 %.
  @Test(arguments: [(0.5, 1.0 / 94), (0.94, 0.02), (0.992, 0.046), (1, 0.05)])
  func `charge more above the kink`(utilization: Double, rate: Double) {
    let model = KinkedRate(kink: 0.94, slope1: 0.02, slope2: 0.03)
    expectClose(model.borrowRate(at: utilization), rate)
    expectClose(
      model.supplyRate(at: utilization, reserveFactor: 0.1), rate * utilization * 0.9)
  }

  static let returns = [0.01, -0.02, 0.015, -0.05, 0.03, -0.01, 0.0, 0.02, -0.08, 0.04]

  /// `VOL-MARGIN`.
  @Test func `estimate variance and set a margin`() {
    let variance = Volatility.ewma(Self.returns)
    expectClose(variance, 0.0007066457603974488)
    let garch = Volatility.Garch(omega: 1e-5, alpha: 0.08, beta: 0.9)
    let path = garch.path(Self.returns)
    let expected = [
      0.0004999999999999996, 0.0004679999999999996, 0.00046319999999999966,
      0.00044487999999999966, 0.0006103919999999997, 0.0006313527999999998, 0.0005862175199999999,
      0.0005375957679999999, 0.0005258361912, 0.00099525257208, 0.0010337273148720001,
    ]
    for (found, value) in zip(path, expected) { #expect(abs(found - value) < 1e-15) }
    #expect(path.count == expected.count)
    let ranges = [(2050.0, 1980.0), (2010, 1900), (1950, 1820), (1900, 1780), (1890, 1700)]
    expectClose(
      Volatility.parkinson(ranges.map { (high: $0.0, low: $0.1) }), 0.0017756725294632303)
    let margin = Volatility.margin(variance: variance, quantile: 2.3263478740408408, periods: 2)
    expectClose(margin, 0.08745618623543006)
    expectClose(Volatility.largestLoanToValue(margin: margin), 0.9195772782918389)
  }
}
