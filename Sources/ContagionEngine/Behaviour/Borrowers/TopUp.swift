public import ContagionModel

/// Borrowers who, by chance, pay back what brings a low health up to a target.
///
/// Below *below*, with the probability *chance* in each step, the share
/// `1 − health / target` of every debt is paid back.
public struct TopUp: BorrowerBehaviour, Hashable {
  public static let name = "top-up"
  public static let summary =
    "Borrowers of low health pay back up to a target, with a chance per step."
  public static let source = "illustrative; model.md §4, stage 10"
  public static let parameters = [
    RuleParameter("below", in: 0...100, unit: "health", "Health below which borrowers act."),
    RuleParameter("target", in: 1...100, unit: "health", "Health that they bring it up to."),
    RuleParameter("chance", in: 0...1, unit: "per step", default: 1, "Probability that one acts."),
  ]

  public let below: Double
  public let target: Double
  public let chance: Double

  /// - Precondition: `target` is 1 or more, `chance` lies in 0...1.
  public init(below: Double, target: Double, chance: Double = 1) {
    self.below = below
    self.target = target
    self.chance = chance
  }

  public init(_ values: RuleValues) {
    self.init(below: values["below"], target: values["target"], chance: values["chance"])
  }

  public func repaying(at health: Double, draw: Double) -> Double {
    health < below && draw < chance ? max(0, 1 - health / target) : 0
  }
}
