import ContagionEngine
public import ContagionModel
import OrderedCollections
import RealModule

/// Events that happen at a rate, alone or together, over a diffusion if assets
/// are given.
///
/// An event happens N times by itself, N Poisson with mean rate × horizon; each
/// time it brings others along with their probabilities (one step, not on and
/// on). Changes of a price multiply with their number and with the diffusion;
/// other shocks apply once, the last event's where two hit one target.
public struct Jumps: ScenarioModel {
  public static let name = "jumps"
  public static let summary = "Events at given rates, alone or together, over log-normal prices."
  public static let source = "Merton, Journal of Financial Economics 3, 1976"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["assets", "correlations", "events"])
    try description.needs(
      "events", !description.events.isEmpty,
      "events: {usdc-depeg: {perYear: 0.2, shocks: [USDC=-12%]}}")
    let years = description.horizonYears
    for (name, event) in description.events {
      guard event.perYear * years <= 500 else {
        throw ScenarioModelError(
          "events.\(name).perYear",
          "\(event.perYear * years) events of '\(name)' in one scenario; accepted: at most 500")
      }
      for other in event.brings.keys where description.events[other] == nil || other == name {
        throw ScenarioModelError(
          "events.\(name).brings.\(other)",
          "'\(name)' brings '\(other)'; accepted: another event of the list")
      }
    }
    let diffusion = description.assets.isEmpty ? nil : try PriceMotion(description)
    let normals = try CorrelatedNormals(description, seed: seed)
    let names = Array(description.events.keys)
    let events = Array(description.events.values)
    var targets = OrderedSet(diffusion?.targets ?? [])
    for event in events { targets.formUnion(event.shocks.map(\.target)) }
    return Scenarios(targets: Array(targets)) { scenario in
      var returns: OrderedDictionary<AssetID, Double> = [:]
      if let diffusion {
        let drawn = diffusion.returns(normals.values(of: scenario))
        for (asset, value) in zip(diffusion.assets, drawn) { returns[asset] = value }
      }
      let counts = Self.counts(names, events, years, seed: seed, scenario: scenario)
      var others: OrderedDictionary<String, Shock> = [:]
      for (event, count) in zip(events, counts) where count > 0 {
        for shock in event.shocks {
          if case .priceChange(let asset, let change) = shock {
            returns[asset, default: 0] += Double(count) * .log(onePlus: change)
          } else {
            others[shock.target] = shock
          }
        }
      }
      return PriceMotion.shocks(Array(returns.keys), Array(returns.values)) + others.values
    }
  }

  /// How often each event happens in a scenario.
  static func counts(
    _ names: [String], _ events: [ScenarioDescription.Event], _ years: Double, seed: UInt64,
    scenario: Int
  ) -> [Int] {
    var counts = names.map { _ in 0 }
    for (place, event) in events.enumerated() {
      var draws = Draws(seed: seed, scenario: scenario, name: "event:\(names[place])")
      let own = draws.poisson(event.perYear * years)
      counts[place] += own
      for _ in 0..<own {
        for (other, probability) in event.brings {
          guard draws.open() < probability, let row = names.firstIndex(of: other) else { continue }
          counts[row] += 1
        }
      }
    }
    return counts
  }
}
