import ContagionModel
import OrderedCollections

/// One object, or all those that a diagram does not name.
enum OneOrOthers<ID: Hashable & Sendable>: Hashable, Sendable {
  case one(ID)
  case others
}

/// One round, or several in a row that a diagram draws as one.
struct CascadeStage: Hashable, Sendable {
  typealias Lender = OneOrOthers<ProtocolID>
  typealias Pool = OneOrOthers<PoolID>

  struct Liquidated: Hashable, Sendable {
    var protocols: Set<ProtocolID> = []
    var calls = 0
    var repaidUSD = 0.0
    var badDebtUSD = 0.0
    var lotsPutUp = 0
    var lots = 0
    var lotsForNothing = 0
    var passedOnUSD = 0.0

    /// The part of the called debt that nobody repaid.
    var lostShare: Double { badDebtUSD > 0 ? badDebtUSD / (badDebtUSD + repaidUSD) : 0 }
  }

  struct SaleKey: Hashable, Sendable {
    var lender: Lender
    var pool: Pool
    var asset: AssetID
  }

  struct Move: Hashable, Sendable {
    var pools: Set<PoolID> = []
    var openingPrice: Double
    var closingPrice: Double
    var netSoldUnits: Double
  }

  var rounds: ClosedRange<Int>
  /// From when to when, in a timed run.
  var seconds: ClosedRange<Double>?
  var liquidated: OrderedDictionary<Lender, Liquidated> = [:]
  /// USD sold.
  var sales: OrderedDictionary<SaleKey, Double> = [:]
  /// One pool's prices from the first to the last round; of the others only
  /// the pool that fell most.
  var moves: OrderedDictionary<Pool, Move> = [:]

  init(
    _ rounds: some Collection<CascadeRound>, numbers: ClosedRange<Int>,
    naming protocols: Set<ProtocolID>,
    pools: Set<PoolID>
  ) {
    self.rounds = numbers
    if let first = rounds.first?.seconds, let last = rounds.reversed().first?.seconds {
      seconds = first...last
    }
    for round in rounds {
      for entry in round.liquidations {
        let lender = Self.key(entry.lendingProtocol, protocols)
        var sum = liquidated[lender] ?? Liquidated()
        sum.protocols.insert(entry.lendingProtocol)
        sum.calls += entry.accounts
        sum.repaidUSD += entry.repaidUSD
        sum.badDebtUSD += entry.badDebtUSD
        sum.lotsPutUp += entry.lotsPutUp
        sum.lots += entry.lots
        sum.lotsForNothing += entry.lotsForNothing
        sum.passedOnUSD += entry.passedOnUSD
        liquidated[lender] = sum
      }
      for sale in round.sales {
        let key = SaleKey(
          lender: Self.key(sale.lendingProtocol, protocols), pool: Self.key(sale.pool, pools),
          asset: sale.asset)
        sales[key, default: 0] += sale.usd
      }
    }
    gatherMoves(of: rounds, pools)
  }

  private mutating func gatherMoves(
    of rounds: some Collection<CascadeRound>, _ named: Set<PoolID>
  ) {
    var byPool: OrderedDictionary<PoolID, Move> = [:]
    for round in rounds {
      for move in round.poolMoves {
        if var sum = byPool[move.pool] {
          sum.closingPrice = move.closingPrice
          sum.netSoldUnits += move.netSoldUnits
          byPool[move.pool] = sum
        } else {
          byPool[move.pool] = Move(
            pools: [move.pool], openingPrice: move.openingPrice, closingPrice: move.closingPrice,
            netSoldUnits: move.netSoldUnits)
        }
      }
    }
    for (pool, move) in byPool {
      let key = Self.key(pool, named)
      guard var sum = moves[key] else {
        moves[key] = move
        continue
      }
      if move.fallShare > sum.fallShare {
        sum.openingPrice = move.openingPrice
        sum.closingPrice = move.closingPrice
      }
      sum.pools.formUnion(move.pools)
      moves[key] = sum
    }
  }

  private static func key<ID>(_ id: ID, _ named: Set<ID>) -> OneOrOthers<ID> {
    named.contains(id) ? .one(id) : .others
  }

  /// What liquidators sent through a pool, USD.
  func soldUSD(_ pool: Pool) -> Double {
    sales.reduce(0) { $1.key.pool == pool ? $0 + $1.value : $0 }
  }

  var nodeCount: Int { liquidated.count + moves.count }

  /// `Round 3`, or `Rounds 9–23` with how many they are, and the time where it runs.
  var title: String {
    let time = seconds.map { span in
      let (from, to) = (
        Span(seconds: span.lowerBound).clock, Span(seconds: span.upperBound).clock
      )
      return "\n" + (from == to ? from : "\(from) to\n\(to)")
    }
    return
      (rounds.count == 1
      ? "Round \(rounds.lowerBound)"
      : "Rounds \(rounds.lowerBound)–\(rounds.upperBound)\n(\(rounds.count) rounds)")
      + (time ?? "")
  }
}

extension CascadeStage.Move {
  var fallShare: Double { openingPrice > 0 ? 1 - closingPrice / openingPrice : 0 }
}
