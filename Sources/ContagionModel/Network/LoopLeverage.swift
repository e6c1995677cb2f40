/// Borrowing against a deposit and depositing what was borrowed, over again.
///
/// After `n` loops at loan-to-value `l` a deposit of 1 has become
/// `(1 − l^(n+1)) / (1 − l)`, towards `1 / (1 − l)`.
///
/// Source: Xiong et al., arXiv:2401.08610; example `LOOP-MULTIPLIER`.
public struct LoopLeverage: Hashable, Sendable {
  /// Loan-to-value of each loop, 0 ..< 1.
  public let loanToValue: Double

  /// - Precondition: `loanToValue` is in 0 ..< 1.
  public init(loanToValue: Double) {
    precondition((0..<1).contains(loanToValue), "a loan-to-value is in 0 ..< 1")
    self.loanToValue = loanToValue
  }

  /// The multiple after so many loops; 1 after none.
  ///
  /// - Complexity: O(loops).
  public func multiple(after loops: Int) -> Double {
    var power = 1.0
    for _ in 0..<(loops + 1) { power *= loanToValue }
    return (1 - power) / (1 - loanToValue)
  }

  /// The multiple after infinitely many loops.
  public var limit: Double { 1 / (1 - loanToValue) }

  /// The loan-to-value whose limit is a multiple above 1.
  public static func loanToValue(ofLimit multiple: Double) -> Double { 1 - 1 / multiple }
}
