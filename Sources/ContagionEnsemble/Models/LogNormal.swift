public import ContagionModel
import OrderedCollections
import RealModule

/// Logarithmic returns are normal and correlated.
///
/// Over a horizon of h years an asset of volatility σ and drift μ moves by
/// exp((μ − σ²/2)·h + σ·√h·z) − 1.
public struct LogNormal: ScenarioModel {
  public static let name = "log-normal"
  public static let summary = "Prices move by correlated log-normal returns."
  public static let source = "Black and Scholes, JPE 81, 1973"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["assets", "correlations"])
    let motion = try PriceMotion(description)
    let normals = try CorrelatedNormals(description, seed: seed)
    return Scenarios(targets: motion.targets) { scenario in
      motion.shocks(normals.values(of: scenario))
    }
  }
}

/// Turns standardised returns into shocks of prices.
struct PriceMotion: Sendable {
  let assets: [AssetID]
  private let drift: [Double]
  private let scale: [Double]

  init(_ description: ScenarioDescription) throws(ScenarioModelError) {
    try description.needs(
      "assets", !description.assets.isEmpty, "assets: {ETH: {volatility: 0.8}}")
    let years = description.horizonYears
    assets = Array(description.assets.keys)
    drift = description.assets.values.map {
      ($0.drift - $0.volatility * $0.volatility / 2) * years
    }
    scale = description.assets.values.map { $0.volatility * .sqrt(years) }
  }

  var targets: [String] { assets.map { Shock.priceChange($0, 0).target } }

  /// The logarithmic return of each asset.
  func returns(_ z: [Double]) -> [Double] {
    z.indices.map { drift[$0] + scale[$0] * z[$0] }
  }

  func shocks(_ z: [Double]) -> [Shock] { Self.shocks(assets, returns(z)) }

  /// Shocks of prices by logarithmic returns; a return that rounds to a fall of
  /// everything is the largest fall that a shock can have.
  static func shocks(_ assets: [AssetID], _ returns: [Double]) -> [Shock] {
    zip(assets, returns).map { .priceChange($0, max(.expMinusOne($1), -1 + 0x1p-52)) }
  }
}
