/// One scenario of an ensemble: what happened and what came of it.
public struct ScenarioRecord: Hashable, Sendable {
  /// 0 for the first.
  public var scenario: Int
  /// Probability of the scenario within the ensemble.
  public var probability: Double
  /// The size of the shock to each target, 0 where there is none.
  public var shockSizes: [Double]
  /// The run of everybody together.
  public var outcome: ScenarioOutcome
  /// The runs beside it, in the order of the ensemble's variants.
  public var variants: [VariantOutcome]

  public init(
    scenario: Int, probability: Double, shockSizes: [Double], outcome: ScenarioOutcome,
    variants: [VariantOutcome] = []
  ) {
    self.scenario = scenario
    self.probability = probability
    self.shockSizes = shockSizes
    self.outcome = outcome
    self.variants = variants
  }
}

/// What a run beside the joint one comes to, USD.
public struct VariantOutcome: Hashable, Sendable {
  /// Bad debt: of the one protocol in an isolated run, else of all.
  public var badDebtUSD: Double
  /// Σ over final bearers.
  public var finalLossUSD: Double
  /// Debt repaid by liquidators.
  public var liquidatedUSD: Double

  public init(badDebtUSD: Double, finalLossUSD: Double, liquidatedUSD: Double) {
    self.badDebtUSD = badDebtUSD
    self.finalLossUSD = finalLossUSD
    self.liquidatedUSD = liquidatedUSD
  }
}

/// A run that is made beside the joint one with the same shocks.
public enum EnsembleVariant: Hashable, Sendable, CustomStringConvertible {
  /// Only this protocol's accounts may be liquidated.
  case isolated(ProtocolID)
  /// One channel is off.
  case without(Channel)

  public var description: String {
    switch self {
    case .isolated(let id): "isolated \(id)"
    case .without(let channel): "without \(channel.rawValue)"
    }
  }
}
