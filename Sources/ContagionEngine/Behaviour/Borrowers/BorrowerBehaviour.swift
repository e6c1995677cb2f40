public import ContagionModel

/// What borrowers do before they are called, in a timed run.
///
/// Asked once a step for every account with a debt, after its rounds are quiet; the
/// moment of the shock is no step of time. Borrowers pay back from outside the file, of every
/// debt the same share in the asset that is owed, or by selling their own collateral
/// through the pools: the collateral of largest value, for the debt of largest value, while
/// they have more than they owe.
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
  /// The share of its debts for which an account sells collateral in this step.
  ///
  /// - Parameter account: How the account stands, after what it paid back.
  /// - Returns: 0...1, of what the protocol believes its debts to be.
  func selling(_ account: BorrowerStanding) -> Double
}

extension BorrowerBehaviour {
  public func repaying(at health: Double, draw: Double) -> Double { 0 }
  public func selling(_ account: BorrowerStanding) -> Double { 0 }
}

/// How an account stands, at the prices that its protocol believes.
public struct BorrowerStanding: Hashable, Sendable {
  /// Collateral that counts over debt.
  public var health: Double
  /// The threshold of the collateral that it would sell.
  public var threshold: Double
  /// Collateral over what is left of it after debt; more than 1.
  public var leverage: Double
  /// What it pays a year on its largest debt; 0 without a rate.
  public var borrowRate: Double
  /// A number in 0 ..< 1, the same for the same seed, account and step.
  public var draw: Double

  public init(
    health: Double, threshold: Double, leverage: Double, borrowRate: Double, draw: Double
  ) {
    self.health = health
    self.threshold = threshold
    self.leverage = leverage
    self.borrowRate = borrowRate
    self.draw = draw
  }
}

extension Catalog where Kind == any BorrowerBehaviour {
  /// Every behaviour of borrowers in the package. Add yours here.
  public static let borrowerBehaviours = Catalog(
    "borrower behaviour",
    [
      Entry(TopUp.self) { $0 },
      Entry(Delever.self) { $0 },
      Entry(UnwindLoops.self) { $0 },
    ])
}
