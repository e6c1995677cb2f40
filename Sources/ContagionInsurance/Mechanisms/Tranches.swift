/// A senior and a junior tranche of one yield source.
///
/// A loss within the tolerance is shared by size; a larger one falls on the
/// junior first.
///
/// Source: idle-tranches e77bac7, `lossToleranceBps`.
public struct SeniorJunior: Hashable, Sendable {
  public var senior: Double
  public var junior: Double
  /// Share of the whole that both bear together.
  public var tolerance: Double

  public init(senior: Double, junior: Double, tolerance: Double) {
    self.senior = senior
    self.junior = junior
    self.tolerance = tolerance
  }

  public func split(of loss: Double) -> (senior: Double, junior: Double) {
    let total = senior + junior
    guard loss > tolerance * total else {
      return (loss * senior / total, loss * junior / total)
    }
    let first = min(loss, junior)
    return (min(loss - first, senior), first)
  }
}

/// Sky's junior risk capital: a tip of a Prime's own money first, then what is
/// left of it and outside capital pro rata.
///
/// Source: sky-ecosystem/next-gen-atlas 4101dc7, A.3.2.2; the pro-rata rest is an
/// assumption.
public struct JuniorRiskCapital: Hashable, Sendable {
  public var own: Double
  public var outside: Double
  /// Part of all junior capital.
  public var tipShare: Double

  public init(own: Double, outside: Double, tipShare: Double) {
    self.own = own
    self.outside = outside
    self.tipShare = tipShare
  }

  public var tip: Double { min(own, tipShare * (own + outside)) }

  public func split(of loss: Double) -> (own: Double, outside: Double) {
    let first = min(loss, tip)
    let rest = own - tip + outside
    let next = min(loss - first, rest)
    guard rest > 0 else { return (first, 0) }
    return (first + next * (own - tip) / rest, next * outside / rest)
  }
}

/// Deposits spread over two protocols and redeemed in the order A, B.
///
/// Source: arXiv:2212.10308 (fully on-chain tranches over two protocols).
public struct TwoProtocolTranches: Hashable, Sendable {
  /// Pairs of one A and one B token, each for one unit of deposit.
  public var pairs: Double
  /// Interest of each protocol.
  public var interest: Double

  public init(pairs: Double, interest: Double) {
    self.pairs = pairs
    self.interest = interest
  }

  /// What each token of A and B pays when the protocols return these shares of
  /// their deposit with interest.
  public func payoffs(recovery first: Double, _ second: Double) -> (a: Double, b: Double) {
    let returned = pairs * (1 + interest) * (first + second)
    let a = min(pairs, returned)
    return (a / pairs, (returned - a) / pairs)
  }
}
