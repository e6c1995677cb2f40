import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

/// The engine's reference specification: worked examples `MP-CASCADE`,
/// `MP-SWEEP`, `MP-COUNTER` and `MP-UNIFORM`, at 1e-12 of each figure.
struct `Three protocols that share a pool` {
  let compiled: CompiledNetwork

  init() throws { compiled = try Network.threeProtocols.compiled() }

  func run(
    _ fall: Double, _ clearing: Choices.Clearing = .synchronous,
    arbitrage: Choices.Arbitrage = .none
  ) throws -> Cascade {
    try compiled.cascade(
      after: [.priceChange("ETH", -fall)],
      choices: Choices(clearing: clearing, arbitrage: arbitrage))
  }

  func price(_ cascade: Cascade) -> Double { cascade.assets[0].marketEnd }

  @Test func `fall round by round as worked out by hand`() throws {
    let cascade = try run(0.19)
    #expect(cascade.stop == .quiet)
    #expect(cascade.rounds.count == WorkedNumbers.cascade.count)
    for (round, expected) in zip(cascade.rounds, WorkedNumbers.cascade) {
      let move = try #require(round.poolMoves.first)
      expectClose(move.openingPrice, expected.openingPrice)
      expectClose(move.closingPrice, expected.closingPrice)
      expectClose(move.netSoldUnits, expected.sold)
      for call in expected.calls {
        func units(_ kind: LedgerEntry.Kind) -> Double {
          cascade.ledger.filter {
            $0.kind == kind && $0.round == round.number
              && "\(cascade.parties[kind == .writeOff ? $0.to : kind == .repayment ? $0.from : $0.from].name)/\(name($0.account))"
                == call.account
          }.reduce(0) { $0 + $1.units }
        }
        expectClose(units(.repayment), call.repaid)
        expectClose(units(.seizure), call.seized)
        expectClose(units(.writeOff), call.writtenOff)
      }
      #expect(round.liquidations.reduce(0) { $0 + $1.accounts } == expected.calls.count)
    }
    expectClose(price(cascade), 974.19473116280924158)
    expectClose(cascade.realizedBadDebtUSD, 57972.214087922672854)
    #expect(cascade.latentBadDebtUSD == 0)
    let gamma = cascade.badDebt.filter { $0.reserve.lendingProtocol == "Gamma" }
    expectClose(gamma.reduce(0) { $0 + $1.realizedUSD }, 57972.214087922672854)
  }

  func name(_ account: Int) -> String { compiled.identity(of: account).name }

  @Test(arguments: WorkedNumbers.sweep)
  func `give the loss curve of the sweep`(point: WorkedNumbers.SweepPoint) throws {
    let study = try compiled.study(of: [.priceChange("ETH", -point.shock)])
    #expect(study.joint.rounds.count == point.rounds)
    expectClose(price(study.joint), point.price)
    expectClose(study.joint.realizedBadDebtUSD, point.badDebt)
    expectClose(study.noFeedback.realizedBadDebtUSD, point.noFeedback)
    expectClose(study.isolated.reduce(0) { $0 + $1.realizedBadDebtUSD }, point.isolated)
    let seized = study.joint.ledger.filter { $0.kind == .seizure }
    expectClose(seized.reduce(0) { $0 + $1.units }, point.liquidated)
  }

  @Test(arguments: WorkedNumbers.sweep)
  func `give the loss curve one by one`(point: WorkedNumbers.SweepPoint) throws {
    let cascade = try run(point.shock, .sequential)
    let calls = cascade.rounds.reduce(0) { $0 + $1.liquidations.reduce(0) { $0 + $1.accounts } }
    #expect(calls == point.sequentialCalls)
    expectClose(price(cascade), point.sequentialPrice)
    expectClose(cascade.realizedBadDebtUSD, point.sequentialBadDebt)
  }

  @Test(arguments: WorkedNumbers.uniform)
  func `settle at the greatest common price`(point: WorkedNumbers.UniformPoint) throws {
    let study = try compiled.study(
      of: [.priceChange("ETH", -point.shock)], choices: Choices(clearing: .uniform))
    expectClose(price(study.joint), point.price)
    expectClose(study.joint.realizedBadDebtUSD, point.badDebt)
    expectClose(study.isolated.reduce(0) { $0 + $1.realizedBadDebtUSD }, point.isolated)
    let called = study.joint.rounds.reduce(0) {
      $0 + $1.liquidations.reduce(0) { $0 + $1.accounts }
    }
    #expect(called == point.liquidated)
  }

  /// `MP-COUNTER`: joint below isolated under synchronous rounds, above it one
  /// by one.
  @Test func `can lose less together than apart`() throws {
    let counter = try Network.counterexample.compiled()
    let shock = [Shock.priceChange("ETH", -0.1164)]
    let together = try counter.study(of: shock)
    #expect(together.joint.rounds.count == 2)
    expectClose(together.joint.realizedBadDebtUSD, 549961.75865720676193)
    expectClose(price(together.joint), 874.30716834749587936)
    expectClose(together.isolated.reduce(0) { $0 + $1.realizedBadDebtUSD }, 934556.50666116058743)
    let inTurn = try counter.study(of: shock, choices: Choices(clearing: .sequential))
    expectClose(inTurn.joint.realizedBadDebtUSD, 1364251.66214568660862)
    expectClose(inTurn.isolated.reduce(0) { $0 + $1.realizedBadDebtUSD }, 934556.50666116058743)
    let uniform = try counter.study(of: shock, choices: Choices(clearing: .uniform))
    expectClose(uniform.joint.realizedBadDebtUSD, 123359204500000.0 / 22274219)
    expectClose(
      uniform.isolated.reduce(0) { $0 + $1.realizedBadDebtUSD }, 424675090900000.0 / 86178411)
  }

  /// With ETH priced outside at 1,620 and unlimited arbitrage, the pool is back
  /// at 1,620 before anybody looks again: one round, no bad debt.
  @Test func `stop at once where arbitrage is unlimited`() throws {
    var network = Network.threeProtocols
    network.assets["ETH"]?.price = 2000
    let outside = try network.compiled()
    let shock = [Shock.priceChange("ETH", -0.19)]
    let arbitraged = try outside.cascade(after: shock, choices: Choices(arbitrage: .unlimited))
    #expect(arbitraged.rounds.count == 1)
    #expect(arbitraged.badDebtUSD == 0)
    let left = try outside.cascade(after: shock)
    #expect(left.rounds.count == 7)
    expectClose(left.realizedBadDebtUSD, 57972.214087922672854)
  }
}
