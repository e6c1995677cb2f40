import ContagionModel

extension CascadeRun {
  /// Readies the engines after the shock, with the prices before it.
  mutating func startMargins() {
    guard !network.margins.isEmpty else { return }
    let shocked = state.shockedThreshold
    margins = network.margins.enumerated().map { row, engine in
      guard engine != nil else { return nil }
      let isShocked = !shocked.isEmpty && !shocked[row].isNaN
      return MarginState(
        opening: isShocked ? shocked[row] : network.healthIndex.threshold[row],
        price: openingBoard.market[network.reserves[row].asset])
    }
  }

  /// Lets engines look at a step that begins, and sets thresholds.
  ///
  /// - Parameters:
  ///   - called: Accounts called in the step before.
  ///   - left: Accounts below 1 that nobody called in it.
  mutating func setThresholds(called: Int, left: Int) {
    guard !margins.isEmpty, let now = state.clock?.now else { return }
    let congestion = left > 0 ? Double(left) / Double(left + called) : 0
    for (row, engine) in network.margins.enumerated() {
      guard let engine, margins[row] != nil else { continue }
      let price = board.market[network.reserves[row].asset]
      margins[row]?.see(price, at: now, congestion: congestion, engine)
      guard let margin = margins[row] else { continue }
      if state.shockedThreshold.isEmpty {
        guard margin.isLowered else { continue }
        state.shockedThreshold = Array(repeating: .nan, count: network.reserves.count)
      }
      state.shockedThreshold[row] = margin.threshold
    }
  }

  /// Thresholds that engines hold below what they would be without.
  func loweredThresholds() -> [TimedStep.Threshold] {
    margins.enumerated().compactMap { row, margin in
      guard let margin, margin.isLowered else { return nil }
      return TimedStep.Threshold(
        reserve: network.reserves[row].id,
        engine: network.margins[row].map { type(of: $0).name } ?? "",
        value: margin.threshold)
    }
  }
}
