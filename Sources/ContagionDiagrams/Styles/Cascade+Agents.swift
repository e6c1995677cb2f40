import ContagionModel

extension Cascade {
  /// What borrowers, lenders, liquidity providers, circuit breakers and margin engines did over time;
  /// `nil` where they did nothing.
  var agents: String? {
    let withdrawn = steps.reduce(0) { $0 + $1.withdrawnUSD }
    let refused = steps.map(\.refusedUSD).max() ?? 0
    let left = steps.map(\.poolsLeft).max() ?? 0
    var parts: [String] = []
    let toppedUp = steps.reduce(0) { $0 + $1.toppedUpUSD }
    if toppedUp > 0 { parts.append("borrowers paid back \(Figure.usd(toppedUp))") }
    let delevered = steps.reduce(0) { $0 + $1.deleveredUSD }
    if delevered > 0 {
      parts.append("borrowers sold collateral to pay back \(Figure.usd(delevered))")
    }
    if withdrawn > 0 || refused > 0 {
      parts.append(
        "lenders took out \(Figure.usd(withdrawn))"
          + (refused > 0 ? " and asked for up to \(Figure.usd(refused)) more in a step" : ""))
    }
    if left > 0 { parts.append("liquidity providers left \(Figure.count(left, "pool"))") }
    let redeemed = steps.reduce(0) { $0 + $1.redeemedUSD }
    if redeemed > 0 {
      parts.append("redeemers bought receipts for \(Figure.usd(redeemed)) and had them redeemed")
    }
    parts += pauses + lowered
    return parts.isEmpty ? nil : parts.joined(separator: "; ").capitalizedFirst + "."
  }

  /// What each breaker held, and in how many steps.
  private var pauses: [String] {
    var counts: [(pause: TimedStep.Pause, steps: Int)] = []
    for pause in steps.flatMap(\.pauses) {
      if let place = counts.firstIndex(where: { $0.pause == pause }) {
        counts[place].steps += 1
      } else {
        counts.append((pause, 1))
      }
    }
    return counts.map {
      "breaker \($0.pause.breaker) held \($0.pause.held.rawValue) of \($0.pause.lendingProtocol)"
        + " in \($0.steps) of \(Figure.count(steps.count, "step"))"
    }
  }

  /// The lowest threshold of each reserve that an engine lowered.
  private var lowered: [String] {
    var lowest: [TimedStep.Threshold] = []
    for threshold in steps.flatMap(\.thresholds) {
      if let place = lowest.firstIndex(where: { $0.reserve == threshold.reserve }) {
        lowest[place].value = min(lowest[place].value, threshold.value)
      } else {
        lowest.append(threshold)
      }
    }
    return lowest.map {
      "margin engine \($0.engine) lowered the threshold of \($0.reserve) to"
        + " \(Figure.percent($0.value))"
    }
  }
}
