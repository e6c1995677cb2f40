import ContagionModel

extension ReportTable {
  /// What each round did.
  static let byRound = ReportTable(
    "by-round", title: "Rounds",
    summary: "What liquidators repaid and seized, the bad debt written off at the oracles' prices"
      + " of the round, and the pool whose price moved most.",
    columns: [
      .count("round", "round") { $0.number },
      .count("accounts", "accounts called", total: .sum) { round in
        round.liquidations.reduce(0) { $0 + $1.accounts }
      },
      .number("repaid", "debt repaid", .usd, total: .sum) { round in
        round.liquidations.reduce(0) { $0 + $1.repaidUSD }
      },
      .number("seized", "collateral seized", .usd, total: .sum) { round in
        round.liquidations.reduce(0) { $0 + $1.seizedUSD }
      },
      .number("badDebt", "bad debt booked", .usd, total: .sum) { round in
        round.liquidations.reduce(0) { $0 + $1.badDebtUSD }
      },
      .count("poolsMoved", "pools moved") { $0.poolMoves.count },
      .text("pool", "pool moved most") { $0.largestMove?.pool.name },
      .number("openingPrice", "opening price", .usdPerUnit) { $0.largestMove?.openingPrice },
      .number("closingPrice", "closing price", .usdPerUnit) { $0.largestMove?.closingPrice },
      .difference("priceChange", "change", .share) { $0.largestMove?.change },
    ] as [TableColumn<CascadeRound>],
    rows: { study in study.joint.rounds })

  /// What each round did to each pool.
  static let pools = ReportTable(
    "pools", title: "Pool prices",
    summary: "Prices of the pools' base assets before and after each round, and the units of it"
      + " sold into the pool after netting (negative if bought).",
    columns: [
      .count("round", "round") { $0.round },
      .text("pool", "pool") { $0.move.pool.name },
      .number("openingPrice", "opening price", .usdPerUnit) { $0.move.openingPrice },
      .number("closingPrice", "closing price", .usdPerUnit) { $0.move.closingPrice },
      .difference("priceChange", "change", .share) { $0.move.change },
      .number("netSold", "net sold", .units) { $0.move.netSoldUnits },
    ] as [TableColumn<RoundMove>],
    rows: { study in
      study.joint.rounds.flatMap { round in
        round.poolMoves.map { RoundMove(round: round.number, move: $0) }
      }
    })
}

private struct RoundMove: Sendable {
  let round: Int
  let move: CascadeRound.PoolMove
}

extension CascadeRound {
  /// The pool whose price changed by the largest share; the first of equals.
  fileprivate var largestMove: PoolMove? {
    poolMoves.reversed().max { abs($0.change) < abs($1.change) }
  }
}

extension CascadeRound.PoolMove {
  fileprivate var change: Double { closingPrice / openingPrice - 1 }
}
