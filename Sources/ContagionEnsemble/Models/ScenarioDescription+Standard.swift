public import ContagionModel
import OrderedCollections
import RealModule

extension ScenarioDescription {
  /// Volatility a year of an asset whose own is not given, as a round figure.
  public static let standardVolatility = 0.8
  /// Correlation of any two assets of the standard model.
  public static let standardCorrelation = 0.8
  /// Days of the standard model.
  public static let standardHorizonDays = 7.0

  /// The model that is taken when none is named: every base asset, and every
  /// stable asset whose volatility the network gives, moves log-normally for a
  /// week, all with one correlation through one factor.
  ///
  /// The network's volatilities are taken where it has them; the other figures are
  /// round and illustrative. All are printed with every run that takes them.
  public static func standard(for network: Network) -> ScenarioDescription {
    var result = ScenarioDescription(
      name: "standard", title: "log-normal base assets", source: "illustrative",
      rule: RuleChoice(LogNormal.name), horizonDays: standardHorizonDays)
    for (id, asset) in network.assets
    where asset.kind == .base || (asset.kind == .stable && asset.volatility != nil) {
      result.assets[id] = AssetMotion(
        volatility: asset.volatility ?? standardVolatility,
        loadings: ["market": .sqrt(standardCorrelation)])
    }
    return result
  }

  /// What a description takes from where, in words, a line each.
  public var notes: [String] {
    var lines = ["horizon \(horizonDays) days"]
    for (id, motion) in assets {
      let loadings = motion.loadings.map { ", loading \($1) on \($0)" }.joined()
      lines.append("\(id): volatility \(motion.volatility) a year\(loadings)")
    }
    for pair in correlations {
      lines.append("correlation of \(pair.first) and \(pair.second): \(pair.value)")
    }
    for (name, event) in events {
      let shocks = event.shocks.map(\.description).joined(separator: ", ")
      let brings = event.brings.map { ", brings \($0) with probability \($1)" }.joined()
      lines.append("\(name): \(event.perYear) a year, \(shocks)\(brings)")
    }
    for (name, axis) in grid { lines.append("\(name): \(axis.count) shocks") }
    if let prices {
      lines.append(
        "\(prices.times.count) prices of \(prices.assets.map(\.name).joined(separator: ", "))"
          + " from \(prices.times.first ?? "") to \(prices.times.last ?? "")")
    }
    if !listed.isEmpty { lines.append("\(listed.count) listed scenarios") }
    return lines
  }
}
