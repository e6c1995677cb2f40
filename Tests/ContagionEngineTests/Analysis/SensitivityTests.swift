import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// At −51 % every account of `MP-SWEEP` is sold whole in one round at 980 USD,
/// so bad debt is Σ (D − C·p/(1+b)) with an exact derivative.
struct `A sensitivity` {
  static let stress = StressCase(.threeProtocols, shocks: [.priceChange("ETH", -0.51)])

  private func row(
    _ path: String, _ stress: StressCase = stress, _ measure: LossMeasure.Amount = .badDebt,
    bump: Double = 0.01
  ) throws -> Sensitivity {
    let report = try stress.sensitivities(
      of: LossMeasure(measure), to: [path], relativeBump: bump)
    return try #require(report.rows.first)
  }

  /// −2000 · Σ C/(1+b) per unit of the price change.
  @Test func `to the shock is the collateral after the bonus`() throws {
    let row = try row("shock.ETH")
    let exact = -2000 * (3600 / 1.05 + 2300 * 479.0 / 500 + 1400 / 1.1)
    #expect(row.shape == .smooth)
    expectClose(row.derivative, exact, within: 1e-9)
    #expect(row.bumpError <= abs(exact) * 1e-9)
    expectClose(row.changeAboveUSD, exact * 0.0051, within: 1e-9)
    expectClose(row.bump, 0.0051)
  }

  /// Σ C·p/(1+b)² over Alpha; curved, so that the bump has an error to state.
  @Test(arguments: ["protocols.Alpha.liquidation.bonus", "protocols.Alpha.reserves.ETH.bonus"])
  func `to a bonus is within its stated error`(path: String) throws {
    let row = try row(path)
    let exact = 3600 * 980 / (1.05 * 1.05)
    #expect(row.shape == .smooth)
    expectClose(row.derivative, exact, within: 1e-9)
    #expect(row.bumpError > 0)
    #expect(abs(row.derivative - exact) <= row.bumpError)
  }

  /// Everybody is far below the threshold.
  @Test func `to what does not matter is 0`() throws {
    let row = try row("protocols.Gamma.liquidation.liquidationThreshold")
    #expect(row.derivative == 0)
    #expect(row.shape == .smooth)
  }

  /// a3 is covered above 997.5 USD: below it 2000·2000/1.05 come on top.
  @Test func `shows a kink with both slopes`() throws {
    var stress = Self.stress
    stress.scenarios = [[.priceChange("ETH", 997.5 / 2000 - 1)]]
    let row = try row("shock.ETH", stress, bump: 0.001)
    let above = -2000 * (1600 / 1.05 + 2300 * 479.0 / 500 + 1400 / 1.1)
    #expect(row.shape == .kink)
    expectClose(row.rightSlope, above, within: 1e-9)
    expectClose(row.leftSlope, above - 2000 * 2000 / 1.05, within: 1e-9)
    expectClose(row.bumpError, 2000 * 2000 / 1.05 / 2, within: 1e-8)
  }

  /// a2 falls due at 5/3 thousand USD: half of its 800,000 is repaid, or nothing.
  @Test func `gives no slope where the loss jumps`() throws {
    var stress = Self.stress
    stress.scenarios = [[.priceChange("ETH", -1.0 / 6)]]
    let row = try row("shock.ETH", stress, .liquidated, bump: 0.001)
    #expect(row.shape == .jump)
    #expect(row.derivative.isNaN)
    #expect(max(abs(row.changeAboveUSD), abs(row.changeBelowUSD)) >= 400_000)
  }

  /// A ratio of 1 cannot be raised: the slope from below is taken.
  @Test func `is one-sided at the end of a range`() throws {
    var stress = Self.stress
    stress.network.protocols["Alpha"]?.liquidation.values["bonus"] = .number(1)
    let row = try row("protocols.Alpha.liquidation.bonus", stress)
    #expect(row.shape == .oneSided)
    #expect(row.changeAboveUSD.isNaN)
    #expect(row.remark.contains("outside 0.0...1.0"))
    expectClose(row.derivative, 3600 * 980 / 4, within: 1e-4)
    #expect(abs(row.derivative - 3600 * 980 / 4) <= row.bumpError)
  }

  /// Two scenarios, −51 % and −52 %: slopes 3600·980/1.05² and 3600·960/1.05².
  @Test func `over scenarios has a standard error`() throws {
    var stress = Self.stress
    stress.scenarios.append([.priceChange("ETH", -0.52)])
    let row = try row("protocols.Alpha.liquidation.bonus", stress)
    expectClose(row.derivative, 3600 * 970 / (1.05 * 1.05), within: 1e-9)
    // Half the distance of both slopes.
    expectClose(row.standardError, 3600 * 10 / (1.05 * 1.05), within: 1e-6)
  }

  @Test func `comes for every field, largest swing first`() throws {
    let report = try Self.stress.sensitivities(of: LossMeasure(.badDebt))
    #expect(report.rows.count == Self.stress.fields.count)
    #expect(report.rows.first?.path == "shock.ETH")
    let swings = report.rows.map(\.swingUSD)
    #expect(swings == swings.sorted(by: >))
    expectClose(report.lossUSD, 1_783_395.2727272727273, within: 1e-10)
  }
}
