import ContagionCoupling
import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// A treasury's offset over the whole protocol, then a stake in one reserve.
struct `A protocol's own programme` {
  /// Two accounts of 3.8 m and 1.15 m USD against 3,000 and 1,000 ETH at 2,000, and
  /// one of 0.2 m EUR against 100 ETH; outside prices, so nothing feeds back.
  static func network(_ programme: [ProgrammePayer]) -> Network {
    Network(
      name: "programme",
      assets: [
        "ETH": Asset(kind: .base, price: 2000), "USD": Asset(kind: .stable, price: 1),
        "EUR": Asset(kind: .stable, price: 1.25),
      ],
      protocols: [
        "alpha": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice(
            "fixed-spread",
            [
              "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0.05),
              "liquidationThreshold": .number(0.8),
            ]),
          recognition: .deficit, reserves: ["ETH": Reserve(), "USD": Reserve(), "EUR": Reserve()],
          programme: programme)
      ],
      accounts: AccountBook([
        Account(
          "large", at: "alpha", collateral: [Holding("ETH", 3000)], debt: [Holding("USD", 3.8e6)]),
        Account(
          "small", at: "alpha", collateral: [Holding("ETH", 1000)], debt: [Holding("USD", 1.15e6)]),
        Account(
          "euro", at: "alpha", collateral: [Holding("ETH", 100)], debt: [Holding("EUR", 1e5)]),
      ]))
  }

  /// At 800 USD everybody pays 1/1.05 of the collateral's value; the treasury's offset
  /// goes to both reserves by their bad debt.
  @Test func `pays in order and by its assets`() throws {
    let own = [
      ProgrammePayer("treasury", .offset(100_000)),
      ProgrammePayer("umbrella", asset: "EUR", .stake(20_000)),
      ProgrammePayer("umbrella", asset: "USD", .stake(500_000)),
    ]
    let compiled = try Self.network(own).compiled()
    let programme = try #require(compiled.ownProgramme)
    let outcome = try InsuredRun(compiled, under: programme).outcome(of: [.price("ETH", 800)])
    let usd = 3.8e6 + 1.15e6 - 4000 * 800 / 1.05
    let eur = 1.25e5 - 100 * 800 / 1.05
    let settlement = try #require(outcome.blocks.first?.settlement)
    let paid = settlement.payments.filter { $0.totalUSD > 0 }
    #expect(paid.map(\.payer) == [.treasury, .stakers, .stakers])
    let expected = [100_000.0, 25_000, 500_000]
    for (payment, usd) in zip(paid, expected) { #expect(abs(payment.totalUSD - usd) < 1e-6) }
    let left = settlement.uncoveredUSD
    #expect(abs(left.reduce(0, +) - (usd + eur - 625_000)) < 1e-6)
    // Markets are ETH, USD, EUR.
    let share = eur / (usd + eur)
    #expect(abs(left[2] - (eur - 100_000 * share - 25_000)) < 1e-6)
  }

  /// The price of 800 comes by a path, the last step of two: the same calls, and the
  /// programme settles them after it.
  @Test func `settles after the last step of a path`() throws {
    let own = [ProgrammePayer("treasury", .offset(100_000))]
    let compiled = try Self.network(own).compiled()
    let programme = try #require(compiled.ownProgramme)
    let path = PricePath(assets: ["ETH"], times: [0, 3600, 7200], prices: [2000, 2000, 800])
    let timing = Timing(path, step: 3600)
    let outcome = try InsuredRun(compiled, under: programme, timing: timing).outcome(of: [])
    let lost = 4.95e6 + 1.25e5 - 4100 * 800 / 1.05
    #expect(abs(outcome.cascade.badDebtUSD - lost) < 1e-6)
    #expect(outcome.cascade.timing == timing)
    let settlement = try #require(outcome.blocks.first?.settlement)
    #expect(abs(settlement.uncoveredUSD.reduce(0, +) - (lost - 100_000)) < 1e-6)
    let still = Timing(path.starting(at: 7200) ?? path, step: 3600, horizon: 7200)
    let quiet = try InsuredRun(compiled, under: programme, timing: still).outcome(of: [])
    #expect(quiet.cascade.badDebtUSD == 0)
  }

  /// Losses are booked at 800 USD an ETH and 1.25 a EUR; before they are settled the EUR falls
  /// to 0.50. A treasury that pays for all of them brings back the EUR that were lost, and
  /// not two and a half times as many; one that pays for half brings back half.
  @Test(arguments: [1.0, 0.5]) func `brings back no more units than were lost`(
    share: Double
  ) throws {
    let usd = 3.8e6 + 1.15e6 - 4000 * 800 / 1.05
    let eur = 1.25e5 - 100 * 800 / 1.05
    let own = [ProgrammePayer("treasury", .offset(share * (usd + eur)))]
    let compiled = try Self.network(own).compiled()
    let programme = try #require(compiled.ownProgramme)
    let path = PricePath(
      assets: ["ETH", "EUR"], times: [0, 3600, 7200], prices: [2000, 1.25, 800, 1.25, 800, 0.5])
    let outcome = try InsuredRun(compiled, under: programme, timing: Timing(path, step: 3600))
      .outcome(of: [])
    expectClose(outcome.blocks[0].settlement.grossUSD[2], eur)
    var paid: [ReserveID: Double] = [:]
    for case .payment(_, let reserve, let units) in outcome.blocks[0].flows {
      paid[reserve, default: 0] += units
    }
    expectClose(paid[ReserveID("alpha", "EUR")] ?? 0, share * eur / 1.25)
    expectClose(paid[ReserveID("alpha", "USD")] ?? 0, share * usd)
  }

  @Test func `is none without payers`() throws {
    #expect(try Self.network([]).compiled().ownProgramme == nil)
  }
}
