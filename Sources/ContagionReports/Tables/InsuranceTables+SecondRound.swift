import ContagionModel

extension InsuranceTables {
  /// What payers' own sales and calls add to the loss.
  static func secondRound(_ rounds: [InsuredCascade]) -> Table {
    Table(
      name: "second-round", title: "What the insurer's own selling adds",
      caption: "Every design in the run itself: what payers sell goes through the network's pools,"
        + " what is called leaves its reserves, and only bad debt that is new is settled again."
        + " Shrinkage is 1 less the largest ratio of new bad debt from one settlement to the next:"
        + " 0 or less means that no equilibrium is in sight. Net is what was paid less what it"
        + " added and cost.",
      columns: [
        .text("design", "design") { $0.programme.title },
        .number("first", "bad debt of the shock", .usd) { $0.firstBadDebtUSD },
        .number("paid", "paid", .usd) { $0.paidUSD },
        .number("sold", "sold", .usd) { $0.soldUSD },
        .number("raised", "raised", .usd) { $0.raisedUSD },
        .number("withdrawn", "called out of reserves", .usd) { $0.withdrawnUSD },
        .number("added", "bad debt added", .usd) { $0.addedBadDebtUSD },
        .number("addedPerPaid", "added ÷ paid", .share) {
          $0.paidUSD > 0 ? $0.addedBadDebtUSD / $0.paidUSD : nil
        },
        .number("net", "net", .usd) { $0.paidUSD - $0.addedBadDebtUSD - $0.frictionUSD },
        .number("left", "left to lenders", .usd) { $0.uncoveredUSD },
        .count("settlements", "settlements") { $0.blocks.count },
        .number("shrinkage", "shrinkage", .share) { $0.contraction.map { 1 - $0 } },
        .text("stop", "stopped") { $0.stop.rawValue },
        .text("unsold", "not sold in the run") { round in
          let unsold = round.blocks.flatMap(\.unsold)
          return unsold.isEmpty ? nil : unsold.joined(separator: "; ")
        },
      ] as [TableColumn<InsuredCascade>],
      rows: rounds)
  }
}

extension InsuredCascade {
  /// What payers other than lenders paid in all settlements, USD.
  fileprivate var paidUSD: Double {
    blocks.reduce(0) { sum, block in
      sum + block.settlement.grossUSD.reduce(0, +) - block.settlement.uncoveredUSD.reduce(0, +)
    }
  }

  /// What paying cost besides, USD.
  fileprivate var frictionUSD: Double { blocks.reduce(0) { $0 + $1.settlement.frictionUSD } }

  /// What was left to lenders in all settlements, USD.
  fileprivate var uncoveredUSD: Double {
    blocks.reduce(0) { $0 + $1.settlement.uncoveredUSD.reduce(0, +) }
  }

  /// What payers gave in sales, at the prices before, USD.
  fileprivate var soldUSD: Double { moved(.sale) { cascade.parties[$0.from].kind == .insurers } }

  /// What they got, USD.
  fileprivate var raisedUSD: Double {
    moved(.proceeds) { cascade.parties[$0.to].kind == .insurers }
  }

  /// What calls took out of reserves, USD.
  fileprivate var withdrawnUSD: Double { moved(.withdrawal) { $0.round > 0 } }

  private func moved(_ kind: LedgerEntry.Kind, _ counts: (LedgerEntry) -> Bool) -> Double {
    cascade.ledger.reduce(0) { $1.kind == kind && counts($1) ? $0 + $1.amountUSD : $0 }
  }
}
