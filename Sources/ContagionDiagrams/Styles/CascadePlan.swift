import ContagionModel

/// Which rounds, protocols and pools of a cascade are drawn by name.
///
/// Rounds are merged only with their neighbours, the smallest pair first, and
/// the first ones last, so that time keeps its direction and large rounds stay
/// visible.
struct CascadePlan: Hashable, Sendable {
  /// The stages in the order of time.
  var stages: [CascadeStage]

  var nodeCount: Int { stages.reduce(0) { $0 + $1.nodeCount } }

  init(_ cascade: Cascade, _ options: DiagramOptions, room: Int) {
    let rounds = cascade.rounds.filter { !$0.liquidations.isEmpty || !$0.poolMoves.isEmpty }
    let protocols = Self.ranked(
      rounds.flatMap { $0.liquidations.map { ($0.lendingProtocol, $0.repaidUSD + $0.badDebtUSD) } })
    let pools = Self.ranked(rounds.flatMap { $0.sales.map { ($0.pool, $0.usd) } })
    var stageCount = options.full ? rounds.count : options.stageLimit
    var kept = (protocols: protocols.count, pools: pools.count)
    stages = Self.stages(rounds, stageCount, protocols.prefix(kept.protocols), pools)
    guard !options.full else { return }
    while nodeCount > room {
      if max(kept.protocols - 1, kept.pools) > 2 {
        if kept.protocols > kept.pools { kept.protocols -= 1 } else { kept.pools -= 1 }
      } else if stageCount > 5 {
        stageCount -= 1
      } else if max(kept.protocols - 1, kept.pools) > 1 {
        if kept.protocols > kept.pools + 1 { kept.protocols -= 1 } else { kept.pools -= 1 }
      } else if stageCount > 1 {
        stageCount -= 1
      } else {
        return
      }
      stages = Self.stages(
        rounds, stageCount, protocols.prefix(kept.protocols), pools.prefix(kept.pools))
    }
  }

  private static func stages(
    _ rounds: [CascadeRound], _ count: Int, _ protocols: some Sequence<ProtocolID>,
    _ pools: some Sequence<PoolID>
  ) -> [CascadeStage] {
    let protocols = Set(protocols)
    let pools = Set(pools)
    return spans(rounds, count).map { span in
      let merged = rounds[span]
      return CascadeStage(
        merged, numbers: rounds[span.lowerBound].number...rounds[span.upperBound].number,
        naming: protocols, pools: pools)
    }
  }

  /// Neighbouring rounds in at most so many spans.
  private static func spans(_ rounds: [CascadeRound], _ count: Int) -> [ClosedRange<Int>] {
    var spans = rounds.indices.map { $0...$0 }
    var sizes = rounds.map { round in
      round.liquidations.reduce(0) { $0 + $1.repaidUSD + $1.badDebtUSD }
    }
    while spans.count > max(1, count) {
      let first = min(3, max(0, count - 2))
      var smallest = first
      for place in first..<(spans.count - 1)
      where sizes[place] + sizes[place + 1] < sizes[smallest] + sizes[smallest + 1] {
        smallest = place
      }
      spans[smallest] = spans[smallest].lowerBound...spans[smallest + 1].upperBound
      sizes[smallest] += sizes[smallest + 1]
      spans.remove(at: smallest + 1)
      sizes.remove(at: smallest + 1)
    }
    return spans
  }

  /// Names by their sum, largest first; the name decides between equals.
  private static func ranked<ID: Comparable & Hashable>(_ amounts: [(ID, Double)]) -> [ID] {
    var sums: [ID: Double] = [:]
    for (name, amount) in amounts { sums[name, default: 0] += amount }
    return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}
