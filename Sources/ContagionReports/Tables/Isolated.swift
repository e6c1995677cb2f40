import ContagionModel

extension ReportTable {
  /// Each protocol together with the others and alone.
  static let isolated = ReportTable(
    "isolated", title: "Contagion between protocols",
    summary: "Bad debt (realised and latent) of each protocol in the joint run, with the accounts"
      + " of all others frozen, and with prices and NAVs frozen after the shock.",
    columns: [
      .text("protocol", "protocol") { $0.lendingProtocol.name },
      .number("joint", "joint", .usd, total: .sum) { $0.jointUSD },
      .number("isolated", "isolated", .usd, total: .sum) { $0.isolatedUSD },
      .difference("contagion", "joint − isolated", .usd, total: .sum) { row in
        row.isolatedUSD.map { row.jointUSD - $0 }
      },
      .number("noFeedback", "no feedback", .usd, total: .sum) { $0.noFeedbackUSD },
      .difference("feedback", "joint − no feedback", .usd, total: .sum) { row in
        row.noFeedbackUSD.map { row.jointUSD - $0 }
      },
    ] as [TableColumn<IsolatedProtocol>],
    rows: { $0.isolatedProtocols })
}

/// The bad debt of one protocol in three runs.
private struct IsolatedProtocol: Sendable {
  let lendingProtocol: ProtocolID
  let jointUSD: Double
  /// In the run in which only its own accounts move.
  let isolatedUSD: Double?
  let noFeedbackUSD: Double?
}

extension Study {
  /// Σ over protocols of the bad debt that each has alone; `nil` unless
  /// there is a run for each.
  var isolatedBadDebtUSD: Double? {
    let amounts = isolatedProtocols.compactMap(\.isolatedUSD)
    return amounts.isEmpty || amounts.count < isolated.count ? nil : amounts.reduce(0, +)
  }

  fileprivate var isolatedProtocols: [IsolatedProtocol] {
    isolated.map { run in
      let id = ProtocolID(run.name)
      return IsolatedProtocol(
        lendingProtocol: id,
        jointUSD: joint.badDebt.reduce(0) { sum, badDebt in
          badDebt.reserve.lendingProtocol == id ? sum + badDebt.totalUSD : sum
        },
        isolatedUSD: run.badDebtUSD(of: id), noFeedbackUSD: noFeedback.badDebtUSD(of: id))
    }
  }
}

extension RunSummary {
  /// The bad debt of one protocol, or `nil` if the run does not list it.
  fileprivate func badDebtUSD(of lendingProtocol: ProtocolID) -> Double? {
    badDebtByProtocol.first { $0.lendingProtocol == lendingProtocol }?.usd
  }
}
