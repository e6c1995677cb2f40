import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `The reference on random networks` {
  static let seeds = Array<UInt64>(1...200)
  static let clearings = Choices.Clearing.allCases

  /// Σ of absolute values, for tolerances.
  static func size(_ values: [Double]) -> Double { values.reduce(1) { $0 + abs($1) } }

  @Test(arguments: seeds, clearings)
  func `keeps every unit and every debt`(seed: UInt64, clearing: Choices.Clearing) {
    let (network, shocks) = RandomNetworks.network(seed: seed)
    let result = ReferenceCascade.run(network, shocks, Choices(clearing: clearing))
    #expect(!result.reachedRoundLimit)
    #expect(result.rounds.allSatisfy { $0.converged })
    expectUnitsKept(network, result)
    expectDebtKept(network, result)
    expectSense(network, result)
  }

  @Test(arguments: seeds.prefix(60), Channel.allCases)
  func `keeps every unit and every debt without a channel`(seed: UInt64, channel: Channel) {
    let (network, shocks) = RandomNetworks.network(seed: seed)
    for arbitrage in Choices.Arbitrage.allCases {
      let result = ReferenceCascade.run(
        network, shocks, Choices(arbitrage: arbitrage, without: [channel]))
      expectUnitsKept(network, result)
      expectDebtKept(network, result)
    }
  }

  /// Movements are recorded apart from the books; both must say the same.
  func expectUnitsKept(_ network: Network, _ result: ReferenceResult) {
    for asset in network.assets.keys.map(\.name) {
      let moved = result.flows.values.map { $0[asset] ?? 0 }
      #expect(abs(moved.reduce(0, +)) <= 1e-12 * Self.size(moved))
    }
    for (pool, reserves) in result.poolReserves {
      for (asset, units) in reserves {
        let opening = result.openingPoolReserves[pool]?[asset] ?? .nan
        let moved = result.flows["pool \(pool)"]?[asset] ?? 0
        #expect(abs(units - opening - moved) <= 1e-12 * Self.size([units, opening]))
        #expect(units > 0)
      }
    }
    for (reserve, cash) in result.cash {
      let asset = ReserveID(reserve)?.asset.name ?? ""
      let opening = result.openingCash[reserve] ?? .nan
      let moved = result.flows["reserve \(reserve)"]?[asset] ?? 0
      #expect(abs(cash - opening - moved) <= 1e-12 * Self.size([cash, opening, moved]))
    }
    for (id, lending) in network.protocols where lending.kind != .pooled {
      for asset in lending.reserves.keys.map(\.name) {
        let change =
          total(result.collateral, id.name, asset)
          - total(result.openingCollateral, id.name, asset)
        let moved = result.flows["collateral of \(id)"]?[asset] ?? 0
        #expect(abs(change - moved) <= 1e-12 * Self.size([change, moved]))
      }
    }
  }

  func expectDebtKept(_ network: Network, _ result: ReferenceResult) {
    for (id, lending) in network.protocols {
      for asset in lending.reserves.keys.map(\.name) {
        let opening = total(result.openingDebt, id.name, asset)
        let left = total(result.debt, id.name, asset)
        let calls = result.rounds.flatMap(\.calls).filter { $0.lendingProtocol == id.name }
        let repaid = calls.reduce(0) { $0 + ($1.repaidUnits[asset] ?? 0) }
        let writtenOff = result.realizedUnits["\(id)/\(asset)"] ?? 0
        #expect(abs(repaid + writtenOff + left - opening) <= 1e-12 * Self.size([opening]))
      }
    }
  }

  /// Nothing negative, nothing undefined, and claims no better than booked.
  func expectSense(_ network: Network, _ result: ReferenceResult) {
    for holdings in Array(result.collateral.values) + Array(result.debt.values) {
      #expect(holdings.values.allSatisfy { $0 >= 0 })
    }
    #expect(result.marketPrices.values.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(result.economicPrices.values.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(result.latentUSD.values.allSatisfy { $0 >= 0 && $0.isFinite })
    for (reserve, index) in result.economicIndex {
      #expect((0...1).contains(index))
      #expect(index <= result.accountingIndex[reserve] ?? .nan)
    }
  }

  func total(_ accounts: [String: [String: Double]], _ venue: String, _ asset: String) -> Double {
    accounts.keys.sorted().filter { $0.hasPrefix("\(venue)/") }
      .reduce(0) { $0 + (accounts[$1]?[asset] ?? 0) }
  }

  @Test(arguments: seeds)
  func `starts with healthy accounts and whole reserves`(seed: UInt64) {
    let (network, _) = RandomNetworks.network(seed: seed)
    let result = ReferenceCascade.run(network, [])
    #expect(result.rounds.isEmpty)
    #expect(result.excluded.isEmpty)
    #expect(result.openingHealth.values.allSatisfy { (1.0049...2.5001).contains($0) })
    for (id, lending) in network.protocols {
      for (asset, reserve) in lending.reserves {
        guard let cash = reserve.cash, let deposits = reserve.deposits, let loans = reserve.loans
        else { continue }
        let pledged =
          lending.kind == .pooled ? total(result.openingCollateral, id.name, asset.name) : 0
        let owned = cash + loans
        let claimed = deposits + pledged + reserve.protocolReserves - reserve.deficit
        #expect(abs(owned - claimed) <= 1e-12 * (1 + owned))
        #expect(cash >= 0 && deposits >= 0)
        #expect(loans >= total(result.openingDebt, id.name, asset.name) * (1 - 1e-12))
      }
    }
  }

  /// `model.md` §6: laws of uniform clearing where nothing owed is sold.
  @Test(arguments: seeds)
  func `obeys the laws of uniform clearing where only collateral is sold`(seed: UInt64) {
    let options = RandomNetworks.Options(
      sellOnly: true, protocolFees: false, issuerLosses: false, otherShocks: false)
    let (network, shocks) = RandomNetworks.network(seed: seed, options: options)
    let choices = Choices(clearing: .uniform)
    let joint = ReferenceCascade.run(network, shocks, choices)
    let isolated = network.protocols.keys.reduce(0.0) {
      $0 + ReferenceCascade.run(network, shocks, choices, onlyProtocol: $1).totalRealizedUSD
    }
    #expect(joint.totalRealizedUSD >= isolated - 1e-9 * (1 + isolated))
  }

  @Test(arguments: seeds)
  func `scales with the network where no rule has a limit in dollars`(seed: UInt64) {
    let options = RandomNetworks.Options(
      scaleFree: true, issuerLosses: false, otherShocks: false)
    let (network, shocks) = RandomNetworks.network(seed: seed, options: options)
    let one = ReferenceCascade.run(network, shocks)
    let eight = ReferenceCascade.run(network.scaled(by: 8), shocks)
    #expect(one.numberOfCalls == eight.numberOfCalls)
    #expect(
      abs(eight.totalRealizedUSD - 8 * one.totalRealizedUSD) <= 1e-9 * (1 + eight.totalRealizedUSD))
  }

  @Test func `are the same for the same seed and differ between seeds`() {
    let first = RandomNetworks.network(seed: 7)
    let again = RandomNetworks.network(seed: 7)
    #expect(first.network == again.network)
    #expect(first.shocks == again.shocks)
    #expect(first.network != RandomNetworks.network(seed: 8).network)
  }
}
