public import OrderedCollections

/// What a scenario model is given: its rule and the figures that the rule reads.
///
/// A rule reads the parts that concern it and refuses the description if they
/// are missing; parts that it does not read must be empty.
public struct ScenarioDescription: Hashable, Sendable {
  /// How one asset moves.
  public struct AssetMotion: Hashable, Sendable {
    /// Standard deviation of the logarithmic return over a year, above 0.
    public var volatility: Double
    /// Expected growth rate of the price per year; 0 keeps its mean where it is.
    public var drift: Double
    /// Loadings on common factors of variance 1; their squares sum to at most 1.
    public var loadings: OrderedDictionary<String, Double>

    public init(
      volatility: Double, drift: Double = 0, loadings: OrderedDictionary<String, Double> = [:]
    ) {
      self.volatility = volatility
      self.drift = drift
      self.loadings = loadings
    }
  }

  /// The correlation of the logarithmic returns of two assets.
  public struct Correlation: Hashable, Sendable {
    public var first: AssetID
    public var second: AssetID
    /// −1 ... 1.
    public var value: Double

    public init(_ first: AssetID, _ second: AssetID, _ value: Double) {
      self.first = first
      self.second = second
      self.value = value
    }
  }

  /// Something that happens at a rate and brings shocks with it.
  public struct Event: Hashable, Sendable {
    /// Expected number a year, 0 or more.
    public var perYear: Double
    public var shocks: [Shock]
    /// Events that this one brings along, each with a probability of 0 ... 1.
    public var brings: OrderedDictionary<String, Double>

    public init(
      perYear: Double, shocks: [Shock], brings: OrderedDictionary<String, Double> = [:]
    ) {
      self.perYear = perYear
      self.shocks = shocks
      self.brings = brings
    }
  }

  /// Shocks that are one scenario, with a weight.
  public struct Listed: Hashable, Sendable {
    public var shocks: [Shock]
    /// `nil`: as likely as every other.
    public var probability: Double?

    public init(shocks: [Shock], probability: Double? = nil) {
      self.shocks = shocks
      self.probability = probability
    }
  }

  /// The name used for run folders.
  public var name: String
  public var title: String
  public var source: String
  public var rule: RuleChoice
  /// Days that one scenario spans, above 0.
  public var horizonDays: Double
  public var assets: OrderedDictionary<AssetID, AssetMotion> = [:]
  public var correlations: [Correlation] = []
  /// One list of shocks per axis of a grid.
  public var grid: OrderedDictionary<String, [Shock]> = [:]
  public var events: OrderedDictionary<String, Event> = [:]
  public var prices: PriceHistory?
  public var listed: [Listed] = []

  public init(
    name: String, title: String? = nil, source: String = "", rule: RuleChoice,
    horizonDays: Double
  ) {
    self.name = name
    self.title = title ?? name
    self.source = source
    self.rule = rule
    self.horizonDays = horizonDays
  }
}
