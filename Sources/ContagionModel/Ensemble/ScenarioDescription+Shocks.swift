import OrderedCollections

extension ScenarioDescription {
  /// One shock of each kind that the scenarios can bring, with the part of the
  /// description that brings it.
  public var shocksByPath: [(path: String, shock: Shock)] {
    var found: [(path: String, shock: Shock)] = []
    for asset in assets.keys { found.append(("assets.\(asset)", .priceChange(asset, -0.1))) }
    for asset in prices?.assets ?? [] {
      found.append(("prices.assets.\(asset)", .priceChange(asset, -0.1)))
    }
    for (name, axis) in grid { found += axis.map { ("grid.\(name)", $0) } }
    for (name, event) in events { found += event.shocks.map { ("events.\(name).shocks", $0) } }
    for scenario in listed { found += scenario.shocks.map { ("scenarios", $0) } }
    return found
  }
}
