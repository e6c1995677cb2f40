/// What an ensemble comes to: the loss distribution, its errors, and what makes
/// its tail.
///
/// Every figure is an estimate with a standard error; 0 where the scenarios were
/// given and not drawn.
public struct EnsembleSummary: Hashable, Sendable {
  /// A level of confidence, 0 ..< 1.
  public typealias Level = Double

  /// VaR and ES at one level.
  public struct Tail: Hashable, Sendable {
    public var level: Level
    /// The smallest x with F(x) ≥ level.
    public var valueAtRisk: Estimate
    /// The smallest x with F(x) > level.
    public var upperValueAtRisk: Double
    /// The mean of the worst 1 − level, an atom counted in part.
    public var expectedShortfall: Estimate
    /// The mean of what is at least the VaR, an atom counted whole.
    public var tailMean: Double

    public init(
      level: Level, valueAtRisk: Estimate, upperValueAtRisk: Double, expectedShortfall: Estimate,
      tailMean: Double
    ) {
      self.level = level
      self.valueAtRisk = valueAtRisk
      self.upperValueAtRisk = upperValueAtRisk
      self.expectedShortfall = expectedShortfall
      self.tailMean = tailMean
    }
  }

  /// One loss and its distribution.
  public struct Distribution: Hashable, Sendable {
    /// What it is the loss of: `total`, a protocol, a party, an asset, a chain.
    public var name: String
    public var mean: Estimate
    /// Probability of more than 1 USD.
    public var probability: Estimate
    public var largest: Double
    /// By rising level.
    public var tails: [Tail]

    public init(
      name: String, mean: Estimate, probability: Estimate, largest: Double, tails: [Tail]
    ) {
      self.name = name
      self.mean = mean
      self.probability = probability
      self.largest = largest
      self.tails = tails
    }
  }

  /// A part of the total's expected shortfall; the parts sum to it.
  public struct Component: Hashable, Sendable {
    public var name: String
    public var expectedShortfall: Estimate
    /// Its share of the total; NaN of nothing.
    public var share: Double

    public init(name: String, expectedShortfall: Estimate, share: Double) {
      self.name = name
      self.expectedShortfall = expectedShortfall
      self.share = share
    }
  }

  /// A tail taken apart by assets, chains or parties.
  public struct Breakdown: Hashable, Sendable {
    /// What the parts are: asset, chain, party.
    public var kind: String
    /// The loss whose tail it is; the parts sum to its expected shortfall.
    public var loss: String
    public var components: [Component]

    public init(kind: String, loss: String, components: [Component]) {
      self.kind = kind
      self.loss = loss
      self.components = components
    }
  }

  /// What one protocol loses given that another does.
  public struct Conditional: Hashable, Sendable {
    public var given: String
    /// USD that the given protocol loses more than.
    public var threshold: Double
    public var name: String
    /// Probability that `name` has bad debt too, and without the condition.
    public var probability: Estimate
    public var unconditional: Double
    /// Its mean bad debt, given.
    public var mean: Estimate

    public init(
      given: String, threshold: Double, name: String, probability: Estimate,
      unconditional: Double, mean: Estimate
    ) {
      self.given = given
      self.threshold = threshold
      self.name = name
      self.probability = probability
      self.unconditional = unconditional
      self.mean = mean
    }
  }

  /// How one shock differs in the tail.
  public struct Driver: Hashable, Sendable {
    public var target: String
    public var mean: Double
    public var standardDeviation: Double
    /// The mean in the tail of the total bad debt.
    public var tailMean: Estimate
    /// `(tailMean − mean) / standardDeviation`; 0 where nothing varies.
    public var shift: Double
    /// The square of the shift over the sum of squares; NaN of nothing.
    public var share: Double
    /// Rank correlation (Spearman) with the total bad debt; NaN of a constant.
    public var rankCorrelation: Double

    public init(
      target: String, mean: Double, standardDeviation: Double, tailMean: Estimate, shift: Double,
      share: Double, rankCorrelation: Double
    ) {
      self.target = target
      self.mean = mean
      self.standardDeviation = standardDeviation
      self.tailMean = tailMean
      self.shift = shift
      self.share = share
      self.rankCorrelation = rankCorrelation
    }
  }

  /// What the joint run adds to runs beside it, on the same shocks.
  public struct Addition: Hashable, Sendable {
    /// `isolated` for joint − Σ isolated, or `without price`.
    public var name: String
    /// The mean of the difference in bad debt.
    public var mean: Estimate
    /// Probabilities that it is above 1 USD, and below −1 USD.
    public var positive: Estimate
    public var negative: Estimate
    /// Quantiles of the difference at 0.05, 0.5 and 0.95.
    public var quantiles: [Double]
    /// Its mean in the tail of the joint run.
    public var tailMean: Estimate
    /// Mean difference of the final loss; NaN where it is not comparable.
    public var finalLoss: Estimate

    public init(
      name: String, mean: Estimate, positive: Estimate, negative: Estimate, quantiles: [Double],
      tailMean: Estimate, finalLoss: Estimate
    ) {
      self.name = name
      self.mean = mean
      self.positive = positive
      self.negative = negative
      self.quantiles = quantiles
      self.tailMean = tailMean
      self.finalLoss = finalLoss
    }
  }

  /// The estimates from the first so many scenarios.
  public struct Convergence: Hashable, Sendable {
    public var scenarios: Int
    public var mean: Estimate
    public var valueAtRisk: Estimate
    public var expectedShortfall: Estimate

    public init(
      scenarios: Int, mean: Estimate, valueAtRisk: Estimate, expectedShortfall: Estimate
    ) {
      self.scenarios = scenarios
      self.mean = mean
      self.valueAtRisk = valueAtRisk
      self.expectedShortfall = expectedShortfall
    }
  }

  /// An account that leaves much bad debt in the tail.
  public struct Contributor: Hashable, Sendable {
    public var account: String
    public var lendingProtocol: ProtocolID
    /// Mean of what is written off over the scenarios looked at.
    public var badDebtUSD: Double
    /// Share of those scenarios in which it leaves any.
    public var frequency: Double

    public init(
      account: String, lendingProtocol: ProtocolID, badDebtUSD: Double, frequency: Double
    ) {
      self.account = account
      self.lendingProtocol = lendingProtocol
      self.badDebtUSD = badDebtUSD
      self.frequency = frequency
    }
  }

  public var run: EnsembleRun
  /// Scenarios behind the figures; fewer than asked for in a partial run.
  public var scenarios: Int
  /// Scenarios that stopped at the round limit.
  public var cutShort: Int
  /// Bad debt, realised and latent: in total, by protocol, asset and chain.
  public var total: Distribution
  public var byProtocol: [Distribution] = []
  public var byAsset: [Distribution] = []
  public var byChain: [Distribution] = []
  /// Final losses of bearers.
  public var byParty: [Distribution] = []
  /// Debt repaid by liquidators, and its 95th percentile by protocol.
  public var liquidated: Distribution
  public var liquidatedByProtocol: [Distribution] = []
  public var exceedance: [ExceedanceCurve] = []
  public var components: [Component] = []
  /// The same by asset and chain, and of the final loss by party.
  public var breakdowns: [Breakdown] = []
  public var conditionals: [Conditional] = []
  public var drivers: [Driver] = []
  public var additions: [Addition] = []
  public var convergence: [Convergence] = []
  public var contributors: [Contributor] = []
  /// How many of the worst scenarios ``contributors`` looked at.
  public var contributorScenarios = 0

  public init(
    run: EnsembleRun, scenarios: Int, cutShort: Int, total: Distribution, liquidated: Distribution
  ) {
    self.run = run
    self.scenarios = scenarios
    self.cutShort = cutShort
    self.total = total
    self.liquidated = liquidated
  }

  /// Whether every scenario that was asked for is in the figures.
  public var isComplete: Bool { scenarios == run.scenarios }
}
