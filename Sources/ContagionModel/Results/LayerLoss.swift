/// What one layer pays over a scenario set, a year a scenario: what its premium is set
/// on.
public struct LayerLoss: Hashable, Sendable {
  /// The most it could pay in any event, USD; `nil` without a limit.
  public var lineUSD: Double?
  /// With what a trigger pays above the loss.
  public var paidUSD: Estimate
  public var deviationUSD: Double
  /// That it pays anything.
  public var attachment: Estimate
  /// That it pays all it can in an event.
  public var exhaustion: Estimate
  /// The mean of what it pays in its worst scenarios.
  public var tailUSD: Estimate

  public init(
    lineUSD: Double?, paidUSD: Estimate, deviationUSD: Double, attachment: Estimate,
    exhaustion: Estimate, tailUSD: Estimate
  ) {
    self.lineUSD = lineUSD
    self.paidUSD = paidUSD
    self.deviationUSD = deviationUSD
    self.attachment = attachment
    self.exhaustion = exhaustion
    self.tailUSD = tailUSD
  }

  private func perLine(_ usd: Double?) -> Double? {
    guard let usd, let lineUSD, lineUSD > 0 else { return nil }
    return usd / lineUSD
  }

  /// Expected payment per unit of line.
  public var lossOnLine: Double? { perLine(paidUSD.value) }

  /// The technical premium of a year, USD; `nil` where it needs a line and there is none.
  public func premium(_ principle: PremiumPrinciple) -> Double? {
    if lineUSD == nil, principle.linear?.rate ?? 0 > 0 { return nil }
    return principle.premium(
      expected: paidUSD.value, deviation: deviationUSD, limit: lineUSD ?? 0)
  }

  /// Premium per unit of line.
  public func rateOnLine(_ principle: PremiumPrinciple) -> Double? { perLine(premium(principle)) }

  /// Premium per unit of expected payment.
  public func multiple(_ principle: PremiumPrinciple) -> Double? {
    paidUSD.value > 0 ? premium(principle).map { $0 / paidUSD.value } : nil
  }

  /// What must stand behind the layer besides its premium to pay its own tail, USD.
  public func capitalUSD(_ principle: PremiumPrinciple) -> Double? {
    premium(principle).map { max(0, tailUSD.value - $0) }
  }
}
