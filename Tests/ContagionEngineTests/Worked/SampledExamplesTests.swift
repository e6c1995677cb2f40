import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

/// Worked examples reached by drawing, within three standard errors.
struct `Worked examples, sampled` {
  /// Books of 400 accounts whose liquidation prices are drawn from 1,000…1,900, 900·λ ETH
  /// together; 60 books a density.
  static func book(_ density: Double, _ draws: inout Draws) -> Network {
    var network = Network(
      name: "drawn",
      assets: [
        "ETH": Asset(kind: .base, marketPool: "pool"), "USD": Asset(kind: .stable, price: 1),
      ],
      pools: [
        "pool": LiquidityPool(
          base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: 20_000,
          quoteReserve: 40_000_000)
      ],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
          reserves: ["ETH": Reserve(liquidationThreshold: 0.5), "USD": Reserve()])
      ])
    let units = 900 * density / 400
    var accounts: [Account] = []
    for row in 0..<400 {
      let price = 1000 + 900 * draws.uniform()
      accounts.append(
        Account(
          "a\(row)", at: "P", collateral: [Holding("ETH", units)],
          debt: [Holding("USD", units * 0.5 * price)]))
    }
    network.accounts = AccountBook(accounts)
    return network
  }

  /// Density, resting price, units sold. A book ends with the first draw that is left over, so
  /// that its price is below the smooth one by less than an account.
  @Test(arguments: [
    (1.0, 1779.6179446151514931, 120.38205538484850685),
    (3, 1703.3209128833259809, 590.03726135002205716),
    (5, 1504.536206826371065, 1977.3189658681446751),
  ])
  func `BRANCHING-CPMM: drawn books come to rest where the density does`(
    density: Double, price: Double, sold: Double
  ) throws {
    var draws = Draws(seed: 5, stream: UInt64(density))
    var prices: [Double] = []
    var units: [Double] = []
    for _ in 0..<60 {
      let cascade = try Self.book(density, &draws).compiled().cascade(
        after: [.priceChange("ETH", -0.1)], choices: Choices(clearing: .uniform))
      let end = try #require(cascade.assets.first).marketEnd
      prices.append(end)
      // x₁ = 20,000·√(2000/1800) after the fall; what the cascade sold is beyond it.
      units.append(.sqrt(20_000 * 40_000_000 / end) - .sqrt(20_000 * 40_000_000 / 1800))
    }
    for (values, expected) in [(prices, price), (units, sold)] {
      let mean = WeightedSample(values).mean
      #expect(mean.standardError < 0.05 * expected)
      #expect(abs(mean.value - expected) < 3 * mean.standardError)
    }
  }

  /// `GLT-2x2`: W_ij is the chance that a sale of i sets one of j off.
  static let spread = [[0.3375, 0.36], [0.405, 0.528]]

  /// The radius of matrices counted from 4,000 draws each, 40 of them.
  @Test func `OVERLAP-SPECTRAL: the radius of what was counted`() {
    var draws = Draws(seed: 6, stream: 1)
    let radii = (0..<40).map { _ in
      NonnegativeMatrix(
        rows: Self.spread.map { row in
          row.map { chance in
            Double((0..<4000).count { _ in draws.uniform() < chance }) / 4000
          }
        }
      ).spectralRadius
    }
    let mean = WeightedSample(radii).mean
    #expect(mean.standardError < 0.003)
    #expect(abs(mean.value - 0.82628851463357433372) < 3 * mean.standardError)
  }

  /// Variance: ten returns drawn by the weights that the average gives them; the 99 % margin of
  /// two days and what may be lent against it: from normal draws of that variance.
  @Test func `VOL-MARGIN: the variance of weighted draws, and the margin of normal ones`() {
    let returns = [0.01, -0.02, 0.015, -0.05, 0.03, -0.01, 0.0, 0.02, -0.08, 0.04]
    var draws = Draws(seed: 7, stream: 1)
    // Weight 0.06·0.94^k of the k-th last; what is left of 1 is the first again.
    let squares = (0..<200_000).map { _ in
      var place = returns.count - 1
      while place > 0, draws.uniform() < 0.94 { place -= 1 }
      return returns[place] * returns[place]
    }
    let variance = WeightedSample(squares).mean
    #expect(abs(variance.value - 0.0007066457603974488) < 3 * variance.standardError)
    #expect(abs(variance.value - Volatility.ewma(returns)) < 3 * variance.standardError)
    // Two uniform numbers make a normal one.
    let losses = (0..<200_000).map { _ in
      0.02658280949029746
        * (0..<2).reduce(0.0) { sum, _ in
          let radius = Double.sqrt(-2 * .log(1 - draws.uniform()))
          return sum + radius * .cos(2 * .pi * draws.uniform())
        }
    }
    let margin = WeightedSample(losses).valueAtRisk(0.99)
    #expect(margin.standardError < 0.001)
    #expect(abs(margin.value - 0.08745618623543006) < 3 * margin.standardError)
    let lent = Volatility.largestLoanToValue(margin: margin.value)
    // d(1/(1 + m)) = −dm/(1 + m)².
    #expect(abs(lent - 0.9195772782918389) < 3 * margin.standardError * lent * lent)
  }
}
