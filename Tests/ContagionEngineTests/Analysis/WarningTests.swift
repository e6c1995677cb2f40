import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `Early warnings` {
  /// `BRANCHING-CPMM`: λ ETH per USD of liquidation price on [1000, 1900], as
  /// one account a dollar; R(1800) in exact arithmetic.
  static func book(_ density: Double) -> Network {
    var network = Network.threeProtocols
    network.accounts = AccountBook(
      (1000..<1900).map { price in
        Account(
          "a\(price)", at: "Alpha", collateral: [Holding("ETH", density)],
          debt: [Holding("USD", density * 0.8 * (Double(price) + 0.5))])
      })
    return network
  }

  @Test(arguments: [
    (1.0, 0.170_762_993_649_092_484), (4, 0.683_051_974_596_369_936),
    (8, 1.366_103_949_192_739_871),
  ])
  func `have R(P) of a book against a pool`(density: Double, ratio: Double) throws {
    let warnings = try Self.book(density).compiled().warnings(resolution: 0.005)
    let eth = try #require(warnings.assets.first)
    let step = try #require(eth.steps.first { abs($0.fall - 0.1) < 1e-9 })
    expectClose(step.ratio, ratio)
    expectClose(step.unitsPerUSD, density)
    // The first account is called just below −5 % (1900).
    expectClose(eth.firstCall, 0.05)
    #expect(eth.cliff.isNaN == (density < 6))
    if density == 8 { expectClose(eth.cliff, 0.05) }
  }

  /// One asset: the matrix is R at the opening, where 2000·(2·λ)/20000 counts
  /// the part of the window in which accounts fall due: 95 of 200 dollars below 1,900.
  @Test func `have a branching matrix that is R for one asset`() throws {
    let warnings = try Self.book(4).compiled().warnings(window: 0.1)
    #expect(warnings.branchingAssets == ["ETH"])
    // 100 accounts of 4 ETH between 1,800 and 1,900 USD, over 200 USD.
    let density = 100.0 * 4 / 200
    expectClose(warnings.branching.spectralRadius, 2 * 2000 * density / 20_000, within: 1e-9)
  }

  @Test func `measure concentration and depth of what is posted`() throws {
    let warnings = try Network.threeProtocols.compiled().warnings()
    let eth = try #require(warnings.assets.first)
    #expect(eth.collateralUSD == 14_600_000)
    // The largest of seven accounts: 2,000 of 7,300 ETH.
    expectClose(eth.byAccount.top(1), 2000.0 / 7300)
    // x·(1/√0.9 − 1) ETH at 2,000 USD.
    expectClose(eth.depthAt10PercentUSD, 40_000_000 * (1 / 0.9.squareRoot() - 1))
  }

  @Test func `refuse an axis that cannot be walked`() throws {
    let network = try Network.twoAssets.compiled()
    #expect(throws: AnalysisError.self) { _ = try network.warnings(largestFall: 1) }
    #expect(throws: AnalysisError.self) { _ = try network.warnings(resolution: 0) }
  }
}

struct `Portfolio overlap` {
  /// `OVERLAP`.
  static let worked = PortfolioOverlap(
    holders: ["Aave", "Morpho", "Maker"], assets: ["ETH", "wstETH", "WBTC"],
    holdings: [[50, 30, 20], [10, 25, 5], [40, 10, 0]], depths: [400, 100, 200])

  @Test func `is weighted by liquidity`() {
    let expected = [[17.25, 9.25, 8], [9.25, 6.625, 3.5], [8, 3.5, 5]]
    for i in 0..<3 {
      for j in 0..<3 { expectClose(Self.worked.liquidityWeighted(i, j), expected[i][j]) }
    }
    expectClose(Self.worked.matrix.spectralRadius, 26.167_887_392_445_7, within: 1e-10)
  }

  @Test func `has a cosine`() {
    expectClose(Self.worked.cosine(0, 1), 0.799_670_984_974_774_68)
    expectClose(Self.worked.cosine(0, 2), 0.904_922_896_669_328_77)
    expectClose(Self.worked.cosine(1, 2), 0.575_649_675_601_061_94)
  }

  /// `OVERLAP-SPECTRAL`; W and the same cascade seen from the assets.
  @Test func `has a spectral radius`() {
    let banks = NonnegativeMatrix(rows: [[0.3375, 0.36], [0.405, 0.528]])
    expectClose(banks.spectralRadius, 0.826_288_514_633_574_33, within: 1e-10)
    // A_kl = l_k Σ_j M_jk a_j b_j M_jl with a·b = (900, 800), l = (0.0005, 0.001).
    let assets = NonnegativeMatrix(
      rows: [
        [0.0005 * (900 * 0.25 + 800 * 0.04), 0.0005 * (900 * 0.25 + 800 * 0.16)],
        [0.001 * (900 * 0.25 + 800 * 0.16), 0.001 * (900 * 0.25 + 800 * 0.64)],
      ])
    expectClose(assets.spectralRadius, 0.826_288_514_633_574_33, within: 1e-10)
  }

  /// A pure cycle turns power iteration in circles unless it is shifted.
  @Test func `has the radius of a cycle, and 0 of nothing`() {
    expectClose(NonnegativeMatrix(rows: [[0, 4], [1, 0]]).spectralRadius, 2, within: 1e-10)
    #expect(NonnegativeMatrix(rows: []).spectralRadius == 0)
    #expect(NonnegativeMatrix(rows: [[0, 0], [0, 0]]).spectralRadius == 0)
  }
}
