import ContagionModel

/// Acting on a warning before the loss.
///
/// The signal looks for crises: losses of `crisisLoss` or more. `avoided = Σ p h e B`
/// over crises; the cost is paid whenever it fires, rightly in the share `h` of
/// crises and wrongly in the share `falseAlarmRate` of all other times.
public struct PredictiveDeleveraging: Hashable, Sendable {
  public var effectiveness: Double
  public var costPerFiring: Double
  public var hitRate: Double
  public var falseAlarmRate: Double
  /// The least loss that the signal is made for, USD.
  public var crisisLoss: Double

  public init(
    effectiveness: Double, costPerFiring: Double, hitRate: Double, falseAlarmRate: Double,
    crisisLoss: Double
  ) {
    self.crisisLoss = crisisLoss
    self.effectiveness = effectiveness
    self.costPerFiring = costPerFiring
    self.hitRate = hitRate
    self.falseAlarmRate = falseAlarmRate
  }

  /// What it saves and costs on losses with probabilities.
  public func effect(losses: [Double], weights: [Double]) -> Effect {
    let distribution = WeightedSample(losses, weights: weights)
    let crisis = distribution.probability(atLeast: crisisLoss)
    let avoided = zip(losses, weights).reduce(0) {
      $1.0 >= crisisLoss ? $0 + $1.0 * $1.1 * hitRate * effectiveness : $0
    }
    let firing = crisis * hitRate + (1 - crisis) * falseAlarmRate
    return Effect(
      avoided: avoided, cost: firing * costPerFiring, lossAfter: distribution.mean.value - avoided,
      firingProbability: firing)
  }

  public struct Effect: Hashable, Sendable {
    public var avoided: Double
    public var cost: Double
    public var lossAfter: Double
    public var firingProbability: Double

    public var netBenefit: Double { avoided - cost }
    /// The cost of a firing at which nothing is gained.
    public var breakEvenCost: Double? {
      firingProbability > 0 ? avoided / firingProbability : nil
    }
  }
}
