public import ContagionModel

extension Table {
  /// The largest accounts of every protocol.
  public init(accounts: [AccountStanding], by measure: AccountStanding.Measure) {
    self.init(
      name: "top-\(measure.rawValue)", title: "Largest accounts by \(measure.rawValue)",
      caption: "Before any shock; the share is of the \(measure.rawValue) of the protocol's"
        + " accounts.",
      columns: [
        .text("protocol", "protocol") { $0.lendingProtocol.name },
        .text("account", "account") { $0.account },
        .number("collateral", "collateral", .usd) { $0.collateralUSD },
        .number("debt", "debt", .usd) { $0.debtUSD },
        .number("health", "health", .ratio) { $0.health },
        .number("share", "share", .share) { $0.share },
      ] as [TableColumn<AccountStanding>],
      rows: accounts)
  }

  /// How unevenly collateral and debt are spread.
  public init(concentrations: [NamedConcentration]) {
    self.init(
      name: "concentration", title: "Concentration",
      caption: "Before any shock; HHI is the sum of squared shares, 1 ÷ HHI as many equal ones.",
      columns: [
        .text("what", "what") { $0.name },
        .number("total", "total", .usd) { $0.totalUSD },
        .count("count", "count") { $0.concentration.shares.count },
        .number("hhi", "HHI", .ratio) { $0.concentration.index },
        .number("effective", "effective number", .ratio) { $0.concentration.effectiveNumber },
        .number("top1", "largest", .share) { $0.concentration.top(1) },
        .number("top5", "largest 5", .share) { $0.concentration.top(5) },
        .number("top10", "largest 10", .share) { $0.concentration.top(10) },
      ] as [TableColumn<NamedConcentration>],
      rows: concentrations)
  }

  /// What lenders could take out now.
  public init(withdrawable rows: [WithdrawableCash]) {
    self.init(
      name: "withdrawable", title: "Withdrawable cash now",
      caption: "What a lender gets who is the first to ask, the smaller of its claim and the"
        + " reserve's cash; lenders together get the cash once. Collateral is not counted.",
      columns: [
        .text("reserve", "reserve") { $0.reserve.description },
        .text("chain", "chain") { $0.chain },
        .text("holder", "holder") { $0.holder },
        .number("claim", "claim", .usd) { $0.claimUSD },
        .number("cash", "cash", .usd) { $0.cashUSD },
        .number("now", "withdrawable", .usd) { $0.nowUSD },
        .number("share", "of the claim", .share) { $0.nowUSD / $0.claimUSD },
      ] as [TableColumn<WithdrawableCash>],
      rows: rows)
  }
}
