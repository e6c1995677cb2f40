import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Random networks with every behaviour; identities are checked within each run.
struct `Behaviour on random networks` {
  static let agents = [
    Agents(lenders: `Lenders who run`.rule("utilization-run", from: 0.3)),
    Agents(lenders: `Lenders who run`.rule("haircut-run", from: 0)),
    Agents(
      providers: RuleChoice(
        "leave-on-loss", ["from": .number(0.05), "share": .number(0.2)])),
  ]

  /// Twice the same, and every USD that somebody loses somebody gains: what final
  /// bearers lose is what tokens lost in price, checked by the value identity.
  @Test(arguments: agents, Choices.Clearing.allCases)
  func `keeps the books and is the same every time`(
    agents: Agents, clearing: Choices.Clearing
  ) throws {
    var left = 0.0
    for seed in UInt64(52_000)..<52_040 {
      var (network, shocks) = RandomNetworks.network(seed: seed)
      network.agents = agents
      guard let compiled = try? network.compiled(),
        let asset = network.assets.keys.first(where: { network.outsidePrice(of: $0) != nil })
      else { continue }
      let timing = Timing(
        PricePath(
          assets: [asset], times: (0..<4).map { 60 * Double($0) }, prices: [1, 0.9, 0.75, 0.6]),
        step: 60, horizon: 240)
      let choices = Choices(clearing: clearing, roundLimit: 300)
      let first = try compiled.cascade(after: shocks, choices: choices, timing: timing)
      #expect(try compiled.cascade(after: shocks, choices: choices, timing: timing) == first)
      left += first.steps.reduce(0) { $0 + $1.withdrawnUSD + $1.exitedUSD }
      for step in first.steps { #expect(step.withdrawnUSD >= 0 && step.refusedUSD >= 0) }
    }
    #expect(left > 0)
  }

  /// Every rule is in the list.
  @Test func `is tried`() {
    let tried = Set(Self.agents.compactMap { ($0.lenders ?? $0.providers)?.name })
    let known =
      Catalog.lenderBehaviours.entries.map(\.name) + Catalog.providerBehaviours.entries.map(\.name)
    #expect(tried == Set(known))
  }
}
