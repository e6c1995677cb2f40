/// Maker's debt auction: a fixed sum of DAI for ever fewer minted tokens.
///
/// A bid must lower the lot by the factor `beg`; a restart raises it by `pad`.
///
/// Source: dss fa4f663, flop.sol and vow.sol.
public struct DebtAuction: Hashable, Sendable {
  /// DAI raised by one lot.
  public var lotDAI: Double
  /// Tokens first offered.
  public var openingTokens: Double
  public var beg: Double
  public var pad: Double

  public init(lotDAI: Double, openingTokens: Double, beg: Double = 1.05, pad: Double = 1.5) {
    self.lotDAI = lotDAI
    self.openingTokens = openingTokens
    self.beg = beg
    self.pad = pad
  }

  /// The most tokens that the n-th bid may ask for, 0 for the opening.
  public func largestBid(_ number: Int) -> Double {
    (0..<number).reduce(openingTokens) { tokens, _ in tokens / beg }
  }

  /// Lots that must be sold for a deficit after the surplus is used.
  public func lots(debt: Double, recovered: Double, surplus: Double) -> Int {
    Int((max(0, debt - recovered - surplus) / lotDAI).rounded(.up))
  }

  /// What holders' share falls by when tokens are minted.
  public static func dilution(minted: Double, supply: Double) -> Double {
    minted / (supply + minted)
  }
}

/// Venus' shortfall auction of a risk fund against bad debt.
///
/// With debt `N` and fund `M`: if `1.1 N ≥ M`, bidders compete on the share of the
/// debt repaid, from `bps = 10⁸ M / (N × 11000)` up, and the winner takes all of
/// `M`; else on the share of `1.1 N` taken, repaying `N` in full.
///
/// Source: isolated-pools 58b76f8, Shortfall.sol.
public struct ShortfallAuction: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case largeDebt, largeFund }

  public let kind: Kind
  /// Basis points at which bidding starts, a whole number.
  public let startBasisPoints: Int
  public let badDebt: Double
  public let riskFund: Double
  /// What can be won at most.
  public let seizable: Double

  public init(badDebt: Double, riskFund: Double, incentiveBasisPoints: Double = 1000) {
    self.badDebt = badDebt
    self.riskFund = riskFund
    let most = badDebt * (10_000 + incentiveBasisPoints) / 10_000
    if most >= riskFund {
      kind = .largeDebt
      seizable = riskFund
      startBasisPoints = Int(
        (10_000 * 10_000 * riskFund / (badDebt * (10_000 + incentiveBasisPoints))).rounded(.down))
    } else {
      kind = .largeFund
      seizable = most
      startBasisPoints = 10_000
    }
  }

  /// What a winning bid repays, takes and leaves.
  public func outcome(of basisPoints: Int) -> (repaid: Double, taken: Double, debtLeft: Double) {
    let share = Double(basisPoints) / 10_000
    switch kind {
    case .largeDebt: return (badDebt * share, riskFund, badDebt - badDebt * share)
    case .largeFund: return (badDebt, seizable * share, 0)
    }
  }
}
