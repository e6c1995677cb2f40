public import ContagionModel

/// A way to make scenarios.
public protocol ScenarioModel: Rule {
  /// The scenarios of a description.
  ///
  /// Scenario k is a pure function of the description, the seed and k.
  ///
  /// - Throws: ``ScenarioModelError`` with the part of the description that is
  ///   missing, wrong or not read by the rule.
  func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios
}

/// Why a description makes no scenarios.
public struct ScenarioModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part of the description: `assets.ETH.volatility`.
  public var path: String
  public var message: String

  public init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { "\(path): \(message)" }
}

extension Catalog where Kind == any ScenarioModel {
  /// Every scenario model. Add yours here.
  public static let scenarioModels = Catalog(
    "scenario model",
    [
      Entry(LogNormal.self) { $0 },
      Entry(MultivariateT.self) { $0 },
      Entry(TCopula.self) { $0 },
      Entry(Jumps.self) { $0 },
      Entry(StationaryBootstrap.self) { $0 },
      Entry(HistoricalReplay.self) { $0 },
      Entry(Grid.self) { $0 },
      Entry(ListedScenarios.self) { $0 },
    ])
}
