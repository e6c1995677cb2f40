public import ContagionModel

extension LinePlot {
  /// Prices, and what was repaid, lost and left waiting so far, along a timed run;
  /// `nil` for a run in one moment.
  ///
  /// - Parameters:
  ///   - cascade: The run.
  ///   - choices: The choices in words.
  public init?(overTime cascade: Cascade, choices: String) {
    let steps = cascade.steps
    guard let assets = steps.first?.prices.map(\.asset), let first = assets.first else {
      return nil
    }
    func sums(_ value: (TimedStep) -> Double) -> [Double] {
      var sum = 0.0
      return steps.map {
        sum += value($0)
        return sum
      }
    }
    func prices(_ value: (TimedStep.Prices) -> Double) -> [Double] {
      steps.map { $0.prices.first.map(value) ?? .nan }
    }
    let lines = [
      Line("outside", prices(\.outside), place: PlotPalette.black),
      Line("reported", prices(\.reported), place: 1),
      Line("market", prices(\.market), place: 0, dash: .dashed),
    ].filter { $0.y.contains(where: \.isFinite) }
    self.init(
      title: "\(cascade.networkTitle) over time", subtitle: "\(cascade.shockTitle)\n\(choices)",
      axis: PlotAxis("hours", .plain), x: steps.map { $0.seconds / 3600 },
      panels: [
        Panel(PlotAxis("price of \(first)", .usd), lines: lines),
        Panel(
          PlotAxis("debt so far", .usd),
          lines: [
            Line("repaid", sums(\.repaidUSD), place: 2),
            Line("written off", sums(\.badDebtUSD), place: 4),
            Line("waiting now", steps.map(\.waitingDebtUSD), place: 3, dash: .dotted),
          ]),
      ], isStepped: true)
  }
}
