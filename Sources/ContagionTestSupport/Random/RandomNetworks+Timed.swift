public import ContagionModel
import OrderedCollections

extension RandomNetworks {
  /// A random network with clocks, rates and agents, and a path to play it on.
  public struct Timed: Sendable {
    public var network: Network
    /// Before the first step; often nothing.
    public var shocks: [Shock]
    public var timing: Timing
  }

  /// The network of a seed with feeds of every rule, interest, purses of agents and outside
  /// markets that give way, and a path of up to eight steps in which prices fall.
  ///
  /// With `auctions`, most protocols put collateral up for auction.
  public static func timed(
    seed: UInt64, options: Options = Options(), auctions: Bool = false
  ) -> Timed {
    var (network, shocks) = network(seed: seed, options: options)
    if auctions { addAuctions(to: &network, seed: seed) }
    var draws = SplitMix64(seed: seed ^ 0x7469_6d65_6400)
    let market = ReferenceCascade.openingMarketPrices(of: network)
    for (id, feed) in network.oracles where feed.rule.name == "spot" {
      network.oracles[id]?.rule = clockedRule(&draws, market[feed.asset.name] ?? 1)
    }
    for (id, lending) in network.protocols {
      for asset in lending.reserves.keys where draws.happens(0.5) {
        network.protocols[id]?.reserves[asset]?.rate = RuleChoice(
          "kinked",
          [
            "base": .number(draws.number(0...0.05)), "kink": .number(draws.number(0.5...0.9)),
            "slope1": .number(draws.number(0...0.2)), "slope2": .number(draws.number(0...3)),
          ])
        network.protocols[id]?.reserves[asset]?.reserveFactor = draws.number(0...0.4)
      }
    }
    network.agents = agents(&draws)
    for (id, asset) in network.assets {
      guard let price = asset.price, asset.kind == .base, draws.happens(0.5) else { continue }
      network.externalMarkets[id] = ExternalMarket(
        price: price,
        depth: RuleChoice("linear", ["usdPerPercent": .number(draws.number(1e5...1e7))]))
    }
    return Timed(
      network: network, shocks: draws.happens(0.3) ? shocks : [], timing: timing(&draws, network))
  }

  /// Gives most protocols auctions, at most five lots an account and collateral, in times
  /// of some steps of ten minutes.
  private static func addAuctions(to network: inout Network, seed: UInt64) {
    var draws = SplitMix64(seed: seed ^ 0x6c6f_7473)
    let book = network.accounts
    for (id, lending) in network.protocols where draws.happens(0.8) {
      var most = 0.0
      for entry in 0..<book.entryCount {
        let account = Int(book.entryAccount[entry])
        guard book.venues[Int(book.accountVenue[account])] == id.name,
          book.entrySide[entry] == AccountBook.Side.collateral.rawValue
        else { continue }
        most = max(most, book.entryUnits[entry])
      }
      // What a rule gave to reserves without a threshold, they now state.
      for asset in lending.reserves.keys {
        guard lending.reserves[asset]?.liquidationThreshold == nil,
          case .number(let threshold)? = lending.liquidation.values["liquidationThreshold"]
        else { continue }
        network.protocols[id]?.reserves[asset]?.liquidationThreshold = threshold
      }
      network.protocols[id]?.liquidation = auction(
        &draws, lot: draws.happens(0.5) || most == 0 ? 1e18 : most * draws.number(0.25...1))
    }
  }

  private static func auction(_ draws: inout SplitMix64, lot: Double) -> RuleChoice {
    let shared: [String: RuleValue] = [
      "penalty": .number(draws.number(0...0.15)), "lot": .number(lot),
    ]
    guard draws.happens(0.5) else {
      return RuleChoice(
        "english-auction",
        shared.merging([
          "increment": .number(draws.number(0.01...0.05)),
          "bidDuration": .number(draws.pick([300, 600, 1_500])),
          "duration": .number(draws.pick([600, 1_800, 6_000])),
        ]) { first, _ in first })
    }
    return RuleChoice(
      "dutch-auction",
      shared.merging([
        "buf": .number(draws.number(0.9...1.3)), "tail": .number(draws.pick([600, 1_200, 8_400])),
        "cusp": .number(draws.number(0.3...0.9)), "cut": .number(draws.number(0.8...0.99)),
        "step": .number(draws.pick([60, 300, 600])),
      ]) { first, _ in first })
  }

  /// A rule with a clock, at a scale of some steps of ten minutes.
  private static func clockedRule(_ draws: inout SplitMix64, _ price: Double) -> RuleChoice {
    switch draws.integer(0...7) {
    case 0: RuleChoice("spot")
    case 1: RuleChoice("delayed", ["delay": .number(draws.pick([300, 600, 1_200, 2_500]))])
    case 2:
      RuleChoice(
        "deviation-heartbeat",
        [
          "deviation": .number(draws.number(0.001...0.3)),
          "heartbeat": .number(draws.pick([600, 1_800, 36_000])),
        ])
    case 3: RuleChoice("twap", ["window": .number(draws.pick([400, 1_200, 7_200]))])
    case 4: RuleChoice("geometric-twap", ["window": .number(draws.pick([400, 1_200, 7_200]))])
    case 5: RuleChoice("ema", ["tau": .number(draws.number(200...4_000))])
    case 6:
      RuleChoice(
        "growth-cap",
        ["growth": .number(draws.number(0...0.5)), "headroom": .number(draws.number(0...0.05))])
    default:
      RuleChoice(
        "median",
        [
          "reporters": .number(5), "stuck": .number(Double(draws.integer(0...3))),
          "value": .number(price),
        ])
    }
  }

  private static func agents(_ draws: inout SplitMix64) -> Agents {
    var agents = Agents(arbitrageurs: Agents.Arbitrageurs(capital: draws.number(1e3...2e6)))
    guard draws.happens(0.8) else { return agents }
    agents.liquidators = Agents.Liquidators(
      capital: draws.happens(0.5) ? draws.number(1e4...2e6) : nil,
      callsPerStep: draws.happens(0.5) ? draws.integer(1...6) : nil,
      cost: draws.happens(0.5) ? draws.number(1...2_000) : 0,
      margin: draws.happens(0.5) ? draws.number(0...0.05) : 0)
    return agents
  }

  /// Prices at uneven times; some assets without an outside price move in their pool.
  private static func timing(_ draws: inout SplitMix64, _ network: Network) -> Timing {
    let assets = network.assets.keys.filter { id in
      guard id != "USDC", let asset = network.assets[id] else { return false }
      return asset.kind != .receipt && (asset.price != nil || asset.marketPool != nil)
        && draws.happens(0.8)
    }
    var times = [0.0]
    for _ in 0..<draws.integer(1...8) {
      times.append(times[times.count - 1] + draws.pick([150, 600, 900, 1_800]))
    }
    var row = assets.map { network.assets[$0]?.price ?? 1 }
    var prices = row
    for _ in times.dropFirst() {
      row = row.map { $0 * draws.number(0.75...1.1) }
      prices += row
    }
    return Timing(
      PricePath(assets: Array(assets), times: times, prices: prices), step: 600,
      horizon: Double(draws.integer(2...8)) * 600)
  }
}
