import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Lenders who leave in a timed run, against a pencil.
struct `Lenders who run` {
  /// 1,000 USD of deposits, 800 of them lent against one ETH at a threshold of 0.8.
  static func network(_ lenders: RuleChoice, price: Double = 2000) -> Network {
    var network = `Interest`.network(.deficit)
    network.assets["ETH"] = Asset(kind: .base, price: price)
    network.protocols["bank"]?.reserves["USD"] = Reserve(deposits: 1000)
    network.agents = Agents(lenders: lenders)
    return network
  }

  static func rule(_ name: String, from: Double, share: Double = 0.1) -> RuleChoice {
    RuleChoice(name, ["from": .number(from), "share": .number(share)])
  }

  static func run(
    _ network: Network, _ path: [(Double, Double)] = [(0, 1)], steps: Double = 4,
    _ choices: Choices = Choices()
  ) throws -> Cascade {
    try network.compiled().cascade(
      after: [], choices: choices,
      timing: `A timed run`.path(path, step: 60, horizon: 60 * steps))
  }

  static func close(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  /// Of 1,000 a tenth leaves, of 900 a tenth; of 810 a tenth asks for 81, and 200 − 190
  /// are there; then 80 are asked of the 800 that nobody can pay.
  @Test func `leave above a utilisation as far as there is cash`() throws {
    let cascade = try Self.run(Self.network(Self.rule("utilization-run", from: 0.75)))
    #expect(Self.close(cascade.steps.map(\.withdrawnUSD), [0, 100, 90, 10, 0]))
    #expect(Self.close(cascade.steps.map(\.refusedUSD), [0, 0, 0, 71, 80]))
    #expect(
      Self.close(
        cascade.ledger.filter { $0.kind == .withdrawal }.map(\.units), [100, 90, 10]))
  }

  /// Steps of a minute: in the second and the third a tenth of 1,000 and of 900 leaves, though
  /// only half is lent; before and after nobody does.
  @Test func `leave while a rumour is about`() throws {
    let rumour = RuleChoice(
      "rumour-run", ["from": .number(61), "until": .number(180), "share": .number(0.1)])
    var network = Self.network(rumour)
    network.accounts = AccountBook([
      Account("a", at: "bank", collateral: [Holding("ETH", 1)], debt: [Holding("USD", 500)])
    ])
    let cascade = try Self.run(network)
    #expect(Self.close(cascade.steps.map(\.withdrawnUSD), [0, 0, 100, 90, 0]))
    #expect(Self.close(cascade.steps.map(\.refusedUSD), [0, 0, 0, 0, 0]))
  }

  /// Outside lenders have 500 of the 1,000, ann 300 and bob 200. Half of each is asked
  /// for, 250, 150 and 100, and 200 are there: two fifths of what each asks for, or all
  /// for whoever comes first. The ranks were drawn by a program of their own.
  @Test(
    arguments: [
      (.proRata, 0, [100, 60, 40]), (.firstCome, 0, [200, 0, 0]), (.firstCome, 5, [100, 0, 100]),
      (.firstCome, 7, [0, 100, 100]),
    ] as [(Choices.ScarceCash, UInt64, [Double])])
  func `share scarce cash or come first`(
    scarce: Choices.ScarceCash, seed: UInt64, paid: [Double]
  ) throws {
    var network = Self.network(Self.rule("utilization-run", from: 0.75, share: 0.5))
    network.agents.seed = seed
    network.accounts = AccountBook([
      Account("a", at: "bank", collateral: [Holding("ETH", 1)], debt: [Holding("USD", 800)]),
      Account("ann", at: "bank", deposits: [Holding("USD", 300)]),
      Account("bob", at: "bank", deposits: [Holding("USD", 200)]),
    ])
    let cascade = try Self.run(network, [(0, 1)], steps: 1, Choices(scarceCash: scarce))
    let out = ["lenders to bank/USD", "depositor ann", "depositor bob"].map { label in
      cascade.ledger.filter {
        $0.kind == .withdrawal && cascade.parties[$0.to].label == label
      }.reduce(0) { $0 + $1.units }
    }
    #expect(Self.close(out, paid))
    #expect(Self.close(cascade.steps.map(\.refusedUSD), [0, 300]))
    #expect(abs(cascade.finalLossUSD) < 1e-9)
  }

  /// Published hashes of FNV-1a, by way of the rank that is drawn from them.
  @Test(arguments: [("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)])
  func `draw their rank from their name`(name: String, hash: UInt64) {
    var draws = Draws(seed: 3, stream: hash)
    #expect(Draws.rank(of: name, seed: 3) == draws.next())
  }

  /// A reserve's own rule takes the place of everybody's.
  @Test func `follow the rule of their reserve`() throws {
    var network = Self.network(Self.rule("utilization-run", from: 0.75))
    network.protocols["bank"]?.reserves["USD"]?.lenders = Self.rule(
      "utilization-run", from: 0.75, share: 0.05)
    let cascade = try Self.run(network, steps: 1)
    #expect(Self.close(cascade.steps.map(\.withdrawnUSD), [0, 50]))
    network.protocols["bank"]?.reserves["USD"]?.lenders = Self.rule("none", from: 0)
    #expect(network.ruleFindings().map(\.path) == ["protocols.bank.reserves.USD.lenders.rule"])
  }

  /// 800 of 1,000 is 0.8, no more.
  @Test func `stay at the utilisation itself`() throws {
    let cascade = try Self.run(Self.network(Self.rule("utilization-run", from: 0.8)))
    #expect(cascade.steps.allSatisfy { $0.withdrawnUSD == 0 && $0.refusedUSD == 0 })
  }

  /// With the channel off everybody is paid: 100, 90, 81, 72.9.
  @Test func `are all paid where funding does not transmit`() throws {
    let cascade = try Self.run(
      Self.network(Self.rule("utilization-run", from: 0.75)), Choices(without: [.funding]))
    #expect(Self.close(cascade.steps.map(\.withdrawnUSD), [0, 100, 90, 81, 72.9]))
  }

  private static func run(_ network: Network, _ choices: Choices) throws -> Cascade {
    try run(network, [(0, 1)], steps: 4, choices)
  }

  /// At 700 USD an ETH covers 700 of 800: 100 of 1,000 are lost and the haircut is 0.1.
  /// A hard-coded price hides the loss from the books, so half of 1,000 asks to leave
  /// at the whole index, as far as 200 of cash go, and who stays has 700 for 800.
  @Test(arguments: [(0.09, true), (0.11, false)])
  func `leave on a haircut that the books do not show`(from: Double, leaves: Bool) throws {
    var network = Self.network(Self.rule("haircut-run", from: from, share: 0.5))
    network.oracles = [
      "fixed": OracleFeed(
        asset: "ETH", rule: RuleChoice("hard-coded", ["value": .number(2000)]))
    ]
    network.protocols["bank"]?.reserves["ETH"] = Reserve(oracle: "fixed")
    let cascade = try Self.run(network, [(0, 1), (60, 0.35)], steps: 1)
    #expect(abs(cascade.latentBadDebtUSD - 100) < 1e-9)
    #expect(Self.close(cascade.steps.map(\.withdrawnUSD), [0, leaves ? 200 : 0]))
    #expect(Self.close(cascade.steps.map(\.refusedUSD), [0, leaves ? 300 : 0]))
    let lost = cascade.losses.filter { cascade.parties[$0.party].kind == .lenders }
    #expect(abs(lost.reduce(0) { $0 + $1.finalUSD } - 100) < 1e-9)
  }

  @Test func `stay in an instant run`() throws {
    var network = Self.network(Self.rule("utilization-run", from: 0, share: 1))
    let running = try network.compiled().cascade(after: [.priceChange("ETH", -0.6)])
    network.agents = Agents()
    #expect(try network.compiled().cascade(after: [.priceChange("ETH", -0.6)]) == running)
  }

  @Test func `are refused with a share above 1`() {
    let network = Self.network(Self.rule("haircut-run", from: 0.1, share: 1.5))
    #expect(network.ruleFindings().map(\.path) == ["agents.lenders.share"])
  }
}
