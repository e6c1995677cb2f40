import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import Testing

/// `INSURANCE-LAYERS`: 75 with 4 % and 250 with 1 % are the worst 5 %, so that a pool of K
/// leaves 0.8·(75 − K)⁺ + 0.2·(250 − K)⁺: 50 with 60, 12 with 190.
struct `The smallest cover` {
  static let losses = `Six designs on one joint loss`.losses

  static func tower(_ usd: Double, above attachment: Double = 0) -> InsuranceProgramme {
    InsuranceProgramme(
      "tower", title: "the tower", design: RuleChoice("layered-tower"),
      layers: [Fixture.layer("pool", .capitalProviders, usd, xs: attachment)])
  }

  @Test(arguments: [(12.0, 190.0), (50, 60), (35, 75)])
  func `INSURANCE-LAYERS: keeps a tail`(limit: Double, capital: Double) throws {
    for usd in [1.0, 60, 400] {
      let found = try SmallestCover(
        of: Self.tower(usd), on: Self.losses, keeping: limit, level: 0.95)
      let keeps = try #require(found.keeps)
      let breaks = try #require(found.breaks)
      #expect(keeps.lockedUSD >= capital - 1e-9 && keeps.lockedUSD - capital <= 1e-6 * usd + 1e-9)
      #expect(breaks.lockedUSD < keeps.lockedUSD)
      #expect(keeps.tailUSD.value <= limit && breaks.tailUSD.value > limit)
      #expect(found.lockedUSD == usd)
      #expect(found.capitalError == 0)
    }
  }

  /// Without a pool 110 are left; 0 takes all of 250, and a tower of 0.2 grows to 204.8 at most,
  /// which leaves 0.2·45.2.
  @Test func `is none where the limit is kept anyway, or never`() throws {
    let anyway = try SmallestCover(
      of: Self.tower(60), on: Self.losses, keeping: 110, level: 0.95)
    #expect(anyway.keeps?.lockedUSD == 0)
    #expect(anyway.breaks == nil)
    let never = try SmallestCover(of: Self.tower(0.2), on: Self.losses, keeping: 0, level: 0.95)
    #expect(never.keeps == nil)
    expectClose(never.breaks?.lockedUSD ?? 0, 204.8)
    expectClose(never.breaks?.tailUSD.value ?? 0, 0.2 * 45.2)
  }

  /// 60 above 45, scaled: three quarters leave 33.75 of 75 and 205 of 250, all of it 45 and 190.
  @Test func `is refused where an attachment grows past the loss`() throws {
    let error = #expect(throws: ComparisonError.self) {
      try SmallestCover(
        of: Self.tower(60, above: 45), on: Self.losses, keeping: 12, level: 0.95)
    }
    let text = error?.description ?? ""
    #expect(
      text.contains("its tail does not only fall as it is scaled: 45.0 USD of capital leave 68.0"))
    #expect(text.contains("and 60.0 leave 74.0"))
  }

  /// 2,000 draws of the same five: the capital for a tail of 50 within three errors of 60.
  @Test func `has an error over draws`() throws {
    var random = RandomLosses(seed: 3)
    var drawn = Self.losses
    drawn.isSampled = true
    drawn.scenarios = (0..<2000).map { draw in
      let level = random.unit()
      let place = [0.7, 0.85, 0.95, 0.99].count { level >= $0 }
      return LossScenario(
        "\(draw)", probability: 1 / 2000, events: Self.losses.scenarios[place].events)
    }
    let found = try SmallestCover(
      of: Self.tower(60), on: drawn, keeping: 50, level: 0.95)
    let error = try #require(found.capitalError)
    #expect(error > 0 && error < 30)
    #expect(abs(try #require(found.keeps).lockedUSD - 60) < 3 * error)
  }
}
