/// What the margin engine of one reserve has seen and proposed so far.
struct MarginState: Sendable {
  /// The threshold without an engine.
  private let opening: Double
  private var seen = MarketWatch()
  private var lastPrice: Double
  private var lastLook = 0.0
  /// Of the period that runs.
  private var range: MarketWatch.Range
  /// Proposals that are not in force yet, in order of time.
  private var proposals: [(from: Double, threshold: Double)] = []
  private var lastProposal: Double
  /// The threshold in force.
  private(set) var threshold: Double

  /// Starts at 0 with the price before the shock.
  init(opening: Double, price: Double) {
    self.opening = opening
    lastPrice = price
    range = MarketWatch.Range(high: price, low: price)
    lastProposal = opening
    threshold = opening
  }

  var isLowered: Bool { threshold < opening }

  /// Takes in a price, lets the engine look where its period is over, and puts what is due
  /// in force.
  mutating func see(
    _ price: Double, at now: Double, congestion: Double, _ engine: any MarginEngine
  ) {
    range.high = max(range.high, price)
    range.low = min(range.low, price)
    if now > lastLook, now - lastLook >= engine.period {
      seen.returns.append(price / lastPrice - 1)
      seen.ranges.append(range)
      seen.interval = now - lastLook
      seen.congestion = congestion
      (lastPrice, lastLook) = (price, now)
      range = MarketWatch.Range(high: price, low: price)
      let proposal = min(opening, engine.threshold(from: opening, seen))
      if proposal != lastProposal { proposals.append((now + engine.delay, proposal)) }
      lastProposal = proposal
    }
    while let first = proposals.first, first.from <= now {
      threshold = first.threshold
      proposals.removeFirst()
    }
  }
}
