import OrderedCollections

/// How a timed run goes: a path of prices, cut into steps.
///
/// Step 0 is the moment of the shock; step *k* is at `k · step` seconds. In each,
/// prices move, oracles report by their clocks, and the cascade runs in rounds until
/// it is quiet (`model.md` §4).
public struct Timing: Hashable, Sendable {
  public var path: PricePath
  /// Seconds, above 0.
  public var step: Double
  /// Seconds, at least one step.
  public var horizon: Double

  /// Plays a path to a horizon; to the end of the path if that is `nil`.
  public init(_ path: PricePath, step: Double, horizon: Double? = nil) {
    self.path = path
    self.step = step
    self.horizon = horizon ?? path.duration
  }

  /// The number of the last step.
  public var stepCount: Int { Int((horizon / step * (1 + 1e-12)).rounded(.down)) }

  /// The same clock with prices that stand still.
  public var still: Timing {
    var result = self
    result.path = PricePath(
      assets: path.assets, times: [path.times[0]],
      prices: Array(path.prices.prefix(path.assets.count)))
    return result
  }

  /// The path in words, one line for each asset: `ETH 194.61, lowest 96.62, at the end
  /// 127.6`.
  public var words: [String] {
    let count = path.assets.count
    let end = path.prices(after: horizon)
    return path.assets.enumerated().map { row, asset in
      var lowest = Double.infinity
      var highest = 0.0
      for place in path.times.indices where path.times[place] - path.times[0] <= horizon {
        let price = path.prices[place * count + row]
        lowest = min(lowest, price)
        highest = max(highest, price)
      }
      let first = path.prices[row]
      let last = end[end.startIndex + row]
      return "\(asset) \(Wording.number(first))"
        + (lowest < min(first, last) ? ", lowest \(Wording.number(lowest))" : "")
        + (highest > max(first, last) ? ", highest \(Wording.number(highest))" : "")
        + ", at the end \(Wording.number(last))"
    }
  }

  /// More steps than this are refused: each is at least one look at the network.
  public static let mostSteps = 1_000_000

  /// What keeps a network from being run so.
  public func findings(for network: Network) -> [Finding] {
    var findings: [Finding] = []
    func fail(_ message: String) { findings.append(Finding(at: "path", message)) }
    if !(step > 0 && step.isFinite) {
      fail("the step is \(Wording.number(step)) s; accepted: above 0")
    } else if !(horizon >= step && horizon.isFinite) {
      fail(
        "the horizon is \(Wording.number(horizon)) s; accepted: at least one step of \(Wording.number(step)) s"
      )
    } else if horizon / step > Double(Self.mostSteps) {
      fail(
        "the horizon has \(Wording.number(horizon / step)) steps; accepted: \(Self.mostSteps) or fewer"
      )
    }
    for id in path.assets {
      guard let asset = network.assets[id] else {
        fail(Wording.unknown("asset", id.name, among: network.assets.keys.map(\.name)))
        continue
      }
      if network.outsidePrice(of: id) == nil, asset.marketPool == nil {
        fail(
          "\(id) is a receipt that no pool prices; accepted: assets with an outside price or a pool"
        )
      }
    }
    for (row, price) in path.prices.enumerated() where !(price > 0 && price.isFinite) {
      fail("price \(row + 1) of the path is \(Wording.number(price)); accepted: above 0")
    }
    return findings
  }
}
