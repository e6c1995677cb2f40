import ContagionModel
import OrderedCollections

/// Every party of a run, at a fixed place.
struct PartyTable: Sendable {
  private(set) var parties: [Party] = []
  private let protocolCount: Int
  private let reserveStart: Int
  private let reserveCount: Int
  private let poolStart: Int
  private let poolCount: Int
  private let issuerStart: Int
  private let holderStart: Int
  private let singleStart: Int
  private let payerStart: Int
  /// By protocol: its stability pool, or −1; empty where there is none.
  private let stabilityPools: [Int]
  private let payers: [String]
  /// The redeemers; −1 where there are none.
  let redeemers: Int
  /// The party of each named deposit.
  let depositor: [Int]

  init(_ network: CompiledNetwork, payers: [String] = []) {
    let file = network.network
    protocolCount = network.protocols.count
    for kind in [Party.Kind.borrowers, .liquidators, .treasury] {
      for (id, value) in file.protocols {
        parties.append(Party(kind, id.name, lendingProtocol: id, chain: value.chain))
      }
    }
    reserveStart = parties.count
    reserveCount = network.reserves.count
    for kind in [Party.Kind.lenders, .reserve] {
      for reserve in network.reserves {
        let id = reserve.id.lendingProtocol
        parties.append(
          Party(
            kind, reserve.id.description, lendingProtocol: id,
            chain: file.protocols[id]?.chain))
      }
    }
    poolStart = parties.count
    poolCount = network.pools.count
    for kind in [Party.Kind.liquidityProviders, .pool] {
      for pool in network.pools { parties.append(Party(kind, pool.id.name, chain: pool.chain)) }
    }
    issuerStart = parties.count
    for issuer in network.issuers {
      parties.append(Party(.issuer, issuer.id.name, chain: issuer.chain))
    }
    holderStart = parties.count
    for (asset, id) in network.assets.enumerated() {
      parties.append(
        Party(.holders, id.name, chain: file.assets.values[asset].chain))
    }
    singleStart = parties.count
    parties += [
      Party(.arbitrageurs, ""), Party(.exogenousTrader, ""), Party(.outsideMarket, ""),
      Party(.shock, ""),
    ]
    var byAccount: [Int: Int] = [:]
    var places: [Int] = []
    for deposit in network.deposits {
      if byAccount[deposit.account] == nil {
        byAccount[deposit.account] = parties.count
        let owner = Int(network.accountProtocol[deposit.account])
        let id = owner < 0 ? nil : network.protocols[owner]
        parties.append(
          Party(
            .depositor, network.names[deposit.account], lendingProtocol: id,
            chain: id.flatMap { file.protocols[$0]?.chain }))
      }
      places.append(byAccount[deposit.account] ?? 0)
    }
    depositor = places
    var pools: [Int] = []
    for (owner, stability) in network.stability.enumerated() {
      pools.append(stability == nil ? -1 : parties.count)
      guard stability != nil else { continue }
      let id = network.protocols[owner]
      parties.append(
        Party(.stabilityPool, id.name, lendingProtocol: id, chain: file.protocols[id]?.chain))
    }
    stabilityPools = pools
    redeemers = file.agents.redeemers == nil ? -1 : parties.count
    if file.agents.redeemers != nil { parties.append(Party(.redeemers, "")) }
    self.payers = payers
    payerStart = parties.count
    parties += payers.map { Party(.insurers, $0) }
  }

  func borrowers(_ lendingProtocol: Int) -> Int { lendingProtocol }
  func liquidators(_ lendingProtocol: Int) -> Int { protocolCount + lendingProtocol }
  func treasury(_ lendingProtocol: Int) -> Int { 2 * protocolCount + lendingProtocol }
  func lenders(_ reserve: Int) -> Int { reserveStart + reserve }
  func reserve(_ reserve: Int) -> Int { reserveStart + reserveCount + reserve }
  func providers(_ pool: Int) -> Int { poolStart + pool }
  func pool(_ pool: Int) -> Int { poolStart + poolCount + pool }
  func issuer(_ issuer: Int) -> Int { issuerStart + issuer }
  func holders(_ asset: Int) -> Int { holderStart + asset }
  /// The place of a payer; that of the outside market if no payer has the name.
  func payer(_ name: String) -> Int {
    payers.firstIndex(of: name).map { payerStart + $0 } ?? outsideMarket
  }
  /// The depositors of a protocol's stability pool.
  ///
  /// - Precondition: It has one.
  func stabilityPool(_ lendingProtocol: Int) -> Int { stabilityPools[lendingProtocol] }
  /// Named lenders and holders, depositors of stability pools, and redeemers.
  var allDepositors: Range<Int> { singleStart + 4..<payerStart }
  var allPayers: Range<Int> { payerStart..<payerStart + payers.count }
  var arbitrageurs: Int { singleStart }
  var exogenousTrader: Int { singleStart + 1 }
  var outsideMarket: Int { singleStart + 2 }
  var shock: Int { singleStart + 3 }
}
