/// The named choices of a run, printed with every output.
public struct Choices: Hashable, Sendable {
  public enum Clearing: String, Hashable, Sendable, CaseIterable {
    /// Everyone below 1 is called once at the round's opening prices; sales are
    /// netted per pool and settled together.
    case synchronous
    /// The worst account first; its sale settles before the next is looked at.
    case sequential
    /// Everyone below 1 is sold whole at the common final price.
    case uniform
  }

  public enum Arbitrage: String, Hashable, Sendable, CaseIterable {
    /// Pools stay where sales leave them.
    case none
    /// Pools of outside-priced assets return to the outside price each round.
    case unlimited
  }

  public enum Opening: String, Hashable, Sendable, CaseIterable {
    /// Accounts below 1 before the shock are findings and are left alone.
    case exclude
    /// They are liquidated with the others.
    case include
  }

  public var clearing: Clearing
  public var arbitrage: Arbitrage
  /// What happens to accounts that are below 1 before the shock.
  public var opening: Opening
  /// Channels switched off.
  public var without: Set<Channel>
  /// Rounds after which a run stops and says so.
  public var roundLimit: Int

  public init(
    clearing: Clearing = .synchronous, arbitrage: Arbitrage = .none, opening: Opening = .exclude,
    without: Set<Channel> = [], roundLimit: Int = 10_000
  ) {
    self.clearing = clearing
    self.arbitrage = arbitrage
    self.opening = opening
    self.without = without
    self.roundLimit = roundLimit
  }

  /// Every choice with its value and whether it is the default.
  ///
  /// The choices that have one value in instant mode are listed too, so that a
  /// reader of an output knows all of them.
  public var listed: [(name: String, value: String, isDefault: Bool)] {
    let standard = Choices()
    let off = Channel.allCases.filter(without.contains).map(\.rawValue)
    return [
      ("clearing", clearing.rawValue, clearing == standard.clearing),
      ("arbitrage", arbitrage.rawValue, arbitrage == standard.arbitrage),
      ("liquidators", "forced", true),
      ("sale", "liquidator", true),
      ("scarce cash", "pro rata", true),
      ("routing", "largest pool", true),
      ("opening", opening.rawValue, opening == standard.opening),
      ("without", off.isEmpty ? "nothing" : off.joined(separator: ", "), off.isEmpty),
      ("roundLimit", "\(roundLimit)", roundLimit == standard.roundLimit),
    ]
  }
}
