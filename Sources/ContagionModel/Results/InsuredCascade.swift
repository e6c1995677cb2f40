/// A cascade with what an insurance programme paid in it, and what its payers' own
/// sales and calls added.
public struct InsuredCascade: Hashable, Sendable {
  /// One settlement and the rounds that came after it.
  public struct Block: Hashable, Sendable {
    /// What was settled: bad debt that is new in this block.
    public var event: LossEvent
    public var settlement: Settlement
    /// What went back into the run.
    public var flows: [InjectedFlow]
    /// What a payer was to sell and could not, in words.
    public var unsold: [String]
    /// Liquidation rounds that followed.
    public var rounds: Int

    public init(
      event: LossEvent, settlement: Settlement, flows: [InjectedFlow], unsold: [String],
      rounds: Int
    ) {
      self.event = event
      self.settlement = settlement
      self.flows = flows
      self.unsold = unsold
      self.rounds = rounds
    }
  }

  public enum Stop: String, Hashable, Sendable {
    /// The last block brought no new bad debt.
    case quiet
    /// The limit of blocks was reached while new bad debt still came.
    case noEquilibrium = "no equilibrium within the limit"
  }

  public var programme: InsuranceProgramme
  public var markets: [InsuredMarket]
  public var blocks: [Block]
  public var stop: Stop
  /// The run at the end, all blocks included.
  public var cascade: Cascade

  public init(
    programme: InsuranceProgramme, markets: [InsuredMarket], blocks: [Block], stop: Stop,
    cascade: Cascade
  ) {
    self.programme = programme
    self.markets = markets
    self.blocks = blocks
    self.stop = stop
    self.cascade = cascade
  }

  /// Bad debt that the shock alone left, on the programme's basis, USD.
  public var firstBadDebtUSD: Double {
    blocks.first.map { $0.settlement.grossUSD.reduce(0, +) } ?? 0
  }

  /// Bad debt that came after payers sold and were called, USD.
  public var addedBadDebtUSD: Double {
    blocks.dropFirst().reduce(0) { $0 + $1.settlement.grossUSD.reduce(0, +) }
  }

  /// The largest ratio of the new bad debt of one block to that of the block before;
  /// `nil` with fewer than two blocks that brought any.
  ///
  /// Below 1 the blocks shrink; `1 − contraction` is how far the programme is from
  /// having no equilibrium on this book.
  public var contraction: Double? {
    let sizes = blocks.map { $0.settlement.grossUSD.reduce(0, +) }
    let ratios = zip(sizes, sizes.dropFirst()).filter { $0.0 > 0 }.map { $0.1 / $0.0 }
    return ratios.max()
  }

  /// The blocks as the events of one scenario.
  public func scenario(_ id: String, probability: Double = 1) -> LossScenario {
    LossScenario(id, probability: probability, events: blocks.map(\.event))
  }
}
