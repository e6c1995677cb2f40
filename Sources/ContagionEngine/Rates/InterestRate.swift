public import ContagionModel

/// What borrowers of a reserve pay, given how much of it is lent.
///
/// To add one: a file in `Rates`, a line in the catalog below, a test.
public protocol InterestRate: Rule {
  /// A share of the debt a year.
  ///
  /// - Parameter utilization: Loans over cash and loans, 0...1.
  /// - Returns: Per year, 0 or more.
  func borrowRate(at utilization: Double) -> Double
}

extension InterestRate {
  /// What lenders get a year, after the protocol's share of the interest.
  public func supplyRate(at utilization: Double, reserveFactor: Double) -> Double {
    borrowRate(at: utilization) * utilization * (1 - reserveFactor)
  }
}

extension Catalog where Kind == any InterestRate {
  /// Every interest rate in the package. Add yours here.
  public static let interestRates = Catalog(
    "interest rate",
    [
      Entry(KinkedRate.self) { $0 }
    ])
}
