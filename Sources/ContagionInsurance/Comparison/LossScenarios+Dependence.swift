import ContagionModel

extension LossScenarios {
  /// Every market's losses sorted against each other, prices from high to low.
  var comonotone: LossScenarios? {
    guard let falling = Falling(self) else { return nil }
    func ladders(_ usd: (LossEvent) -> [Double]) -> [Ladder] {
      markets.indices.map { market in
        Ladder(falling.events.map { usd($0)[market] }, falling.weights)
      }
    }
    let realized = ladders(\.realizedUSD)
    let latent = ladders(\.allLatentUSD)
    var together = self
    together.isSampled = false
    together.draws = nil
    together.scenarios = falling.scenarios(edges: (realized + latent).flatMap(\.edges)) { level in
      (realized.map { $0[level] }, latent.map { $0[level] })
    }
    return together
  }

  /// Every market's losses without regard to the others', and prices from high to
  /// low as their sum rises.
  ///
  /// Of a whole distribution, all combinations of the markets' own losses; of draws, the
  /// loss of each market is taken from another draw, a fixed step further, so that draws
  /// fall into groups that share none.
  ///
  /// - Returns: The set and, of draws, the group of every scenario; `nil` if scenarios
  ///   have several events, draws have different weights or there are fewer than two
  ///   groups, or there are more than ``mostCombinations``.
  var independent: (set: LossScenarios, groups: [Int])? {
    guard let falling = Falling(self), let joint = isSampled ? redrawn : combinations else {
      return nil
    }
    let order = joint.indices.sorted { (joint[$0].totalUSD, $0) < (joint[$1].totalUSD, $1) }
    let places = Ladder(
      order.indices.map(Double.init), order.map { joint[$0].probability })
    var groups: [Int] = []
    var apart = self
    apart.isSampled = false
    apart.draws = nil
    apart.scenarios = falling.scenarios(edges: places.edges) { level in
      let combination = joint[order[Int(places[level])]]
      if isSampled { groups.append(combination.group) }
      return (combination.realizedUSD, combination.latentUSD)
    }
    return (apart, groups)
  }

  /// Combinations of losses at most.
  static let mostCombinations = 20_000

  /// The losses of all markets at once.
  struct Combination {
    var realizedUSD: [Double]
    var latentUSD: [Double]
    var probability: Double
    var group = 0

    var totalUSD: Double { (realizedUSD + latentUSD).reduce(0, +) }
  }

  /// Each market from a draw of its own.
  private var redrawn: [Combination]? {
    let losing = losingMarkets
    let step = losing.isEmpty ? scenarios.count : scenarios.count / losing.count
    let weight = scenarios[0].probability
    guard step >= 2, scenarios.allSatisfy({ $0.probability == weight }) else { return nil }
    let count = step * max(1, losing.count)
    let events = scenarios.prefix(count).map { $0.events[0] }
    return (0..<count).map { draw in
      var combination = Combination(
        realizedUSD: events[draw].realizedUSD, latentUSD: events[draw].allLatentUSD,
        probability: 1 / Double(count), group: draw % step)
      for (turn, market) in losing.enumerated() {
        let source = events[(draw + turn * step) % count]
        combination.realizedUSD[market] = source.realizedUSD[market]
        combination.latentUSD[market] = source.allLatentUSD[market]
      }
      return combination
    }
  }

  /// All combinations of what each market can lose.
  private var combinations: [Combination]? {
    let none = markets.map { _ in 0.0 }
    var joint = [Combination(realizedUSD: none, latentUSD: none, probability: 1)]
    for market in losingMarkets {
      var atoms: [[Double]: Double] = [:]
      for scenario in scenarios {
        let event = scenario.events[0]
        let loss = [event.realizedUSD[market], event.allLatentUSD[market]]
        atoms[loss, default: 0] += scenario.probability
      }
      guard joint.count * atoms.count <= Self.mostCombinations else { return nil }
      let sorted = atoms.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      joint = joint.flatMap { combination in
        sorted.map { loss, probability in
          var longer = combination
          longer.realizedUSD[market] = loss[0]
          longer.latentUSD[market] = loss[1]
          longer.probability *= probability
          return longer
        }
      }
    }
    return joint
  }

  private var losingMarkets: [Int] {
    markets.indices.filter { market in
      scenarios.contains { scenario in
        scenario.events[0].realizedUSD[market] > 0 || scenario.events[0].allLatentUSD[market] > 0
      }
    }
  }

  /// The standard error of a mean over groups of scenarios that share no draw.
  func error(of values: [Double], in groups: [Int]) -> Double {
    let count = Double((groups.max() ?? 0) + 1)
    var sums = Array(repeating: 0.0, count: Int(count))
    for (place, group) in groups.enumerated() {
      sums[group] += scenarios[place].probability * values[place] * count
    }
    let mean = sums.reduce(0, +) / count
    let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return (variance / count).squareRoot()
  }
}

extension LossEvent {
  /// Hidden bad debt by market, zeros where there is none.
  fileprivate var allLatentUSD: [Double] {
    latentUSD.isEmpty ? realizedUSD.map { _ in 0 } : latentUSD
  }
}

/// What gets worse with the losses: prices and what borrowers have left fall,
/// liquidated debt rises.
private struct Falling {
  let events: [LossEvent]
  let weights: [Double]
  private let prices: [(asset: AssetID, ladder: Ladder)]
  private let debt: Ladder?
  private let equity: Ladder?

  /// `nil` if a scenario has several events or none.
  init?(_ losses: LossScenarios) {
    guard losses.scenarios.allSatisfy({ $0.events.count == 1 }), !losses.scenarios.isEmpty else {
      return nil
    }
    let events = losses.scenarios.map { $0.events[0] }
    let weights = losses.scenarios.map(\.probability)
    func optional(_ figure: (LossEvent) -> Double?) -> Ladder? {
      let figures = events.compactMap(figure)
      return figures.count == events.count ? Ladder(figures, weights) : nil
    }
    prices = Set(events.flatMap(\.priceFactors.keys)).map { asset in
      (asset, Ladder(events.map { -$0.priceFactor(of: asset) }, weights))
    }
    debt = optional(\.liquidatedDebtUSD)
    equity = optional { $0.borrowerEquityUSD.map { -$0 } }
    self.events = events
    self.weights = weights
  }

  /// Scenarios with losses by cumulative probability, cut wherever anything changes.
  func scenarios(
    edges: [Double], losses: (Double) -> (realized: [Double], latent: [Double])
  ) -> [LossScenario] {
    let ladders = prices.map(\.ladder) + [debt, equity].compactMap { $0 }
    var cuts: [Double] = []
    for edge in (edges + ladders.flatMap(\.edges)).sorted()
    where edge - (cuts.last ?? 0) > 1e-12 {
      cuts.append(edge)
    }
    var start = 0.0
    return cuts.enumerated().map { place, edge in
      let middle = (start + edge) / 2
      let (realized, latent) = losses(middle)
      var event = LossEvent("\(place)", realizedUSD: realized, latentUSD: latent)
      for price in prices { event.priceFactors[price.asset] = -price.ladder[middle] }
      event.liquidatedDebtUSD = debt.map { $0[middle] }
      event.borrowerEquityUSD = equity.map { -$0[middle] }
      defer { start = edge }
      return LossScenario("\(place)", probability: edge - start, events: [event])
    }
  }
}
