import ContagionEngine
import ContagionModel
import ContagionTestSupport
import Testing

struct `A reverse stress test` {
  /// `MP-SWEEP` reaches 80,000 USD at −22.56 %, not at −27.75 % (79,727), and
  /// again at −36 %: three answers lie in two intervals.
  @Test func `finds every interval of a loss that is not monotone`() throws {
    let network = try Network.threeProtocols.compiled()
    let found = try network.falls(
      of: "ETH", reaching: 80_000, of: LossMeasure(.badDebt), largestFall: 0.55, step: 0.0025)
    #expect(found.intervals.count >= 2)
    for point in WorkedNumbers.sweep {
      #expect(found.contains(point.shock) == (point.badDebt >= 80_000), "\(point.shock)")
    }
    #expect(!found.contains(0.2775))
  }

  /// The stated ends are on the reached side, and just beyond them the loss is less.
  @Test func `bisects the ends to the tolerance`() throws {
    let network = try Network.threeProtocols.compiled()
    let found = try network.falls(
      of: "ETH", reaching: 80_000, of: LossMeasure(.badDebt), largestFall: 0.55, step: 0.0025)
    for interval in found.intervals {
      #expect(interval.lowUSD >= 80_000)
      let before = try network.cascade(
        after: [.priceChange("ETH", -(interval.low - found.tolerance))])
      #expect(before.badDebtUSD < 80_000)
    }
  }

  /// 800 − 1000·(1 − f) reaches 100 at f = 0.3.
  @Test func `finds the smallest fall by pencil`() throws {
    let network = try Network.twoAssets.compiled()
    let found = try network.falls(of: "ETH", reaching: 100, of: LossMeasure(.badDebt), step: 0.04)
    #expect(found.intervals.count == 1)
    #expect(abs((found.intervals.first?.low ?? 0) - 0.3) <= found.tolerance)
    #expect(found.intervals.first?.high ?? 0 > 0.9)
  }

  @Test func `says so when no fall reaches the loss`() throws {
    let network = try Network.twoAssets.compiled()
    let found = try network.falls(of: "ETH", reaching: 1e9, of: LossMeasure(.badDebt))
    #expect(found.intervals.isEmpty)
  }

  /// max(0, f − 0.2) + max(0, g − 0.2) ≥ 0.2 on tenths.
  @Test func `of two assets gives the falls that no smaller one replaces`() throws {
    let network = try Network.twoAssets.compiled()
    let found = try network.jointFalls(
      of: ["ETH", "BTC"], reaching: 199.999, of: LossMeasure(.badDebt), step: 0.1)
    let falls = found.smallest.map { $0.falls.map { ($0 * 10).rounded() } }
    #expect(falls == [[0, 4], [3, 3], [4, 0]])
    #expect(found.likeliest == nil)
    #expect(found.evaluations < 50)
  }

  /// Distances: alone ln(0.6)²/(1 − ρ²) = 0.2609/(1 − ρ²), together
  /// 2·ln(0.7)²/(1 + ρ) = 0.2544/(1 + ρ), with BTC twice as volatile a quarter
  /// of 0.2609/(1 − ρ²) for BTC alone.
  @Test(
    arguments: [(0.9, [1.0, 1.0], [3.0, 3.0]), (-0.5, [1, 2], [0, 4])]
      as [(Double, [Double], [Double])]
  )
  func `of two assets gives the likeliest`(
    correlation: Double, volatilities: [Double], falls: [Double]
  ) throws {
    let network = try Network.twoAssets.compiled()
    let found = try network.jointFalls(
      of: ["ETH", "BTC"], reaching: 199.999, of: LossMeasure(.badDebt), step: 0.1,
      likelihood: FallLikelihood(volatilities: volatilities, correlation: correlation))
    let likeliest = try #require(found.likeliest)
    #expect(likeliest.falls.map { ($0 * 10).rounded() } == falls)
    if correlation == 0.9 {
      let distance = (2 * 0.127_217_015_633_697_94 / 1.9).squareRoot()
      expectClose(likeliest.distance, distance, within: 1e-8)
    }
  }

  @Test func `refuses more runs than can be waited for`() throws {
    let network = try Network.twoAssets.compiled()
    #expect(throws: AnalysisError.self) {
      _ = try network.jointFalls(
        of: ["ETH", "BTC", "USD"], reaching: 1, of: LossMeasure(.badDebt), step: 0.01)
    }
  }

  @Test func `refuses an asset that is not there`() throws {
    let network = try Network.twoAssets.compiled()
    #expect {
      _ = try network.falls(of: "ETHH", reaching: 1, of: LossMeasure(.badDebt))
    } throws: { error in
      "\(error)".contains("no asset is called 'ETHH' (did you mean 'ETH'?)")
    }
  }
}

struct `A limit on the loss` {
  /// m times the book loses 200·m at −40 %: 150 allows m = 0.75.
  @Test func `gives the largest book that keeps it`() throws {
    let stress = StressCase(.twoAssets, shocks: [.priceChange("ETH", -0.4)])
    let found = try stress.values(
      of: FieldSteps(
        path: "protocols.Lender.book", values: FieldSteps.spaced(from: 0.1, to: 2, count: 11)),
      keeping: LossMeasure(.badDebt), below: 150, tolerance: 1e-7)
    #expect(found.intervals.count == 1)
    #expect(abs((found.intervals.first?.high ?? 0) - 0.75) <= 1e-7)
    #expect(found.intervals.first?.low == 0.1)
  }

  /// The worst of two shocks counts: at −40 % and −50 %, 300·m ≤ 150.
  @Test func `holds for the worst of the shocks`() throws {
    let stress = StressCase(
      .twoAssets, scenarios: [[.priceChange("ETH", -0.4)], [.priceChange("ETH", -0.5)]])
    let found = try stress.values(
      of: FieldSteps(
        path: "protocols.Lender.book", values: FieldSteps.spaced(from: 0.1, to: 2, count: 11)),
      keeping: LossMeasure(.badDebt), below: 150, tolerance: 1e-7)
    #expect(abs((found.intervals.first?.high ?? 0) - 0.5) <= 1e-7)
  }
}
