import ContagionModel
import RealModule

extension CascadeRun {
  typealias Shares = [ImpactShares.Source: Double]

  /// Log changes of prices by source, in the fixed order of sources; by asset, once
  /// they have been asked for.
  typealias KnownChanges = [[(source: ImpactShares.Source, change: Double)]?]

  /// Changes of no asset yet.
  var noChanges: KnownChanges { Array(repeating: nil, count: network.assets.count) }

  /// Shares of the sources of the price moves that hurt an account's position;
  /// the shock alone if nothing moved.
  ///
  /// With `economics`, economic prices are traced, for what is hidden; without,
  /// market prices, for what is called. The shares sum to 1.
  ///
  /// - Parameters:
  ///   - account: The account, with its balances in the book.
  ///   - known: Changes found before, at the same prices.
  ///   - economics: Economic prices at the opening and at the end.
  /// - Returns: Sources in their fixed order.
  func priceSources(
    of account: Int, _ known: inout KnownChanges,
    economics: (opening: Economics, end: Economics)? = nil
  ) -> [(source: ImpactShares.Source, share: Double)] {
    var harm: [(source: ImpactShares.Source, usd: Double)] = []
    func add(_ source: ImpactShares.Source, _ usd: Double) {
      for place in harm.indices where harm[place].source == source {
        harm[place].usd += usd
        return
      }
      harm.append((source, usd))
    }
    func add(_ entries: Range<Int>, _ reserves: [Int32], _ units: [Double], sign: Double) {
      var total = 0.0
      for entry in entries { total += units[entry] * openingBoard.debt[Int(reserves[entry])] }
      guard total > 0 else { return }
      for entry in entries {
        let reserve = Int(reserves[entry])
        let usd = units[entry] * openingBoard.debt[reserve]
        for (source, change) in changes(of: network.reserves[reserve].asset, &known, economics) {
          add(source, sign * change * usd / total)
        }
        if sign < 0, network.isPooled[network.reserves[reserve].lendingProtocol],
          case let index = economics?.end.index[reserve] ?? state.index[reserve],
          index > 0, index < 1
        {
          add(.claim(parties.reserve(reserve)), -(.log(index) * usd / total))
        }
      }
    }
    add(
      network.collateralRows[account], network.collateralReserve, network.collateralUnits, sign: -1)
    add(network.debtRows[account], network.debtReserve, network.debtUnits, sign: 1)
    let protocols = network.protocols.count
    harm.removeAll { !($0.usd > 1e-15) }
    harm.sort { $0.source.order(protocols) < $1.source.order(protocols) }
    let total = harm.reduce(0) { $0 + $1.usd }
    guard total > 0 else { return [(.shock, 1)] }
    return harm.map { ($0.source, $0.usd / total) }
  }

  private func changes(
    of asset: Int, _ known: inout KnownChanges,
    _ economics: (opening: Economics, end: Economics)?
  ) -> [(source: ImpactShares.Source, change: Double)] {
    if let found = known[asset] { return found }
    let protocols = network.protocols.count
    let found = logChange(of: asset, economics).sorted {
      $0.key.order(protocols) < $1.key.order(protocols)
    }.map { (source: $0.key, change: $0.value) }
    known[asset] = found
    return found
  }

  /// Log change of an asset's price since the opening, by source.
  ///
  /// A receipt follows what its issuer holds; what remains is the issuer's loss.
  private func logChange(
    of asset: Int, _ economics: (opening: Economics, end: Economics)?, depth: Int = 0
  ) -> Shares {
    var changes: Shares = [:]
    let isReceipt = network.claims[asset] != .nothing
    let pool = network.marketPool[asset]
    let isPooled =
      economics == nil ? pool >= 0 : pool >= 0 && !isReceipt && network.outsidePrice[asset].isNaN
    if isPooled {
      let sign = network.pools[pool].base == asset ? 1.0 : -1.0
      for (source, change) in impacts.byPool[pool] { changes[source] = sign * change }
      guard depth < 8 else { return changes }
      let other = network.pools[pool].other(than: asset)
      return changes.merging(
        logChange(of: other, economics, depth: depth + 1), uniquingKeysWith: +)
    }
    guard isReceipt else {
      let ratio = state.outsidePrice[asset] / network.outsidePrice[asset]
      return ratio == 1 ? [:] : [.shock: .log(ratio)]
    }
    let ratio =
      economics.map { $0.end.prices[asset] / $0.opening.prices[asset] }
      ?? board.market[asset] / openingBoard.market[asset]
    guard ratio > 0, ratio.isFinite else { return [issuerSource(asset): -1] }
    guard economics != nil || state.receiptPrice[asset].isNaN else { return [.shock: .log(ratio)] }
    if depth < 8 {
      for (held, share) in composition(of: asset) {
        for (source, change) in logChange(of: held, economics, depth: depth + 1) {
          changes[source, default: 0] += share * change
        }
      }
    }
    let explained = changes.values.sorted().reduce(0, +)
    let rest = .log(ratio) - explained
    if abs(rest) > 1e-12 { changes[issuerSource(asset), default: 0] += rest }
    return changes
  }

  /// Whose loss lowers a receipt.
  private func issuerSource(_ asset: Int) -> ImpactShares.Source {
    switch network.claims[asset] {
    case .issuer(let row): .claim(parties.issuer(row))
    case .reserve(let row): .claim(parties.reserve(row))
    case .pool(let row): .claim(parties.pool(row))
    case .nothing: .shock
    }
  }

  /// What stands behind a receipt at the opening, by share of market value.
  private func composition(of asset: Int) -> [(asset: Int, share: Double)] {
    let parts: [(asset: Int, usd: Double)] =
      switch network.claims[asset] {
      case .nothing: []
      case .reserve(let row): [(network.reserves[row].asset, 1)]
      case .pool(let row):
        [network.pools[row].base, network.pools[row].quote].map { ($0, 1) }
      case .issuer(let row):
        network.issuers[row].holdings.map { ($0.asset, $0.units * openingBoard.market[$0.asset]) }
          + network.issuers[row].allocations.map {
            let held = network.reserves[$0.reserve].asset
            return (held, $0.units * openingBoard.market[held])
          }
      }
    let total = parts.reduce(0) { $0 + $1.usd }
    return total > 0 ? parts.map { ($0.asset, $0.usd / total) } : []
  }

  /// The name under which a source appears among infections.
  func label(of source: ImpactShares.Source) -> String {
    switch source {
    case .shock: "shock"
    case .arbitrage: "arbitrageurs"
    case .payers: "insurers"
    case .liquidators(let row): network.protocols[row].name
    case .claim(let party): name(ofIssuer: party)
    }
  }

  /// A reserve goes by its protocol's name, so that chains of infection connect.
  func name(ofIssuer party: Int) -> String {
    parties.parties[party].lendingProtocol?.name ?? parties.parties[party].name
  }
}

extension ImpactShares.Source {
  /// A fixed order of sources, so that sums do not depend on hashing.
  func order(_ protocols: Int) -> Int {
    switch self {
    case .shock: -2
    case .arbitrage: -1
    case .payers: -3
    case .liquidators(let row): row
    case .claim(let party): protocols + party
    }
  }
}
