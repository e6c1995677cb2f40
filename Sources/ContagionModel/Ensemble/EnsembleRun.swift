/// What an ensemble was asked to do: enough to do it again.
public struct EnsembleRun: Hashable, Sendable {
  /// Name, title and date of the network.
  public var network: String
  public var networkTitle: String
  public var asOf: String
  /// Name, title and source of the scenario model, and its rule in words.
  public var model: String
  public var modelTitle: String
  public var modelSource: String
  public var modelRule: String
  /// What the model takes from where, a line each.
  public var modelNotes: [String]
  public var horizonDays: Double
  public var scenarios: Int
  public var seed: UInt64
  /// Whether the scenarios are drawn, so that figures have sampling errors.
  public var isSampled: Bool
  public var choices: Choices
  public var variants: [EnsembleVariant]
  /// What shocks hit, in the order of the records' shock sizes.
  public var targets: [String]
  public var axes: ScenarioAxes
  /// The chain of each protocol, if it has one.
  public var chains: [String?]

  public init(
    network: String, networkTitle: String, asOf: String, model: String, modelTitle: String,
    modelSource: String, modelRule: String, modelNotes: [String] = [], horizonDays: Double,
    scenarios: Int, seed: UInt64, isSampled: Bool, choices: Choices,
    variants: [EnsembleVariant], targets: [String], axes: ScenarioAxes, chains: [String?]
  ) {
    self.network = network
    self.networkTitle = networkTitle
    self.asOf = asOf
    self.model = model
    self.modelTitle = modelTitle
    self.modelSource = modelSource
    self.modelRule = modelRule
    self.modelNotes = modelNotes
    self.horizonDays = horizonDays
    self.scenarios = scenarios
    self.seed = seed
    self.isSampled = isSampled
    self.choices = choices
    self.variants = variants
    self.targets = targets
    self.axes = axes
    self.chains = chains
  }
}
