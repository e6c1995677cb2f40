/// What payers' own sales and calls add over a scenario set, by design, USD.
public struct SecondRoundSummary: Hashable, Sendable {
  public var programme: InsuranceProgramme
  /// Scenarios in the set, and those that were run again.
  public var scenarios: Int
  public var runs: Int
  public var firstBadDebtUSD: Estimate
  public var paidUSD: Estimate
  public var soldUSD: Estimate
  public var raisedUSD: Estimate
  public var withdrawnUSD: Estimate
  public var addedBadDebtUSD: Estimate
  /// `E[added] / E[paid]`; `nil` if nothing is paid.
  public var addedPerPaid: Estimate?
  /// Paid less what it added and cost.
  public var netUSD: Estimate
  public var uncoveredUSD: Estimate
  public var tailUncoveredUSD: Estimate
  /// Settlements in the scenario with most of them.
  public var mostSettlements: Int
  /// `1 − contraction` where it is least: how far the programme is from having no
  /// equilibrium; `nil` where nothing came back.
  public var leastShrinkage: Double?
  /// Scenarios without an equilibrium in sight.
  public var lacksEquilibrium: Estimate
  /// What could not be sold, each once.
  public var unsold: [String]

  /// Sums up rounds.
  ///
  /// - Parameters:
  ///   - programme: The design.
  ///   - rounds: By scenario; `nil` where there was nothing to settle.
  ///   - probabilities: Of the scenarios, summing to 1.
  ///   - isSampled: Whether scenarios are draws.
  ///   - level: Of the tail.
  /// - Precondition: One round or `nil` for every probability, and at least one.
  public init(
    _ programme: InsuranceProgramme, rounds: [SecondRound?], probabilities: [Double],
    isSampled: Bool, level: Double
  ) {
    let all = rounds.map { $0 ?? SecondRound() }
    func sample(_ figure: (SecondRound) -> Double) -> WeightedSample {
      WeightedSample(all.map(figure), weights: probabilities, isSampled: isSampled)
    }
    func mean(_ figure: (SecondRound) -> Double) -> Estimate { sample(figure).mean }
    self.programme = programme
    scenarios = rounds.count
    runs = rounds.count { $0 != nil }
    firstBadDebtUSD = mean(\.firstBadDebtUSD)
    paidUSD = mean(\.paidUSD)
    soldUSD = mean(\.soldUSD)
    raisedUSD = mean(\.raisedUSD)
    withdrawnUSD = mean(\.withdrawnUSD)
    addedBadDebtUSD = mean(\.addedBadDebtUSD)
    let paid = paidUSD.value
    if paid > 0 {
      // The error of a ratio of means is that of the mean of its residuals.
      let ratio = addedBadDebtUSD.value / paid
      let residual = mean { $0.addedBadDebtUSD - ratio * $0.paidUSD }
      addedPerPaid = Estimate(
        ratio, standardError: residual.standardError / paid, count: rounds.count)
    }
    netUSD = mean { $0.paidUSD - $0.addedBadDebtUSD - $0.frictionUSD }
    let left = sample(\.uncoveredUSD)
    uncoveredUSD = left.mean
    tailUncoveredUSD = left.expectedShortfall(level)
    mostSettlements = all.map(\.settlements).max() ?? 0
    leastShrinkage = all.compactMap(\.contraction).max().map { 1 - $0 }
    lacksEquilibrium = sample { $0.lacksEquilibrium ? 1 : 0 }.probability(above: 0)
    var words: [String] = []
    for text in all.flatMap(\.unsold) where !words.contains(text) { words.append(text) }
    unsold = words
  }
}
