import ContagionEngine
import ContagionFiles
import ContagionModel
import OrderedCollections
import Testing

/// `toy/one-of-each.yaml` has every key that a network file can have.
struct `The network with one of each` {
  static func network() throws -> Network {
    try `Shipped networks`.file("toy/one-of-each.yaml").network
  }

  @Test func `takes suppliers of reserves for allocations`() throws {
    let network = try Self.network()
    // alpha/USDC is written on both sides, beta/USDC in the reserve alone.
    #expect(
      network.issuers["vault-prime"]?.allocations == [
        Allocation(ReserveID("alpha", "USDC"), 4e6), Allocation(ReserveID("beta", "USDC"), 1e6),
      ])
  }

  @Test func `keeps volatilities, rates and payers`() throws {
    let network = try Self.network()
    #expect(network.assets["ETH"]?.volatility == 0.8)
    #expect(network.assets["USDC"]?.volatility == nil)
    let reserve = try #require(network.protocols["alpha"]?.reserves["USDC"])
    #expect(
      reserve.rate
        == RuleChoice(
          "kinked", ["kink": .number(0.9), "slope1": .number(0.04), "slope2": .number(0.6)]))
    #expect(reserve.reserveFactor == 0.1)
    #expect(
      network.protocols["alpha"]?.programme == [
        ProgrammePayer("treasury", .offset(100_000)),
        ProgrammePayer("umbrella", asset: "USDC", .stake(500_000)),
      ])
  }

  @Test func `keeps who leaves in timed runs`() throws {
    let agents = try Self.network().agents
    #expect(
      agents.borrowers
        == RuleChoice(
          "top-up", ["below": .number(1.01), "target": .number(1.2), "chance": .number(0.1)]))
    #expect(
      agents.lenders
        == RuleChoice("utilization-run", ["from": .number(0.9), "share": .number(0.1)]))
    #expect(
      agents.providers
        == RuleChoice("leave-on-loss", ["from": .number(0.2), "share": .number(0.1)]))
  }

  @Test func `keeps a margin engine`() throws {
    #expect(
      try Self.network().protocols["alpha"]?.reserves["ETH"]?.margin
        == RuleChoice("ewma", ["period": .number(3600), "horizon": .number(3600)]))
  }

  @Test func `keeps a breaker`() throws {
    #expect(
      try Self.network().protocols["alpha"]?.breaker
        == RuleChoice(
          "price",
          ["threshold": .number(0.5), "window": .number(900), "pause": .number(1800)]))
  }

  /// Alpha's large account is called in the first round and sells 3.8 m x 1.05 / 1500 =
  /// 2,660 ETH; the pool of k = 8e11 keeps 0.3 % of them out of the price it pays.
  /// The small one then has 1,000 ETH against 1.15 m and pays 1/1.05 of their value.
  @Test func `loses in alpha what a pencil finds`() throws {
    let network = try Self.network()
    let shocks = try #require(network.shocks["crash"]).shocks
    let cascade = try network.compiled().cascade(after: shocks)
    let k = 20_000 * 40e6
    let eth = (k / 1500).squareRoot()
    let paid = (k / eth) - k / (eth + 2660 * 0.997)
    let price = (k / eth - paid) / (eth + 2660)
    let badDebt = cascade.badDebt.first { $0.reserve == ReserveID("alpha", "USDC") }
    #expect(abs((badDebt?.realizedUSD ?? 0) - (1.15e6 - 1000 * price / 1.05)) < 1e-6)
    #expect(cascade.rounds.count == 2)
  }
}
