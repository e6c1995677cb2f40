import ContagionModel
import RealModule

/// Whose trades moved each pool: log price changes by source.
struct ImpactShares: Sendable {
  /// Who moved a price.
  enum Source: Hashable, Sendable {
    case shock
    case arbitrage
    /// Sales of an insurance programme's payers.
    case payers
    case liquidators(Int)
    /// The loss of an issuer or reserve, by party.
    case claim(Int)
  }

  /// By pool: log of the base's price, by source.
  private(set) var byPool: [[Source: Double]]

  init(_ network: CompiledNetwork) {
    byPool = Array(repeating: [:], count: network.pools.count)
  }

  /// Books the whole of a move on one source.
  mutating func move(pool: Int, from: Double, to: Double, by source: Source) {
    byPool[pool][source, default: 0] += .log(to / from)
  }

  /// Books a move on protocols in proportion to the units they sold, net.
  mutating func move(pool: Int, from: Double, to: Double, netSold: [Int: Double]) {
    let total = netSold.keys.sorted().reduce(0) { $0 + (netSold[$1] ?? 0) }
    guard total != 0, to > 0 else { return }
    for (lendingProtocol, units) in netSold {
      byPool[pool][.liquidators(lendingProtocol), default: 0] += .log(to / from) * units / total
    }
  }
}

/// Bad debt of one account at the moment it was written off.
struct WriteOff: Sendable {
  let lendingProtocol: Int
  let usd: Double
  /// Shares of the price fall that caused it, by source; they sum to 1.
  let sources: [(source: ImpactShares.Source, share: Double)]
}
