import ContagionModel
import OrderedCollections

/// Lines of a diagram while it is drawn: amounts between the same two nodes by
/// the same channel add up, and widths are known when all amounts are.
struct FlowSketch {
  struct Key: Hashable {
    var from: String
    var to: String
    /// `nil` for the shock.
    var channel: Channel?
  }

  struct Flow {
    var usd: Double
    /// What the amount is: `sold`, `loss`.
    var noun: String
    var isLabelled: Bool
    /// How much a layout keeps the line short and straight.
    var weight: Int
    /// Whether the width stands for the amount.
    var isScaled: Bool
  }

  private(set) var flows: OrderedDictionary<Key, Flow> = [:]

  mutating func add(
    from: String, to: String, _ channel: Channel?, _ usd: Double, _ noun: String,
    labelled: Bool = false, weight: Int = 1, scaled: Bool = true
  ) {
    let key = Key(from: from, to: to, channel: channel)
    var flow =
      flows[key]
      ?? Flow(
        usd: 0, noun: noun, isLabelled: labelled, weight: weight, isScaled: scaled)
    flow.usd += usd
    flows[key] = flow
  }

  var largestUSD: Double { flows.values.reduce(0) { $1.isScaled ? max($0, $1.usd) : $0 } }

  /// The channels that occur, in their order, with the shock first.
  var legend: [(stroke: Stroke, meaning: String)] {
    let channels = Set(flows.keys.compactMap(\.channel))
    let shock = flows.keys.contains { $0.channel == nil } ? [(Palette.shock, "shock")] : []
    return shock
      + Channel.allCases.filter(channels.contains).map {
        (Palette.stroke(of: $0), "\($0.rawValue): \($0.meaning)")
      }
  }

  /// What the width of a line means.
  var scale: String {
    "Line width in proportion to USD, the widest \(Figure.usd(largestUSD))"
      + (flows.values.contains { !$0.isScaled }
        ? "; lines from the shock, and market losses, are not" : "")
  }

  /// Keeps the largest lines and returns what the others were.
  mutating func prune(to limit: Int) -> (count: Int, usd: Double) {
    guard flows.count > limit else { return (0, 0) }
    let ranked = flows.values.indices.sorted {
      (flows.values[$1].usd, $0) < (flows.values[$0].usd, $1)
    }
    let kept = Set(ranked.prefix(limit))
    let left = ranked.dropFirst(limit).reduce(0) { $0 + flows.values[$1].usd }
    let count = flows.count - limit
    flows = OrderedDictionary(
      uniqueKeysWithValues: flows.elements.enumerated().filter { kept.contains($0.offset) }.map {
        ($0.element.key, $0.element.value)
      })
    return (count, left)
  }

  /// Labels the lines whose amount no node states: those between a node with
  /// several lines out and a node with several lines in.
  mutating func labelAmbiguous() {
    var out: [String: Int] = [:]
    var into: [String: Int] = [:]
    for key in flows.keys {
      out[key.from, default: 0] += 1
      into[key.to, default: 0] += 1
    }
    for key in flows.keys {
      flows[key]?.isLabelled = (out[key.from] ?? 0) > 1 && (into[key.to] ?? 0) > 1
    }
  }

  /// Adds the lines to a graph.
  func draw(on dot: inout DOT, names: [String: String]) {
    let largest = largestUSD
    for (key, flow) in flows {
      let stroke = key.channel.map(Palette.stroke(of:)) ?? Palette.shock
      let width = flow.isScaled ? Palette.width(of: flow.usd, largest: largest) : 1
      var attributes = stroke.attributes(width: width)
      let amount = Figure.usd(flow.usd)
      let by = key.channel.map { ", \($0.rawValue)" } ?? ""
      let text =
        "\(names[key.from] ?? key.from) → \(names[key.to] ?? key.to): \(amount) \(flow.noun)\(by)"
      attributes["tooltip"] = .text(text)
      attributes["labeltooltip"] = .text(text)
      if flow.weight != 1 { attributes["weight"] = .number(Double(flow.weight)) }
      if flow.isLabelled {
        attributes["label"] = Markup.table([[.cell(Markup(amount))]], padding: 2 + Int(width)).value
      }
      dot.edge(key.from, key.to, attributes)
    }
  }
}

extension Channel {
  /// What a line of the channel shows.
  var meaning: String {
    switch self {
    case .price: "prices and sales"
    case .depth: "liquidity withdrawn"
    case .claim: "claims that lose value"
    case .funding: "deposits that cannot leave"
    case .oracle: "reported prices"
    case .bridge: "backing that is gone"
    case .capacity: "calls that wait"
    }
  }
}
