import ContagionModel

extension ReportTable {
  /// What each step of a timed run did.
  static let steps = ReportTable(
    "by-step", title: "Steps",
    summary:
      "Each step of time in which somebody was called, wrote off, waited, paid back, left or held back,"
      + " or a threshold was lowered,"
      + " and the last:"
      + " the price of the first asset of the path outside, in its market, and as the first"
      + " protocol that lists it believes it at the end of the step.",
    contents: { stepTable($0) })

  private static func stepTable(_ study: Study) -> Table {
    let asset = study.joint.steps.first?.prices.first?.asset.name ?? "asset"
    let last = study.joint.steps.last?.number
    let steps = study.joint.steps
    var columns: [TableColumn<TimedStep>] = [
      .text("time", "time") { Span(seconds: $0.seconds).clock },
      .number("outside", "\(asset) outside", .usdPerUnit) { $0.prices.first?.outside.known },
      .number("market", "\(asset) market", .usdPerUnit) { $0.prices.first?.market.known },
      .number("reported", "\(asset) reported", .usdPerUnit) { $0.prices.first?.reported.known },
      .count("rounds", "rounds") { $0.rounds },
      .count("accounts", "accounts called", total: .sum) { $0.calls },
      .number("repaid", "debt repaid", .usd, total: .sum) { $0.repaidUSD },
      .number("badDebt", "bad debt booked", .usd, total: .sum) { $0.badDebtUSD },
      .count("waiting", "accounts waiting") { $0.waiting },
      .number("waitingDebt", "debt waiting", .usd) { $0.waitingDebtUSD },
    ]
    if steps.contains(where: { $0.toppedUpUSD > 0 }) {
      columns.append(
        .number("toppedUp", "paid back by borrowers", .usd, total: .sum) { $0.toppedUpUSD })
    }
    if steps.contains(where: { $0.deleveredUSD > 0 }) {
      columns.append(
        .number("delevered", "paid back by selling collateral", .usd, total: .sum) {
          $0.deleveredUSD
        })
    }
    if steps.contains(where: { $0.withdrawnUSD > 0 || $0.refusedUSD > 0 }) {
      columns += [
        .number("withdrawn", "deposits taken out", .usd, total: .sum) { $0.withdrawnUSD },
        .number("refused", "asked and could not leave", .usd) { $0.refusedUSD },
      ]
    }
    if steps.contains(where: { $0.poolsLeft > 0 }) {
      columns += [
        .count("poolsLeft", "pools that providers left") { $0.poolsLeft },
        .number("exited", "taken out of pools", .usd, total: .sum) { $0.exitedUSD },
      ]
    }
    if steps.contains(where: { !$0.pauses.isEmpty }) {
      columns.append(
        .text("paused", "held by a breaker") { step in
          step.pauses.isEmpty
            ? "nothing"
            : step.pauses.map { "\($0.held.rawValue) of \($0.lendingProtocol): \($0.breaker)" }
              .joined(separator: "; ")
        })
    }
    if steps.contains(where: { !$0.thresholds.isEmpty }) {
      columns.append(
        .text("thresholds", "lowered thresholds") { step in
          step.thresholds.isEmpty
            ? "none"
            : step.thresholds.map {
              "\($0.reserve) \(($0.value * 1e4).rounded() / 1e4): \($0.engine)"
            }.joined(separator: "; ")
        })
    }
    if steps.contains(where: { $0.redeemedUSD > 0 }) {
      columns.append(
        .number("redeemed", "paid for redeemed receipts", .usd, total: .sum) { $0.redeemedUSD })
    }
    return Table(
      columns: columns, rows: steps.filter { $0.isEventful || $0.number == last },
      totalLabel: "total")
  }
}

extension TimedStep {
  fileprivate var isEventful: Bool {
    calls > 0 || badDebtUSD > 0 || waiting > 0 || toppedUpUSD > 0 || deleveredUSD > 0
      || redeemedUSD > 0
      || withdrawnUSD > 0
      || refusedUSD > 0
      || poolsLeft > 0 || !pauses.isEmpty || !thresholds.isEmpty
  }
}

extension Double {
  /// `nil` for NaN.
  fileprivate var known: Double? { isNaN ? nil : self }
}
