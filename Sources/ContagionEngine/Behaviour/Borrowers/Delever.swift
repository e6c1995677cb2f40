public import ContagionModel

/// Borrowers who, by chance, sell collateral to bring a low health up to a target.
///
/// Below *below*, with the probability *chance* in each step. Selling *s* of collateral with
/// threshold λ for debt moves health from *h* to `(hD − λs) / (D − s)`, so the share of the
/// debt is `(target − h) / (target − λ)`, at most all of it.
public struct Delever: BorrowerBehaviour, Hashable {
  public static let name = "delever"
  public static let summary =
    "Borrowers of low health sell collateral through the pools up to a target, with a chance per"
    + " step."
  public static let source = "illustrative; model.md §4, stage 10"
  public static let parameters = TopUp.parameters

  public let below: Double
  public let target: Double
  public let chance: Double

  public init(_ values: RuleValues) {
    below = values["below"]
    target = values["target"]
    chance = values["chance"]
  }

  public func selling(_ account: BorrowerStanding) -> Double {
    guard account.health < below, account.health < target, account.draw < chance else { return 0 }
    guard target > account.threshold else { return 1 }
    return min(1, (target - account.health) / (target - account.threshold))
  }
}
