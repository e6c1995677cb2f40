import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Borrowers who pay back before they are called, against a pencil.
struct `Borrowers who top up` {
  static func network(chance: Double = 1, seed: UInt64 = 0) -> Network {
    var network = `A timed run`.network(RuleChoice("spot"))
    network.agents = Agents(
      borrowers: RuleChoice(
        "top-up", ["below": .number(1.1), "target": .number(1.28), "chance": .number(chance)]),
      seed: seed)
    return network
  }

  /// At 1,500 the 1,000 ETH count for 1.2 m against 1.15 m, a health of 1.043: the borrower
  /// pays back to 1.2 m / 1.28 = 937,500. At 1,250 they count for 1 m and nobody is
  /// called, who would have been; at 1,250 / 0.9375 = 1.067 it pays again, to 781,250.
  @Test(arguments: Choices.Clearing.allCases)
  func `are not called`(clearing: Choices.Clearing) throws {
    let path = `A timed run`.path(
      [(0, 2000), (600, 1500), (1200, 1250)], step: 600, horizon: 1800)
    let choices = Choices(clearing: clearing)
    let cascade = try `A timed run`.run(Self.network(), path, choices)
    let paid = cascade.steps.map(\.toppedUpUSD)
    #expect(zip(paid, [0, 212_500, 156_250, 0]).allSatisfy { abs($0 - $1) < 1e-6 }, "\(paid)")
    #expect(cascade.rounds.isEmpty)
    // It lost what its ETH did: 750 a unit. What it paid it no longer owes.
    #expect(abs(cascade.finalLossUSD - 750_000) < 1e-6)
    var silent = Self.network()
    silent.agents = Agents()
    #expect(try `A timed run`.run(silent, path, choices).rounds.count == 1)
  }

  /// Called only after paying back: at 1,100 · 0.8 = 880,000 of the 937,500, for all of
  /// which 894.886 ETH · 1,100 = 937,500 · 1.05 are seized. The account has lost 900 a
  /// unit of ETH and the bonus of 46,875.
  @Test(arguments: Choices.Clearing.allCases)
  func `are called when a price falls on`(clearing: Choices.Clearing) throws {
    let path = `A timed run`.path(
      [(0, 2000), (600, 1500), (1200, 1100)], step: 600, horizon: 1800)
    let cascade = try `A timed run`.run(Self.network(), path, Choices(clearing: clearing))
    #expect(cascade.steps.map(\.calls) == [0, 0, 1, 0])
    #expect(abs(cascade.steps[2].repaidUSD - 937_500) < 1e-6)
    #expect(abs((cascade.topAccounts.first?.lossUSD ?? 0) - 946_875) < 1e-6)
  }

  /// Of 400 borrowers a quarter act in a step: 100, with a standard deviation of
  /// √(400 · 0.25 · 0.75) = 8.7, here five of them. Another seed chooses others, the same
  /// seed the same.
  @Test func `act by chance`() throws {
    let path = `A timed run`.path([(0, 2000), (600, 1500)], step: 600, horizon: 600)
    func paid(seed: UInt64) throws -> Double {
      var network = Self.network(chance: 0.25, seed: seed)
      network.accounts = AccountBook(
        (0..<400).map {
          Account(
            "a\($0)", at: "alpha", collateral: [Holding("ETH", 1000)],
            debt: [Holding("USD", 1.15e6 + Double($0))])
        })
      return try `A timed run`.run(network, path).steps[1].toppedUpUSD
    }
    let first = try paid(seed: 1)
    #expect(abs(first / 212_500 - 100) < 43.5)
    #expect(try paid(seed: 1) == first)
    #expect(try paid(seed: 2) != first)
  }

  @Test func `are refused without their numbers`() {
    var network = Self.network()
    network.agents.borrowers = RuleChoice("top-up", ["below": .number(1.1)])
    #expect(network.ruleFindings().map(\.path) == ["agents.borrowers.rule"])
  }
}
