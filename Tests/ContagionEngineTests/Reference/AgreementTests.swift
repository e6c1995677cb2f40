import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// The engine against a slow cascade on dictionaries that shares no code with
/// it, on seeded random networks.
struct `The engine and the slow reference` {
  @Test(arguments: Choices.Clearing.allCases, [Choices.Arbitrage.none, .unlimited])
  func `agree on random networks`(
    clearing: Choices.Clearing, arbitrage: Choices.Arbitrage
  ) throws {
    let seeds: Range<UInt64> = arbitrage == .none ? 0..<1000 : 1000..<1200
    for seed in seeds {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      try compare(
        network, shocks, Choices(clearing: clearing, arbitrage: arbitrage, roundLimit: 300),
        "seed \(seed)")
    }
  }

  @Test(arguments: Channel.allCases)
  func `agree with a channel off`(channel: Channel) throws {
    for seed in UInt64(2000)..<2100 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      try compare(network, shocks, Choices(without: [channel], roundLimit: 300), "seed \(seed)")
    }
  }

  /// Everything a run leaves behind, to 1e-9 of its size.
  func compare(
    _ network: Network, _ shocks: [Shock], _ choices: Choices, _ label: Comment
  ) throws {
    guard let compiled = try? network.compiled() else { return }
    var run = CascadeRun(compiled, CascadeRun.Options(choices: choices))
    try run.run(after: shocks)
    let slow = ReferenceCascade.run(network, shocks, choices)
    #expect(run.rounds.count == slow.rounds.count, label)
    let calls = run.rounds.reduce(0) { $0 + $1.liquidations.reduce(0) { $0 + $1.accounts } }
    #expect(calls == slow.numberOfCalls, label)
    try compare(run, slow, compiled, label)
  }

  /// What two runs of one network leave behind.
  func compare(
    _ run: CascadeRun, _ slow: ReferenceResult, _ compiled: CompiledNetwork, _ label: Comment
  ) throws {
    let values = try run.values()
    let board = run.currentBoard()
    for (row, asset) in compiled.assets.enumerated() {
      close(board.market[row], slow.marketPrices[asset.name], "market price of \(asset), \(label)")
      close(
        values.end.economics.prices[row], slow.economicPrices[asset.name],
        "economic price of \(asset), \(label)")
    }
    for (row, reserve) in compiled.reserves.enumerated() {
      let name = reserve.id.description
      close(
        run.state.writtenOffUnits[row], slow.realizedUnits[name] ?? 0, "bad debt \(name), \(label)")
      close(run.state.writtenOffUSD[row], slow.realizedUSD[name] ?? 0, "bad debt \(name), \(label)")
      close(
        values.end.economics.latentUSD[row], slow.latentUSD[name] ?? 0, "latent \(name), \(label)")
      close(run.state.index[row], slow.accountingIndex[name], "index of \(name), \(label)")
      close(
        values.end.economics.index[row], slow.economicIndex[name],
        "economic index of \(name), \(label)")
      close(
        run.state.cash[row], slow.cash[name], "cash of \(name), \(label)", scale: reserve.claims)
    }
    for account in compiled.accountProtocol.indices where compiled.accountProtocol[account] >= 0 {
      let owner = compiled.protocols[Int(compiled.accountProtocol[account])].name
      let key = "\(owner)/\(compiled.names[account])"
      for entry in compiled.debtRows[account] {
        let asset = compiled.reserves[Int(compiled.debtReserve[entry])].id.asset.name
        close(
          run.accounts.debtUnits(entry, of: account, in: compiled)
            * run.state.debtIndex[Int(compiled.debtReserve[entry])],
          slow.debt[key]?[asset] ?? 0,
          "debt of \(key), \(label)",
          scale: compiled.debtUnits[entry])
      }
    }
  }

  func close(_ found: Double, _ expected: Double?, _ label: Comment, scale: Double = 1) {
    let expected = expected ?? .nan
    let isClose = abs(found - expected) <= 1e-9 * max(abs(expected), scale)
    #expect(isClose, "\(label): engine \(found), reference \(expected)")
  }
}
