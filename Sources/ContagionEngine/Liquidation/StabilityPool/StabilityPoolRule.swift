public import ContagionModel

/// A pool of deposits pays the debt of accounts that are closed and takes their
/// collateral; what it cannot pay passes to the accounts that stay open.
///
/// In every round the protocol closes accounts below health 1 whole, lowest ratio of
/// collateral to debt first, with `price` in units of the debt asset:
///
/// 1. `gasShare` of the collateral goes to whoever closed the account.
/// 2. The pool *T* pays `min(debt, T)` for as large a share of the rest.
/// 3. What is left of debt and collateral goes to all accounts that are open after the
///    round, in proportion to their collateral (`Redistribution`).
///
/// In recovery mode, while `Σ C·price / Σ D` over all accounts is below `criticalRatio`,
/// an account whose ratio is 1 or less passes whole to the others; one that is healthy,
/// but below the ratio of all, is closed too if the pool can pay all its debt: for
/// collateral of `debt / threshold`, the rest of which stays its owner's. The account of
/// the highest ratio stays open in any case.
///
/// At the opening the pool holds `poolShare` of all debt, 0...1. Its depositors are one
/// party; nothing is sold, so a closing moves no price. Anybody may close accounts, so
/// `liquidators: profitable` does not hold closings back. With `clearing: sequential` each
/// closing is shared out before the next, elsewhere all of a round together, as
/// `liquidateTroves` does; `uniform` closes before it sells others'. Where `opening:
/// exclude` leaves accounts alone that could be closed before the shock, nothing is
/// passed to them either.
///
/// The protocol has two reserves, one of which has a `liquidationThreshold` (1 over the
/// minimum ratio, 1/1.1 in Liquity): the collateral; the other is the debt. Collateral is
/// kept apart, not pooled.
///
/// - Complexity: O(accounts of the protocol · log of it) a round.
///
/// Source: liquity/dev `TroveManager.sol`, `StabilityPool.sol` (examples `LIQUITY-SP`,
/// `LIQUITY-REDIST`).
public struct StabilityPoolRule: LiquidationMechanism {
  public static let name = "stability-pool"
  public static let summary =
    "A pool of deposits pays the debt of closed accounts; the open ones share the rest."
  public static let source = "liquity/dev TroveManager.sol, StabilityPool.sol"
  public static let parameters = [
    RuleParameter(
      "poolShare", in: 0...1, unit: "ratio", default: 0,
      "Deposits of the pool at the opening, as a share of all debt."),
    RuleParameter(
      "criticalRatio", in: 1...100, unit: "ratio", default: 1.5,
      "Ratio of all collateral to all debt below which recovery mode holds."),
    RuleParameter(
      "gasShare", in: 0...1, unit: "ratio", default: 0.005,
      "Share of the collateral that whoever closes an account gets."),
  ]

  public let poolShare: Double
  public let criticalRatio: Double
  public let gasShare: Double

  public init(_ values: RuleValues) {
    poolShare = values["poolShare"]
    criticalRatio = values["criticalRatio"]
    gasShare = values["gasShare"]
  }

  public var bonus: Double { 0 }
  public let liquidationThreshold = 0.0
  public let protocolFee = 0.0
  public var scaleFree: Bool { true }

  /// The whole account, as one alone that a large enough pool pays; in a run accounts are
  /// closed together.
  public func liquidation(of account: LiquidationCase) -> Liquidation {
    guard account.healthFactor < 1 else { return .none }
    return Liquidation(repaid: account.debtUnits, seized: account.collateralUnits)
  }
}
