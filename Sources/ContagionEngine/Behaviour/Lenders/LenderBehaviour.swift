public import ContagionModel

/// When lenders take their deposits out of a reserve, in a timed run: those outside the
/// file and the named ones. Issuers that supply a reserve stay.
///
/// Asked once a step, after its rounds are quiet; the moment of the shock is no step
/// of time, so nobody leaves in it. What asks to leave goes as far as the reserve's
/// cash does; where that is scarce, the named choice `scarceCash` says who is paid.
///
/// To add one: a file in `Behaviour/Lenders`, a line in the catalog below, a test.
public protocol LenderBehaviour: Rule {
  /// The share of the deposits still there that asks to leave in this step.
  ///
  /// - Parameter reserve: The reserve as lenders see it.
  /// - Returns: 0...1.
  func leaving(_ reserve: ReserveStanding) -> Double
}

/// A reserve as its lenders see it at the end of a step.
public struct ReserveStanding: Hashable, Sendable {
  /// Loans over cash and loans, 0...1; 0 where there is neither.
  public var utilization: Double
  /// 1 − what a claim of one unit at the opening is worth now, in units, with hidden
  /// bad debt shared by all claims: the economic haircut. Negative where interest was
  /// earned, 1 where nothing is left.
  public var haircut: Double
  /// Seconds since the start.
  public var seconds: Double

  public init(utilization: Double, haircut: Double, seconds: Double = 0) {
    self.utilization = utilization
    self.haircut = haircut
    self.seconds = seconds
  }
}

extension Catalog where Kind == any LenderBehaviour {
  /// Every behaviour of lenders in the package. Add yours here.
  public static let lenderBehaviours = Catalog(
    "lender behaviour",
    [
      Entry(UtilizationRun.self) { $0 },
      Entry(HaircutRun.self) { $0 },
      Entry(RumourRun.self) { $0 },
    ])
}
