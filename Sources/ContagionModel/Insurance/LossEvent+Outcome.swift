extension LossEvent {
  /// What one scenario of an ensemble leaves behind, by reserve in the order of its
  /// axes.
  ///
  /// - Parameters:
  ///   - outcome: The scenario.
  ///   - id: What the event is called.
  ///   - axes: What the outcome's places stand for.
  ///   - assets: The assets whose price factors are kept; `nil` for all.
  public init(
    _ outcome: ScenarioOutcome, _ id: String, axes: ScenarioAxes,
    pricing assets: Set<AssetID>? = nil
  ) {
    self.init(
      id, realizedUSD: outcome.realizedBadDebtUSD, latentUSD: outcome.latentBadDebtUSD,
      liquidatedDebtUSD: outcome.repaidUSD.reduce(0, +) + outcome.badDebtUSD,
      borrowerEquityUSD: outcome.borrowerEquityUSD)
    for (asset, factor) in zip(axes.assets, outcome.priceFactors)
    where factor != 1 && assets?.contains(asset) ?? true {
      priceFactors[asset] = factor
    }
  }
}
