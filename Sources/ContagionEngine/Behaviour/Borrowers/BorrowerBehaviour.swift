public import ContagionModel

/// What borrowers do before they are called, in a timed run.
///
/// Asked once a step for every account with a debt, after its rounds are quiet; the
/// moment of the shock is no step of time. What is paid back comes from outside the file,
/// in the asset that is owed, and of every debt of the account the same share.
///
/// To add one: a file in `Behaviour/Borrowers`, a line in the catalog below, a test.
public protocol BorrowerBehaviour: Rule {
  /// The share of an account's debts that is paid back in this step.
  ///
  /// - Parameters:
  ///   - health: Collateral that counts over debt, at the prices that the protocol
  ///     believes.
  ///   - draw: A number in 0 ..< 1, the same for the same seed, account and step.
  /// - Returns: 0...1.
  func repaying(at health: Double, draw: Double) -> Double
}

extension Catalog where Kind == any BorrowerBehaviour {
  /// Every behaviour of borrowers in the package. Add yours here.
  public static let borrowerBehaviours = Catalog(
    "borrower behaviour",
    [
      Entry(TopUp.self) { $0 }
    ])
}
