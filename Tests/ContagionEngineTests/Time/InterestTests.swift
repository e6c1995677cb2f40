import ContagionModel
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Interest in a timed run, against a pencil.
struct `Interest` {
  /// 800 USD lent of 1,000: utilisation 0.8, below the kink at 0.9, a rate of
  /// 0.045 · 0.8 / 0.9 = 4 % a year; a tenth stays with the protocol.
  static func network(_ recognition: Recognition, eth: Double = 1) -> Network {
    Network(
      name: "rates",
      assets: ["ETH": Asset(kind: .base, price: 2000), "USD": Asset(kind: .stable, price: 1)],
      protocols: [
        "bank": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice(
            "fixed-spread",
            ["closeFactor": .rule(RuleChoice("full")), "liquidationThreshold": .number(0.8)]),
          recognition: recognition,
          reserves: [
            "ETH": Reserve(),
            "USD": Reserve(
              deposits: 1000,
              rate: RuleChoice(
                "kinked",
                ["kink": .number(0.9), "slope1": .number(0.045), "slope2": .number(0.6)]),
              reserveFactor: 0.1),
          ])
      ],
      accounts: AccountBook([
        Account("a", at: "bank", collateral: [Holding("ETH", eth)], debt: [Holding("USD", 800)])
      ]))
  }

  static func timing(days: Double) -> Timing {
    Timing(
      PricePath(assets: ["ETH"], times: [0], prices: [1]), step: 86_400, horizon: days * 86_400)
  }

  /// What a year of days with utilisation rising by the interest itself makes of 800.
  static func debt(after days: Int) -> Double {
    (0..<days).reduce(800) { debt, _ in
      debt * (1 + 0.045 / 0.9 * debt / (debt + 200) / 365)
    }
  }

  @Test(arguments: Recognition.allCases)
  func `runs from borrowers to lenders and the protocol`(recognition: Recognition) throws {
    let compiled = try Self.network(recognition).compiled()
    var options = CascadeRun.Options(choices: Choices())
    options.timing = Self.timing(days: 365)
    var run = CascadeRun(compiled, options)
    try run.run(after: [])
    let interest = Self.debt(after: 365) - 800
    // Between e^0.04 and what utilisation at the end would make.
    #expect(interest > 32.64 && interest < 32.93)
    #expect(abs(run.bookTotals().debt[1] - 800 - interest) < 1e-9)
    #expect(abs(run.state.index[1] - (1 + 0.9 * interest / 1000)) < 1e-12)
    #expect(abs(run.state.protocolReserves[1] - 0.1 * interest) < 1e-9)
    let values = try run.values()
    let end = values.end.economics
    #expect(abs(end.index[1] - (1 + 0.9 * interest / 1000)) < 1e-12)
    #expect(abs(end.ownUnits[1] - 0.1 * interest) < 1e-9)
  }

  /// 0.50125 ETH at 2,000 · 0.8 carry 802 USD: the debt passes that on the 23rd day.
  @Test func `brings an account below 1 in time, and the whole debt is repaid`() throws {
    let day = try #require((0...60).first { Self.debt(after: $0) > 802 })
    let cascade = try Self.network(.sharePrice, eth: 0.50125).compiled()
      .cascade(after: [], timing: Self.timing(days: 60))
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.number) == [day])
    let repaid = cascade.ledger.filter { $0.kind == .repayment }.reduce(0) { $0 + $1.units }
    #expect(abs(repaid - Self.debt(after: day)) < 1e-9)
    let accrued = cascade.ledger.filter { $0.kind == .interest }.reduce(0) { $0 + $1.units }
    #expect(abs(accrued - (Self.debt(after: day) - 800)) < 1e-9)
  }

  /// Taken off with the run without a shock: what everybody pays anyway is no loss.
  @Test func `is no loss by itself`() throws {
    let cascade = try Self.network(.deficit).compiled()
      .cascade(after: [], timing: Self.timing(days: 30))
    #expect(cascade.losses.allSatisfy { abs($0.finalUSD) < 1e-9 })
  }
}
