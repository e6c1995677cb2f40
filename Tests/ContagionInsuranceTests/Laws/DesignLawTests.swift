import ContagionInsurance
import ContagionModel
import OrderedCollections
import Testing

/// The invariants I1 to I7, over every design in the catalog.
struct `Every insurance design` {
  static let designs = Catalog<any InsuranceDesign>.insuranceDesigns.entries.map(\.name)
  /// Of sums of amounts up to a few hundred.
  static let tolerance = 1e-9

  private func settlements(
    _ design: String, _ body: (InsuranceProgramme, LossEvent, Settlement) throws -> Void
  ) throws {
    for seed in 1...200 {
      var random = RandomLosses(seed: UInt64(seed))
      let programme = random.programme(design)
      let event = random.event()
      let compiled = try CompiledProgramme(programme, insuring: Fixture.markets)
      try body(programme, event, compiled.settlement(of: event))
    }
  }

  private func isClose(_ found: Double, _ expected: Double) -> Bool {
    abs(found - expected) <= Self.tolerance * max(1, abs(expected))
  }

  @Test(arguments: designs)
  func `I1: splits every market's bad debt without rest`(design: String) throws {
    try settlements(design) { _, event, settlement in
      for (market, gross) in event.realizedUSD.enumerated() {
        let borne = settlement.allocation.values.reduce(0) { $0 + $1[market] }
        #expect(isClose(borne, gross), "\(design): \(event)")
      }
    }
  }

  @Test(arguments: designs)
  func `I2: asks no payer for more than it can pay`(design: String) throws {
    try settlements(design) { _, event, settlement in
      for payment in settlement.payments {
        #expect(payment.paidUSD.allSatisfy { $0 >= 0 })
        if let capacity = payment.capacityUSD {
          #expect(payment.totalUSD <= capacity + Self.tolerance, "\(design): \(payment)")
        }
      }
      #expect(settlement.uncoveredUSD.allSatisfy { $0 >= 0 })
      let first = settlement.stateAfter.usedUSD
      #expect(first.values.allSatisfy { $0 >= 0 }, "\(design): \(event)")
    }
  }

  @Test func `I2: layer terms never fall, never jump above the loss`() throws {
    var random = RandomLosses(seed: 7)
    for _ in 0..<200 {
      let terms = try Catalog.insuranceTerms.rule(
        Fixture.excess(random.amount(50), xs: random.amount(50), share: random.unit()))
      let (low, step) = (random.amount(100), random.amount(50))
      let rise = terms.recovery(for: low + step) - terms.recovery(for: low)
      #expect(rise >= 0 && rise <= step + 1e-12)
    }
  }

  @Test(arguments: designs)
  func `I3: leaves lenders no more than nobody would`(design: String) throws {
    try settlements(design) { _, event, settlement in
      for (left, gross) in zip(settlement.uncoveredUSD, event.realizedUSD) {
        #expect(left <= gross + Self.tolerance)
      }
    }
  }

  @Test func `I3: another layer never raises what lenders bear`() throws {
    for seed in 1...200 {
      var random = RandomLosses(seed: UInt64(seed))
      var programme = random.programme("layered-tower")
      let event = random.event()
      let before = try CompiledProgramme(programme, insuring: Fixture.markets).settlement(of: event)
      programme.layers.append(
        Fixture.layer("another", .catBond, random.amount(50), xs: random.amount(50)))
      let after = try CompiledProgramme(programme, insuring: Fixture.markets).settlement(of: event)
      #expect(
        after.uncoveredUSD.reduce(0, +) <= before.uncoveredUSD.reduce(0, +) + Self.tolerance)
    }
  }

  @Test(arguments: designs)
  func `I4: without capital and promises is lender socialisation`(design: String) throws {
    for seed in 1...50 {
      var random = RandomLosses(seed: UInt64(seed))
      var programme = random.programme(design).scaled(by: 0)
      var event = random.event()
      event.borrowerEquityUSD = 0
      for id in programme.silos.keys where programme.silos[id]?.amounts["depth"] != nil {
        programme.silos[id]?.amounts["depth"] = 0
      }
      let settlement = try CompiledProgramme(programme, insuring: Fixture.markets)
        .settlement(of: event)
      #expect(settlement.uncoveredUSD == event.realizedUSD, "\(design)")
    }
  }

  @Test(arguments: designs)
  func `I5: pays friction apart, by a payer who pays`(design: String) throws {
    try settlements(design) { _, _, settlement in
      for friction in settlement.frictions {
        #expect(friction.usd > 0)
        #expect(settlement.payments.contains { $0.payer == friction.payer && $0.totalUSD > 0 })
      }
      for sale in settlement.assetSales {
        #expect(sale.valueUSD >= sale.raisedUSD - Self.tolerance)
      }
    }
  }

  @Test(arguments: designs)
  func `I6: treats markets alike whatever their order`(design: String) throws {
    let order = [2, 0, 1]
    for seed in 1...200 {
      var random = RandomLosses(seed: UInt64(seed))
      var programme = random.programme(design)
      var event = random.event()
      let first = try CompiledProgramme(programme, insuring: Fixture.markets)
        .settlement(of: event)
      event.realizedUSD = order.map { event.realizedUSD[$0] }
      programme.silos = OrderedDictionary(
        uniqueKeysWithValues: programme.silos.map { ($0.key, $0.value) }.reversed())
      let second = try CompiledProgramme(
        programme, insuring: order.map { Fixture.markets[$0] }
      ).settlement(of: event)
      for (place, market) in order.enumerated() {
        #expect(isClose(second.uncoveredUSD[place], first.uncoveredUSD[market]), "\(design)")
      }
      #expect(isClose(first.frictionUSD, second.frictionUSD))
    }
  }

  @Test(arguments: designs)
  func `I7: scales with losses, capital and depth`(design: String) throws {
    for seed in 1...200 {
      var random = RandomLosses(seed: UInt64(seed))
      let programme = random.programme(design)
      var event = random.event()
      let first = try CompiledProgramme(programme, insuring: Fixture.markets)
        .settlement(of: event)
      var larger = programme.scaled(by: 8)
      for id in larger.silos.keys {
        if let depth = programme.silos[id]?.amounts["depth"] {
          larger.silos[id]?.amounts["depth"] = 8 * depth
        }
      }
      event.realizedUSD = event.realizedUSD.map { 8 * $0 }
      event.liquidatedDebtUSD = event.liquidatedDebtUSD.map { 8 * $0 }
      event.borrowerEquityUSD = event.borrowerEquityUSD.map { 8 * $0 }
      let second = try CompiledProgramme(larger, insuring: Fixture.markets).settlement(of: event)
      for (large, small) in zip(second.uncoveredUSD, first.uncoveredUSD) {
        #expect(isClose(large, 8 * small), "\(design)")
      }
      #expect(isClose(second.frictionUSD, 8 * first.frictionUSD))
      #expect(isClose(second.capitalAtPayoutUSD, 8 * first.capitalAtPayoutUSD))
    }
  }

  @Test(arguments: designs)
  func `pays no more in two events than it has`(design: String) throws {
    try settlements(design) { programme, event, first in
      let compiled = try CompiledProgramme(programme, insuring: Fixture.markets)
      var calm = event
      calm.priceFactors = [:]
      let opening = compiled.settlement(of: calm)
      let second = compiled.settlement(of: calm, from: opening.stateAfter)
      let paid = opening.paidByLockedUSD + second.paidByLockedUSD
      #expect(paid <= compiled.lockedCapitalUSD + Self.tolerance, "\(design): \(programme)")
    }
  }
}
