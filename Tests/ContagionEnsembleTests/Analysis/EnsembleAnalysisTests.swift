import ContagionEngine
@testable import ContagionEnsemble
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

/// The account of Black and Scholes: bad debt max(0, D − C·S·eˣ) with x normal, of mean
/// −s²/2 and deviation s. With d₁ of the strike D/C and z the normal 1 % quantile,
///
///     mean = C·put,  dmean/dS = −C·Φ(−d₁),  ES 99 % = D − C·S·Φ(z − s)/0.01.
struct `A parameter over an ensemble` {
  typealias Pencil = `One account under log-normal prices`

  static let field = "assets.ETH.price"
  static let tail = LossStatistic.expectedShortfall(0.99)
  static let spread = Pencil.volatility * Double.sqrt(Pencil.days / 365)

  /// Φ(z − s)/0.01: what is left of the price in the worst 1 %.
  static let tailFactor = Normal.probability(Normal.quantile(0.01) - spread) / 0.01

  static func stress(_ count: Int = 4000) throws -> StressCase {
    var description = ScenarioDescription(
      name: "bs", rule: RuleChoice("log-normal"), horizonDays: Pencil.days)
    description.assets = ["ETH": .init(volatility: Pencil.volatility)]
    let scenarios = try description.made(seed: 11)
    return StressCase(
      Pencil.network, scenarios: (0..<count).map { scenarios.shocks(of: $0) },
      weights: ScenarioWeights(
        Array(repeating: 1 / Double(count), count: count), isSampled: true))
  }

  @Test func `moves the mean and the tail by their derivatives`() throws {
    let reports = try Self.stress().sensitivities(
      of: LossMeasure(.badDebt), [.mean, Self.tail], to: [Self.field], relativeBump: 0.01)
    let strike = Pencil.debt / Pencil.units
    let d1 = (.log(Pencil.spot / strike) + Self.spread * Self.spread / 2) / Self.spread
    let expected = [
      (loss: Pencil.units * Pencil.put(strike), slope: -Pencil.units * Normal.probability(-d1)),
      (
        loss: Pencil.debt - Pencil.units * Pencil.spot * Self.tailFactor,
        slope: -Pencil.units * Self.tailFactor
      ),
    ]
    for (report, expected) in zip(reports, expected) {
      let row = try #require(report.rows.first)
      let lossError = try #require(report.lossErrorUSD)
      #expect(report.scenarios == 4000)
      #expect(abs(report.lossUSD - expected.loss) < 3 * lossError)
      #expect(row.bump == 20)
      #expect(row.standardError > 0)
      #expect(row.standardError < 0.1 * abs(expected.slope))
      #expect(abs(row.derivative - expected.slope) < 3 * row.standardError + row.bumpError)
    }
    #expect(reports.map(\.statistic) == [.mean, Self.tail])
  }

  /// A loss is as many times larger as a unit of money is worth more: the slope is the loss, and
  /// so are their errors.
  @Test func `scales with the price of what is owed`() throws {
    let reports = try Self.stress(400).sensitivities(
      of: LossMeasure(.badDebt), [.mean, Self.tail], to: ["protocols.lender.book"])
    for report in reports {
      expectClose(report.rows[0].derivative, report.lossUSD, within: 1e-9)
    }
    let error = try #require(reports[0].lossErrorUSD)
    expectClose(reports[0].rows[0].standardError, error, within: 1e-9)
  }

  /// ES 99 % is at most X from S = (D − X)·0.01 / (C·Φ(z − s)) on.
  @Test func `is solved for the last value that keeps a tail`() throws {
    let limit = 300_000.0
    let found = try Self.stress(2000).limit(
      of: FieldSteps(path: Self.field, values: [1900, 2100, 2300, 2500]),
      keeping: LossMeasure(.badDebt), Self.tail, below: limit, tolerance: 0.01)
    let keeps = try #require(found.keeps)
    let breaks = try #require(found.breaks)
    #expect(keeps.loss.value <= limit && breaks.loss.value > limit)
    #expect(keeps.value > breaks.value && keeps.value - breaks.value <= 0.01)
    let error = try #require(found.valueError)
    let expected = (Pencil.debt - limit) / (Pencil.units * Self.tailFactor)
    #expect(error > 0 && error < 60)
    #expect(abs(keeps.value - expected) < 3 * error)
    // Four values, and 200 halved to 0.01: 2¹⁵ > 20,000.
    #expect(found.evaluations == 4 + 15)
    #expect(found.scenarios == 2000)
  }

  /// At 10,000 USD nothing is lost in any of the few scenarios; at 1900 and 2500 more than
  /// 1 USD is.
  @Test func `has no bracket where all values keep it, or none`() throws {
    let stress = try Self.stress(50)
    func limit(_ values: [Double]) throws -> EnsembleLimit {
      try stress.limit(
        of: FieldSteps(path: Self.field, values: values), keeping: LossMeasure(.badDebt),
        .expectedShortfall(0.9), below: 1, tolerance: 1)
    }
    let all = try limit([10_000, 20_000])
    #expect(all.keeps?.loss.value == 0)
    #expect(all.breaks == nil)
    let none = try limit([1900, 2000])
    #expect(none.keeps == nil)
    #expect(none.breaks?.value == 2000)
    #expect(none.valueError == nil)
  }

  /// A fall by a half costs lenders 1.4 m − 500·S USD where the account was sound before, so at
  /// 1400 and 2600 0.7 m and 0.1 m; at 1000 it lacked 0.4 m already and then lacks 0.9 m.
  @Test func `is refused where the tail turns`() throws {
    let stress = StressCase(
      Pencil.network, scenarios: [[.priceChange("ETH", -0.5)]],
      weights: ScenarioWeights([1], isSampled: false))
    let error = #expect(throws: AnalysisError.self) {
      try stress.limit(
        of: FieldSteps(path: Self.field, values: [1000, 1400, 2600]),
        keeping: LossMeasure(.badDebt), Self.tail, below: 1e5, tolerance: 1)
    }
    #expect(
      error?.description
        == "the ES 99 % of bad debt is not monotone in 'assets.ETH.price': it rises from 500000.0 USD at"
        + " 1000.0 to 700000.0 at 1400.0 and falls from 700000.0 USD at 1400.0 to 100000.0 at 2600.0;"
        + " search a range in which it only rises or only falls")
  }
}
