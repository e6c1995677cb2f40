/// A speculator who issues a stable asset against collateral and must buy it back.
///
/// Demand for the stable asset is *x* USD; holders sell `−y` units and the
/// speculator issues *Δ*, so its price is `x / (Δ − y)`. Unconstrained
/// `Δ* = y + √(−y·r·x)` maximises `r·(z + Δ·x / (Δ − y)) − (L + Δ)` with return *r* on
/// the collateral *z*. The constraint `z + Δ·x / (Δ − y) ≥ β·(L + Δ)` may force
/// buying back, at a price above 1.
///
/// Source: Klages-Mundt, Minca, arXiv:1906.02152; their `simple_agent_model.py`
/// (example `KLAGES-MUNDT`).
public struct DeleveragingSpiral: Hashable, Sendable {
  /// USD of demand.
  public var demand: Double
  /// Units outstanding, *L*.
  public var supply: Double
  /// *y*, below 0.
  public var offered: Double
  /// The collateral factor *β*, above 1.
  public var collateralFactor: Double
  /// The expected return on the collateral, as a factor.
  public var expectedReturn: Double

  public init(
    demand: Double, supply: Double, offered: Double, collateralFactor: Double,
    expectedReturn: Double
  ) {
    self.demand = demand
    self.supply = supply
    self.offered = offered
    self.collateralFactor = collateralFactor
    self.expectedReturn = expectedReturn
  }

  public var unconstrainedIssue: Double {
    offered + (-offered * expectedReturn * demand).squareRoot()
  }

  /// The stable asset's price in USD once so many units are issued.
  public func price(issuing issue: Double) -> Double { demand / (issue - offered) }

  /// Issues that keep the collateral sufficient; `nil` if none does.
  public func feasible(collateral: Double) -> ClosedRange<Double>? {
    // With s = Δ − y the constraint is β·s² − (z + x − β·(L + y))·s − x·y ≤ 0.
    let linear = collateral + demand - collateralFactor * (supply + offered)
    let root = linear * linear + 4 * collateralFactor * demand * offered
    guard root >= 0 else { return nil }
    let half = root.squareRoot()
    let low = (linear - half) / (2 * collateralFactor) + offered
    let high = (linear + half) / (2 * collateralFactor) + offered
    return low...high
  }

  /// What the speculator issues, negative if it buys back; `nil` if nothing helps.
  public func issue(collateral: Double) -> Double? {
    feasible(collateral: collateral).map {
      min(max(unconstrainedIssue, $0.lowerBound), $0.upperBound)
    }
  }
}
