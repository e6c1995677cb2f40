import OrderedCollections

/// What one scenario came to under one programme when payers' own sales and calls
/// went back into it, USD.
public struct SecondRound: Hashable, Sendable {
  /// Bad debt that the shock alone left, on the programme's basis.
  public var firstBadDebtUSD = 0.0
  /// Bad debt that came after payers sold and were called.
  public var addedBadDebtUSD = 0.0
  /// What payers other than lenders paid in all settlements.
  public var paidUSD = 0.0
  /// What paying cost besides.
  public var frictionUSD = 0.0
  /// What was left to lenders in all settlements.
  public var uncoveredUSD = 0.0
  /// What payers gave in sales, at the prices before, and what they got.
  public var soldUSD = 0.0
  public var raisedUSD = 0.0
  /// What calls took out of reserves.
  public var withdrawnUSD = 0.0
  public var settlements = 0
  /// The largest ratio of new bad debt from one settlement to the next; `nil` with
  /// fewer than two that brought any.
  public var contraction: Double?
  public var stop = InsuredCascade.Stop.quiet
  /// What a payer was to sell and could not, in words.
  public var unsold: [String] = []

  /// A scenario without a loss.
  public init() {}

  /// Sums up a run under a programme.
  public init(_ outcome: InsuredCascade) {
    firstBadDebtUSD = outcome.firstBadDebtUSD
    addedBadDebtUSD = outcome.addedBadDebtUSD
    for block in outcome.blocks {
      let left = block.settlement.uncoveredUSD.reduce(0, +)
      paidUSD += block.settlement.grossUSD.reduce(0, +) - left
      frictionUSD += block.settlement.frictionUSD
      uncoveredUSD += left
      unsold += block.unsold
    }
    let parties = outcome.cascade.parties
    // What passes through a payer on a route of several pools nets to nothing.
    var nets: OrderedDictionary<Trade, Double> = [:]
    for entry in outcome.cascade.ledger {
      switch entry.kind {
      case .sale where parties[entry.from].kind == .insurers:
        let trade = Trade(payer: entry.from, asset: entry.asset, round: entry.round)
        nets[trade, default: 0] -= entry.amountUSD
      case .proceeds where parties[entry.to].kind == .insurers:
        let trade = Trade(payer: entry.to, asset: entry.asset, round: entry.round)
        nets[trade, default: 0] += entry.amountUSD
      case .withdrawal where entry.round > 0 && parties[entry.to].kind == .lenders:
        withdrawnUSD += entry.amountUSD
      default: break
      }
    }
    soldUSD = nets.values.reduce(0) { $0 + max(0, -$1) }
    raisedUSD = nets.values.reduce(0) { $0 + max(0, $1) }
    settlements = outcome.blocks.count
    contraction = outcome.contraction
    stop = outcome.stop
  }

  private struct Trade: Hashable {
    let payer: Int
    let asset: Int
    let round: Int
  }

  /// Whether new bad debt did not shrink from one settlement to the next, or still
  /// came when the limit was reached.
  public var lacksEquilibrium: Bool { stop == .noEquilibrium || (contraction ?? 0) >= 1 }
}
