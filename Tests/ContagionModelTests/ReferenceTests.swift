import ContagionModel
import ContagionTestSupport
import Testing

/// Whether two numbers agree to 1e-12 of the larger, or of 1.
private func agrees(_ left: Double, _ right: Double) -> Bool {
  abs(left - right) <= 1e-12 * max(1, abs(left), abs(right))
}

struct `The reference cascade` {
  static let protocols: [ProtocolID] = ["Alpha", "Beta", "Gamma"]

  static func fall(_ share: Double) -> [Shock] { [.priceChange("ETH", -share)] }

  static func isolatedBadDebt(
    _ network: Network, _ shocks: [Shock], _ choices: Choices = Choices()
  ) -> Double {
    protocols.reduce(0) {
      $0 + ReferenceCascade.run(network, shocks, choices, onlyProtocol: $1).totalRealizedUSD
    }
  }

  /// `MP-CASCADE`.
  @Test func `reproduces every round of three protocols on one pool`() throws {
    let result = ReferenceCascade.run(.threeProtocols, Self.fall(0.19))
    #expect(agrees(result.openingPoolPrices["eth-usd"] ?? 0, 2000))
    #expect(agrees(result.afterShockPoolPrices["eth-usd"] ?? 0, 1620))
    #expect(result.rounds.count == WorkedNumbers.cascade.count)
    for (round, expected) in zip(result.rounds, WorkedNumbers.cascade) {
      #expect(round.calls.map(\.account) == expected.calls.map(\.account))
      #expect(agrees(round.poolPrices["eth-usd"] ?? 0, expected.closingPrice))
      #expect(agrees(round.calls.reduce(0) { $0 + $1.seized }, expected.sold))
      for (call, worked) in zip(round.calls, expected.calls) {
        #expect(agrees(call.healthFactor, worked.healthFactor))
        #expect(agrees(call.repaid, worked.repaid))
        #expect(agrees(call.seized, worked.seized))
        #expect(agrees(call.writtenOffUnits["USD"] ?? 0, worked.writtenOff))
      }
    }
    for position in WorkedNumbers.finalPositions {
      let collateral = try #require(result.collateral[position.account]?["ETH"])
      let debt = try #require(result.debt[position.account]?["USD"])
      #expect(abs(collateral - position.collateral) <= 1e-12 * 2000)
      #expect(abs(debt - position.debt) <= 1e-12 * 1_900_000)
    }
  }

  /// `MP-SWEEP`.
  @Test(arguments: WorkedNumbers.sweep)
  func `reproduces the sweep with synchronous clearing`(point: WorkedNumbers.SweepPoint) {
    let shock = Self.fall(point.shock)
    let joint = ReferenceCascade.run(.threeProtocols, shock)
    #expect(joint.rounds.count == point.rounds)
    #expect(agrees(joint.finalPoolPrices["eth-usd"] ?? 0, point.price))
    #expect(agrees(joint.totalRealizedUSD, point.badDebt))
    #expect(agrees(joint.seizedUnits(of: "ETH"), point.liquidated))
    let frozen = ReferenceCascade.run(.threeProtocols, shock, freezeAfterShock: true)
    #expect(agrees(frozen.totalRealizedUSD, point.noFeedback))
    #expect(agrees(Self.isolatedBadDebt(.threeProtocols, shock), point.isolated))
  }

  /// `MP-SWEEP`.
  @Test(arguments: WorkedNumbers.sweep)
  func `reproduces the sweep with sequential clearing`(point: WorkedNumbers.SweepPoint) {
    let result = ReferenceCascade.run(
      .threeProtocols, Self.fall(point.shock), Choices(clearing: .sequential))
    #expect(result.numberOfCalls == point.sequentialCalls)
    #expect(agrees(result.finalPoolPrices["eth-usd"] ?? 0, point.sequentialPrice))
    #expect(agrees(result.totalRealizedUSD, point.sequentialBadDebt))
  }

  /// `MP-SWEEP`, the sequential −19 % case.
  @Test func `splits sequential bad debt as the sweep does`() {
    let result = ReferenceCascade.run(
      .threeProtocols, Self.fall(0.19), Choices(clearing: .sequential))
    #expect(agrees(result.realizedUSDByProtocol["Alpha"] ?? 0, 8484.4461215883424285))
    #expect(agrees(result.realizedUSDByProtocol["Beta"] ?? 0, 0))
    #expect(agrees(result.realizedUSDByProtocol["Gamma"] ?? 0, 65_362.251151548821282))
  }

  /// `MP-COUNTER`.
  @Test func `has less bad debt together than apart in the counter-example`() {
    let shock = Self.fall(1 - 0.94 * 0.94)
    let joint = ReferenceCascade.run(.counterexample, shock)
    #expect(joint.rounds.count == 2)
    #expect(agrees(joint.afterShockPoolPrices["eth-usd"] ?? 0, 1767.2))
    #expect(agrees(joint.rounds.first?.poolPrices["eth-usd"] ?? 0, 1306.0803755412859203))
    #expect(agrees(joint.finalPoolPrices["eth-usd"] ?? 0, 874.30716834749587936))
    #expect(agrees(joint.totalRealizedUSD, 549_961.75865720676193))
    #expect(agrees(Self.isolatedBadDebt(.counterexample, shock), 934_556.50666116058743))
    let beta = ReferenceCascade.run(.counterexample, shock, onlyProtocol: "Beta")
    #expect(beta.rounds.count == 1)
    #expect(agrees(beta.finalPoolPrices["eth-usd"] ?? 0, 1691.2428385997686484))
    let gamma = ReferenceCascade.run(.counterexample, shock, onlyProtocol: "Gamma")
    #expect(gamma.rounds.count == 3)
    #expect(agrees(gamma.finalPoolPrices["eth-usd"] ?? 0, 902.27702156169948411))
  }

  /// `MP-COUNTER`.
  @Test func `has more bad debt together than apart when the counter-example is sequential`() {
    let shock = Self.fall(1 - 0.94 * 0.94)
    let choices = Choices(clearing: .sequential)
    let joint = ReferenceCascade.run(.counterexample, shock, choices)
    #expect(agrees(joint.totalRealizedUSD, 1_364_251.6621456866086))
    #expect(agrees(Self.isolatedBadDebt(.counterexample, shock, choices), 934_556.50666116058743))
  }

  /// `MP-UNIFORM`.
  @Test(arguments: WorkedNumbers.uniform)
  func `reproduces the sweep with uniform clearing`(point: WorkedNumbers.UniformPoint) {
    let shock = Self.fall(point.shock)
    let choices = Choices(clearing: .uniform)
    let result = ReferenceCascade.run(.threeProtocols, shock, choices)
    #expect(result.numberOfCalls == point.liquidated)
    #expect(agrees(result.finalPoolPrices["eth-usd"] ?? 0, point.price))
    #expect(agrees(result.totalRealizedUSD, point.badDebt))
    #expect(agrees(Self.isolatedBadDebt(.threeProtocols, shock, choices), point.isolated))
  }

  /// `MP-UNIFORM`.
  @Test func `settles the counter-example at a common price`() {
    let shock = Self.fall(1 - 0.94 * 0.94)
    let choices = Choices(clearing: .uniform)
    let result = ReferenceCascade.run(.counterexample, shock, choices)
    #expect(agrees(result.finalPoolPrices["eth-usd"] ?? 0, 872.72195716491788107))
    #expect(agrees(result.totalRealizedUSD, 5_538_205.6044254570721))
    #expect(agrees(Self.isolatedBadDebt(.counterexample, shock, choices), 4_927_859.3788414130773))
  }

  /// `RECEIPT-CHAIN`.
  @Test func `passes a loss on through a chain of receipts`() {
    let result = ReferenceCascade.run(
      .receiptChain, [.issuerLoss(.reserve(ReserveID("A", "USD")), 200)])
    #expect(agrees(result.accountingIndex["A/USD"] ?? 0, 0.8))
    #expect(agrees(result.accountingIndex["B/USD"] ?? 0, 0.95016501650165016502))
    #expect(agrees(result.accountingIndex["C/USD"] ?? 0, 0.99704538770708754044))
    #expect(agrees(result.realizedUSD["B/USD"] ?? 0, 29.90099009900990099))
    #expect(agrees(result.realizedUSD["C/USD"] ?? 0, 0.88638368787373786884))
    #expect(agrees(200 + result.totalRealizedUSD, 230.78737378688363886))
  }

  /// `RECEIPT-MUTUAL`.
  @Test func `finds the share prices of vaults that hold each other`() {
    let result = ReferenceCascade.run(.mutualVaults, [.issuerLossShare(.issuer("A"), 0.1)])
    #expect(agrees(result.openingNAV["shareA"] ?? 0, 1))
    #expect(agrees(1 - (result.accountingNAV["shareA"] ?? 0), 0.10638297872340425532))
    #expect(agrees(1 - (result.accountingNAV["shareB"] ?? 0), 0.031914893617021276596))
    #expect(agrees(1 - (result.economicNAV["shareA"] ?? 0), 0.10638297872340425532))
  }
}
