public import ContagionModel
import OrderedCollections
import Yams

extension NetworkWriter {
  /// A pool as it stands in a network file: `pools:` and one entry.
  ///
  /// - Throws: The YAML writer's error; no pool is known to cause one.
  public static func yaml(_ pool: LiquidityPool, named name: PoolID) throws -> String {
    try Yams.serialize(
      node: map([("pools", map([(name.name, Self.pool(pool))]))]), width: -1, allowUnicode: true)
  }

  /// A scenario model of log-normal prices with a report's volatilities and
  /// correlations, as ``YAMLScenarios`` reads it.
  ///
  /// Assets that do not move are left out, since a model wants volatilities
  /// above 0. Correlations over different steps need not go together; reading
  /// the model says so if they do not.
  ///
  /// - Throws: The YAML writer's error; no report is known to cause one.
  public static func yaml(_ report: VolatilityReport, named name: String) throws -> String {
    let moving = report.assets.filter { $0.volatility > 0 }
    let correlations = report.correlations.compactMap { pair in
      pair.value.map { value in
        map(
          [("between", names([pair.first.name, pair.second.name])), ("value", number(value))],
          style: .flow)
      }
    }
    let root: [(String, Node?)] = [
      ("schema", text(YAMLScenarios.schema)), ("name", text(name)), ("model", text("log-normal")),
      ("horizonDays", number(1)),
      (
        "assets",
        map(
          moving.map {
            ($0.asset.name, map([("volatility", number($0.volatility))], style: .flow))
          })
      ),
      ("correlations", correlations.isEmpty ? nil : Node(correlations, Tag(.seq), .block)),
    ]
    return try Yams.serialize(node: map(root), width: -1, allowUnicode: true)
  }
}
