import ContagionModel

/// What one party holds of one thing.
struct Position: Sendable {
  let party: Int
  let asset: Int
  /// Units of the asset, or of claims on a reserve; negative if owed.
  let units: Double
  /// The reserve that a claim is on, or −1 for the asset itself.
  let claim: Int

  var key: LossKey { LossKey(party: party, asset: asset) }

  /// USD at the given worth of assets and claims.
  func value(_ economics: Economics) -> Double {
    units * economics.prices[asset] * (claim < 0 ? 1 : economics.index[claim])
  }
}

/// A state with what is needed to value it.
struct Snapshot: Sendable {
  let state: CascadeState
  let economics: Economics
  /// Collateral and debt of all accounts, in units by reserve.
  let totals: BookTotals
  /// Units gained since the opening, by party and asset, as the ledger has them.
  let gains: [Double]
  /// Everything that final bearers hold or owe, and what the shock destroyed.
  private(set) var positions: [Position] = []

  init(
    state: CascadeState, economics: Economics, totals: BookTotals, gains: [Double],
    in network: CompiledNetwork, _ parties: PartyTable
  ) {
    self.state = state
    self.economics = economics
    self.totals = totals
    self.gains = gains
    positions = positions(in: network, parties)
  }

  private func positions(in network: CompiledNetwork, _ parties: PartyTable) -> [Position] {
    var positions: [Position] = []
    func add(_ party: Int, _ asset: Int, _ units: Double, claim: Int = -1) {
      if units != 0 {
        positions.append(Position(party: party, asset: asset, units: units, claim: claim))
      }
    }
    func addGains(_ party: Int) {
      let first = party * network.assets.count
      for asset in 0..<network.assets.count where gains[first + asset] != 0 {
        add(party, asset, gains[first + asset])
      }
    }
    // Elements of these tables are large: they are read where they lie (benchmark).
    for row in network.reserves.indices {
      let owner = network.reserves[row].lendingProtocol
      let asset = network.reserves[row].asset
      let pooled = network.isPooled[owner] ? row : -1
      add(parties.borrowers(owner), asset, totals.collateral[row], claim: pooled)
      add(parties.borrowers(owner), asset, -totals.debt[row])
      if economics.latentUSD[row] > 0 {
        add(parties.borrowers(owner), asset, economics.latentUSD[row] / economics.prices[asset])
      }
      add(parties.lenders(row), asset, state.outsideDeposits[row], claim: row)
      addGains(parties.lenders(row))
      add(parties.treasury(owner), asset, economics.ownUnits[row])
      add(parties.treasury(owner), asset, state.treasuryClaims[row], claim: row)
      add(parties.liquidators(owner), asset, state.liquidatorClaims[row], claim: row)
    }
    for account in state.surplus.keys.sorted() {
      guard let surplus = state.surplus[account] else { continue }
      let owner = Int(network.accountProtocol[Int(account)])
      add(parties.borrowers(owner), surplus.asset, surplus.units)
    }
    for (row, units) in state.broughtUnits(in: network).enumerated() {
      let reserve = network.reserves[row]
      add(parties.borrowers(reserve.lendingProtocol), reserve.asset, -units)
    }
    for owner in network.protocols.indices {
      addGains(parties.treasury(owner))
      addGains(parties.liquidators(owner))
    }
    for (place, deposit) in network.deposits.enumerated() {
      add(
        parties.depositor[place], deposit.asset, state.namedDeposits[place],
        claim: deposit.reserve)
    }
    for party in parties.allDepositors { addGains(party) }
    for asset in network.assets.indices {
      add(parties.holders(asset), asset, network.outsideUnits[asset])
    }
    for row in network.pools.indices {
      let share = network.outsideShare(of: row)
      for asset in network.pools[row].assets {
        add(parties.providers(row), asset, share * inventory(of: row, asset, network, parties))
      }
      addGains(parties.providers(row))
    }
    for party in [
      parties.arbitrageurs, parties.exogenousTrader, parties.outsideMarket, parties.shock,
    ] + Array(parties.allPayers) {
      addGains(party)
    }
    return positions
  }

  /// Units in a pool: its reserves, or what a curve has taken in and paid out.
  func inventory(
    of row: Int, _ asset: Int, _ network: CompiledNetwork, _ parties: PartyTable
  ) -> Double {
    let opening =
      asset == network.pools[row].base
      ? network.pools[row].opening.base : network.pools[row].opening.quote
    return (network.pools[row].impact.hasReserves ? opening : 0)
      + gains[parties.pool(row) * network.assets.count + asset]
  }

  /// USD of everything that exists: tokens that are no receipts wherever they
  /// lie, and loans to borrowers outside the file.
  ///
  /// Final bearers hold this, no more and no less: the value identity.
  func tangibleUSD(in network: CompiledNetwork, _ parties: PartyTable) -> Double {
    var total = 0.0
    func add(_ asset: Int, _ units: Double) {
      if network.claims[asset] == .nothing { total += units * economics.prices[asset] }
    }
    for row in network.reserves.indices {
      let asset = network.reserves[row].asset
      add(asset, state.cash[row])
      total += state.otherLoans[row] * economics.prices[asset]
    }
    for row in network.reserves.indices
    where !network.isPooled[network.reserves[row].lendingProtocol] {
      add(network.reserves[row].asset, totals.collateral[row])
    }
    for (row, issuer) in network.issuers.enumerated() {
      for (slot, holding) in issuer.holdings.enumerated() {
        add(holding.asset, state.holdings[row][slot])
      }
    }
    for row in network.pools.indices {
      for asset in network.pools[row].assets {
        add(asset, inventory(of: row, asset, network, parties))
      }
    }
    for surplus in state.surplus.values { add(surplus.asset, surplus.units) }
    for (row, units) in state.broughtUnits(in: network).enumerated() {
      add(network.reserves[row].asset, -units)
    }
    for party in parties.inventories(of: network) {
      for asset in network.assets.indices {
        add(asset, gains[party * network.assets.count + asset])
      }
    }
    // Receipts that left or entered the file's holders against tokens.
    return total
  }
}

extension CascadeState {
  /// What borrowers paid back from outside the file, in units by reserve.
  func broughtUnits(in network: CompiledNetwork) -> [Double] {
    var units = Array(repeating: 0.0, count: brought.isEmpty ? 0 : network.reserves.count)
    for account in brought.keys.sorted() {
      for (row, paid) in brought[account] ?? [:] { units[row] += paid }
    }
    return units
  }
}

extension PartyTable {
  /// The parties whose holdings are what the ledger says they gained.
  func inventories(of network: CompiledNetwork) -> [Int] {
    network.protocols.indices.flatMap { [liquidators($0), treasury($0)] }
      + network.reserves.indices.map { lenders($0) }
      + network.pools.indices.map { providers($0) }
      + [arbitrageurs, exogenousTrader, outsideMarket, shock] + Array(allDepositors)
      + Array(allPayers)
  }
}
