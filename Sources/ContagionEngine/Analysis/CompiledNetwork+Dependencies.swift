public import ContagionModel
import OrderedCollections

extension CompiledNetwork {
  /// What the money of an issuer, protocol, reserve, pool or receipt depends on.
  ///
  /// A dollar in a receipt goes to what its issuer has, in proportion; a dollar
  /// in a reserve goes to its cash and its loans, a loan to the collateral of the
  /// accounts that owe it, by what they owe. It ends in plain tokens. Money that
  /// goes in circles is followed until a part in 10^12 is left, over 100,000 links
  /// at most; what is left then ends nowhere.
  ///
  /// - Parameter name: Who holds.
  /// - Returns: Everything that some of the money passes through, by layer and
  ///   then the largest first; nothing for a holder of nothing.
  /// - Throws: ``UnknownName`` with the names of those who hold something.
  /// - Complexity: O(entries + steps · (assets + holdings)).
  public func dependencies(from name: String) throws(UnknownName) -> [Dependency] {
    var flow = DependencyFlow(self)
    try start(name, in: &flow)
    return flow.followed()
  }

  private func start(_ name: String, in flow: inout DependencyFlow) throws(UnknownName) {
    if let issuer = issuers.firstIndex(where: { $0.id.name == name }) {
      return flow.open(issuer: issuer, share: 1)
    }
    if let pool = pools.firstIndex(where: { $0.id.name == name && $0.impact.hasReserves }) {
      return flow.open(pool: pool, share: 1)
    }
    let lent = reserves.indices.filter {
      reserves[$0].id.description == name || reserves[$0].id.lendingProtocol.name == name
    }
    if !lent.isEmpty { return lent.forEach { flow.lend($0, flow.assetsUSD(ofReserve: $0)) } }
    let receipt = assets.firstIndex { $0.name == name }
    switch receipt.map({ claims[$0] }) {
    case .issuer(let issuer)?: flow.open(issuer: issuer, share: 1)
    case .pool(let pool)? where pools[pool].impact.hasReserves: flow.open(pool: pool, share: 1)
    case .reserve(let reserve)?: flow.lend(reserve, flow.assetsUSD(ofReserve: reserve))
    case .nothing?, .pool?, nil:
      throw UnknownName(
        name: name,
        known: issuers.map(\.id.name) + protocols.map(\.name) + reserves.map(\.id.description)
          + pools.filter(\.impact.hasReserves).map(\.id.name)
          + assets.indices.filter { claims[$0] != .nothing }.map { assets[$0].name })
    }
  }
}

/// Money on its way through a network.
private struct DependencyFlow {
  private struct Key: Hashable {
    var layer: Dependency.Layer
    var name: String
  }

  private let network: CompiledNetwork
  private let prices: [Double]
  /// Loans of each reserve to accounts of the file, in USD.
  private var loans: [Double]
  /// By reserve lent: USD of its loans behind which a collateral reserve stands.
  private var behind: [OrderedDictionary<Int, Double>]
  private var inAsset: [Double]
  private var inReserve: [Double]
  private var passed: OrderedDictionary<Key, (usd: Double, ended: Double)> = [:]

  init(_ network: CompiledNetwork) {
    self.network = network
    let index = network.reserves.map { _ in 1.0 }
    let prices = CascadeState(network).economicPrices(index: index, in: network)
    self.prices = prices
    loans = Array(repeating: 0, count: network.reserves.count)
    behind = Array(repeating: [:], count: network.reserves.count)
    inAsset = Array(repeating: 0, count: network.assets.count)
    inReserve = Array(repeating: 0, count: network.reserves.count)
    func usd(_ row: Int, _ units: Double) -> Double { units * prices[network.reserves[row].asset] }
    for account in 0..<network.accountCount {
      let collateral = network.collateralRows[account].map {
        (
          row: Int(network.collateralReserve[$0]),
          usd: usd(Int(network.collateralReserve[$0]), network.collateralUnits[$0])
        )
      }
      let held = collateral.reduce(0) { $0 + $1.usd }
      for entry in network.debtRows[account] {
        let row = Int(network.debtReserve[entry])
        let owed = usd(row, network.debtUnits[entry])
        loans[row] += owed
        for (reserve, usd) in collateral where held > 0 {
          behind[row][reserve, default: 0] += owed * usd / held
        }
      }
    }
  }

  /// Cash and loans of a reserve.
  func assetsUSD(ofReserve row: Int) -> Double {
    let reserve = network.reserves[row]
    return loans[row] + (max(0, reserve.cash) + reserve.otherLoans) * prices[reserve.asset]
  }

  mutating func lend(_ row: Int, _ usd: Double) { inReserve[row] += usd }

  /// Sets out with a share of what an issuer has.
  mutating func open(issuer row: Int, share: Double) {
    let issuer = network.issuers[row]
    for holding in issuer.holdings {
      inAsset[holding.asset] += share * holding.units * prices[holding.asset]
    }
    for allocation in issuer.allocations {
      inReserve[allocation.reserve] +=
        share * allocation.units * prices[network.reserves[allocation.reserve].asset]
    }
  }

  /// Sets out with a share of a pool's reserves.
  mutating func open(pool row: Int, share: Double) {
    let pool = network.pools[row]
    inAsset[pool.base] += share * pool.opening.base * prices[pool.base]
    inAsset[pool.quote] += share * pool.opening.quote * prices[pool.quote]
  }

  /// Follows the money to its ends.
  mutating func followed() -> [Dependency] {
    let total = (inAsset + inReserve).reduce(0, +)
    guard total > 0 else { return [] }
    for _ in 0..<100_000 where (inAsset + inReserve).reduce(0, +) > 1e-12 * total { step() }
    let order = Dependency.Layer.allCases
    return passed.map { key, sums in
      Dependency(
        layer: key.layer, name: key.name, usd: sums.usd, share: sums.usd / total,
        ultimateUSD: sums.ended)
    }.sorted {
      let places = (order.firstIndex(of: $0.layer) ?? 0, order.firstIndex(of: $1.layer) ?? 0)
      return (places.0, $1.usd, $0.name) < (places.1, $0.usd, $1.name)
    }
  }

  /// Moves all money one link on.
  private mutating func step() {
    let (assets, reserves) = (inAsset, inReserve)
    for row in inAsset.indices { inAsset[row] = 0 }
    for row in inReserve.indices { inReserve[row] = 0 }
    for (row, usd) in reserves.enumerated() where usd > 0 { passReserve(row, usd) }
    for (row, usd) in assets.enumerated() where usd > 0 { passAsset(row, usd) }
  }

  private mutating func passAsset(_ row: Int, _ usd: Double) {
    let name = network.assets[row].name
    switch network.claims[row] {
    case .nothing: note(.asset, name, usd, ended: usd)
    case .reserve(let reserve):
      note(.asset, name, usd)
      inReserve[reserve] += usd
    case .issuer(let issuer):
      let found = network.issuers[issuer]
      let holdings = found.holdings.reduce(0) { $0 + $1.units * prices[$1.asset] }
      let worth = found.allocations.reduce(holdings) {
        $0 + $1.units * prices[network.reserves[$1.reserve].asset]
      }
      note(.issuer, found.id.name, usd)
      note(.asset, name, usd, ended: worth > 0 ? 0 : usd)
      if worth > 0 { open(issuer: issuer, share: usd / worth) }
    case .pool(let pool):
      let found = network.pools[pool]
      let worth =
        found.impact.hasReserves
        ? found.opening.base * prices[found.base] + found.opening.quote * prices[found.quote] : 0
      note(.pool, found.id.name, usd)
      note(.asset, name, usd, ended: worth > 0 ? 0 : usd)
      if worth > 0 { open(pool: pool, share: usd / worth) }
    }
  }

  private mutating func passReserve(_ row: Int, _ usd: Double) {
    let reserve = network.reserves[row]
    let price = prices[reserve.asset]
    note(.market, reserve.id.description, usd)
    let all = assetsUSD(ofReserve: row)
    guard all > 0 else { return note(.borrowers, reserve.id.description, usd, ended: usd) }
    inAsset[reserve.asset] += usd * max(0, reserve.cash) * price / all
    var lent = loans[row] + reserve.otherLoans * price
    for (collateral, backed) in behind[row] {
      let part = usd * backed / all
      let found = network.reserves[collateral]
      if found.feed >= 0 { note(.oracle, network.network.oracles.keys[found.feed].name, part) }
      inAsset[found.asset] += part
      lent -= backed
    }
    let rest = usd * lent / all
    if rest > 1e-12 * usd { note(.borrowers, reserve.id.description, rest, ended: rest) }
  }

  private mutating func note(
    _ layer: Dependency.Layer, _ name: String, _ usd: Double, ended: Double = 0
  ) {
    passed[Key(layer: layer, name: name), default: (0, 0)].usd += usd
    passed[Key(layer: layer, name: name), default: (0, 0)].ended += ended
  }
}
