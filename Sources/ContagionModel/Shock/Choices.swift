import OrderedCollections

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
    /// They return as far as the arbitrageurs' capital goes in a step, and what
    /// is traded moves the outside price where it has a depth.
    case capital
  }

  public enum Liquidators: String, Hashable, Sendable, CaseIterable {
    /// Every account below 1 is called.
    case forced
    /// Only calls that pay are made, within the liquidators' capital and block
    /// space; the others wait.
    case profitable
  }

  public enum Opening: String, Hashable, Sendable, CaseIterable {
    /// Accounts below 1 before the shock are findings and are left alone.
    case exclude
    /// They are liquidated with the others.
    case include
  }

  public enum Routing: String, Hashable, Sendable, CaseIterable {
    /// A hop of a route trades in the largest pool of its pair.
    case largestPool = "largest-pool"
    /// It is split over all pools with the same base and quote, so that their marginal
    /// prices are equal afterwards.
    case split

    /// As in the list of a run's choices.
    var words: String { self == .largestPool ? "largest pool" : "split over pools" }
  }

  public enum ScarceCash: String, Hashable, Sendable, CaseIterable {
    /// Lenders who ask for more than there is get the same share of what they ask for.
    case proRata = "pro-rata"
    /// They are paid in the order of a rank drawn from the agents' seed, ties by name,
    /// until nothing is left.
    case firstCome = "first-come"

    /// As in the list of a run's choices.
    var words: String { self == .proRata ? "pro rata" : "first-come among lenders" }
  }

  public var clearing: Clearing
  public var arbitrage: Arbitrage
  public var liquidators: Liquidators
  /// What happens to accounts that are below 1 before the shock.
  public var opening: Opening
  /// Who is paid when lenders run for the cash of a reserve.
  public var scarceCash: ScarceCash
  /// Among which pools a hop of a route is traded.
  public var routing: Routing
  /// Channels switched off.
  public var without: Set<Channel>
  /// Rounds after which a run stops and says so.
  public var roundLimit: Int

  public init(
    clearing: Clearing = .synchronous, arbitrage: Arbitrage = .none,
    liquidators: Liquidators = .forced, opening: Opening = .exclude,
    scarceCash: ScarceCash = .proRata, routing: Routing = .largestPool,
    without: Set<Channel> = [], roundLimit: Int = 10_000
  ) {
    self.clearing = clearing
    self.arbitrage = arbitrage
    self.liquidators = liquidators
    self.opening = opening
    self.scarceCash = scarceCash
    self.routing = routing
    self.without = without
    self.roundLimit = roundLimit
  }

  /// The channels that losses can take under these choices.
  ///
  /// Without a limit there is no `capacity` to lack, and without a bridge no `bridge`.
  public func openChannels(in network: Network) -> [Channel] {
    Channel.allCases.filter {
      !without.contains($0) && ($0 != .capacity || liquidators == .profitable)
        && ($0 != .bridge || !network.bridges.isEmpty)
    }
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
      ("liquidators", liquidators.rawValue, liquidators == standard.liquidators),
      ("sale", "liquidator", true),
      ("scarce cash", scarceCash.words, scarceCash == standard.scarceCash),
      ("routing", routing.words, routing == standard.routing),
      ("opening", opening.rawValue, opening == standard.opening),
      ("without", off.isEmpty ? "nothing" : off.joined(separator: ", "), off.isEmpty),
      ("roundLimit", "\(roundLimit)", roundLimit == standard.roundLimit),
    ]
  }
}
