import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Borrowers who sell their own collateral in a timed run, against a pencil.
struct `Borrowers who sell collateral` {
  /// 10 ETH at 2,000 against 15,000 USD, threshold 0.8: health 16/15, leverage 4; a pool of
  /// 1,000 ETH and 2 m USD without a fee.
  static func network(
    _ rule: RuleChoice, kind: LendingProtocol.Kind = .isolated, eth: Reserve? = nil,
    oracle: OracleID? = nil, debt: Double = 15_000
  ) -> Network {
    var network = Network(
      name: "delever",
      assets: [
        "ETH": Asset(kind: .base, price: 2000, marketPool: "pool"),
        "USD": Asset(kind: .stable, price: 1),
      ],
      pools: ["pool": `Providers who leave`.product],
      oracles: [
        "half": OracleFeed(
          asset: "ETH", rule: RuleChoice("hard-coded", ["value": .number(1000)]))
      ],
      protocols: [
        "P": LendingProtocol(
          kind: kind, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
          reserves: [
            "ETH": eth ?? Reserve(liquidationThreshold: 0.8, bonus: 0.05, oracle: oracle),
            "USD": Reserve(
              deposits: 20_000,
              rate: RuleChoice(
                "kinked", ["kink": .number(0.9), "slope1": .number(0.04), "slope2": .number(0.6)])),
          ])
      ])
    network.accounts = AccountBook([
      Account("a", at: "P", collateral: [Holding("ETH", 10)], debt: [Holding("USD", debt)])
    ])
    network.agents = Agents(borrowers: rule)
    return network
  }

  static func delever(_ target: Double, below: Double = 1.1) -> RuleChoice {
    RuleChoice("delever", ["below": .number(below), "target": .number(target)])
  }

  static func unwind(rate: Double, leverage: Double = 2) -> RuleChoice {
    RuleChoice(
      "unwind-loops",
      ["rate": .number(rate), "leverage": .number(leverage), "share": .number(0.1)])
  }

  static func paid(_ network: Network, _ choices: Choices = Choices()) throws -> [Double] {
    let timing = Timing(
      PricePath(assets: ["ETH"], times: [0], prices: [2000]), step: 1, horizon: 2)
    return try network.compiled().cascade(after: [], choices: choices, timing: timing).steps
      .map(\.deleveredUSD)
  }

  /// What the pool pays for so many ETH.
  static func proceeds(_ units: Double) -> Double { 2e6 * units / (1000 + units) }

  /// (1.25 − 16/15) / (1.25 − 0.8) of 15,000 USD is sold at 2,000; afterwards health is above 1.1.
  @Test func `reach their target`() throws {
    let paid = try Self.paid(Self.network(Self.delever(1.25)))
    let units = (1.25 - 16.0 / 15) / 0.45 * 15_000 / 2000
    #expect(paid[0] == 0 && paid[2] == 0)
    // A second of interest: 3e-8 of the debt.
    expectClose(paid[1], Self.proceeds(units), within: 1e-6)
  }

  @Test func `wait while health is enough, and for chance`() throws {
    #expect(try Self.paid(Self.network(Self.delever(1.25, below: 1.05))) == [0, 0, 0])
    var never = Self.delever(1.25)
    never.values["chance"] = .number(0)
    #expect(try Self.paid(Self.network(never)) == [0, 0, 0])
  }

  /// The collateral is lent out but for one ETH, so one ETH is sold.
  @Test func `find no more cash than there is`() throws {
    let reserve = Reserve(liquidationThreshold: 0.8, bonus: 0.05, cash: 1, loans: 9)
    let network = Self.network(Self.delever(1.25), kind: .pooled, eth: reserve)
    expectClose(try Self.paid(network)[1], Self.proceeds(1), within: 1e-9)
    let free = try Self.paid(network, Choices(without: [.funding]))
    #expect(free[1] > 3 * Self.proceeds(1) - 100)
  }

  /// The oracle says 1,000: 7,600 USD are worth 7.6 ETH, which bring almost 15,200. The debt is
  /// paid, and what is over is the borrower's: the value identity holds in the run.
  @Test func `keep what a sale brings above the debt`() throws {
    let network = Self.network(Self.delever(100), oracle: "half", debt: 7600)
    let paid = try Self.paid(network)
    expectClose(paid[1], 7600, within: 1e-6)
    #expect(paid[2] == 0)
  }

  /// At 75 % utilisation the rate is 0.04 · 0.75/0.9 = 3.33 % a year; a tenth of the debt is sold
  /// for in each step, of a leverage of 20,000 / 5,000 = 4.
  @Test func `unwind loops that no longer pay`() throws {
    let paid = try Self.paid(Self.network(Self.unwind(rate: 0.03)))
    expectClose(paid[1], Self.proceeds(0.75), within: 1e-6)
    #expect(paid[2] > 0 && paid[2] < paid[1])
    #expect(try Self.paid(Self.network(Self.unwind(rate: 0.04))) == [0, 0, 0])
    #expect(try Self.paid(Self.network(Self.unwind(rate: 0.03, leverage: 4.1))) == [0, 0, 0])
  }

  /// Sales meet in the pool: twenty accounts get the price of all they sell.
  @Test func `share one price`() throws {
    var network = Self.network(Self.delever(1.25))
    network.protocols["P"]?.reserves["USD"]?.deposits = 600_000
    network.protocols["P"]?.reserves["USD"]?.rate = nil
    network.accounts = AccountBook(
      (0..<20).map {
        Account("a\($0)", at: "P", collateral: [Holding("ETH", 10)], debt: [Holding("USD", 15_000)])
      })
    let units = 20 * (1.25 - 16.0 / 15) / 0.45 * 15_000 / 2000
    expectClose(try Self.paid(network)[1], Self.proceeds(units), within: 1e-9)
  }

  /// Above water and with the price channel off nothing moves the pool, so nobody sells.
  @Test func `do nothing under water or without markets`() throws {
    var network = Self.network(Self.delever(1.25), debt: 20_500)
    network.protocols["P"]?.reserves["USD"]?.deposits = 30_000
    #expect(try Self.paid(network) == [0, 0, 0])
    let closed = try Self.paid(
      Self.network(Self.delever(1.25)), Choices(without: [.price]))
    #expect(closed == [0, 0, 0])
  }
}
