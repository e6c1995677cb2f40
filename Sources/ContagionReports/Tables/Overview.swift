public import ContagionModel

extension Table {
  /// What a network amounts to before any shock.
  public init(overview: NetworkOverview) {
    typealias Line = (measure: String, cell: TableCell, unit: String, meaning: String)
    func usd(_ measure: String, _ value: Double, _ meaning: String) -> Line {
      (measure, .number(value, .usd), "USD", meaning)
    }
    func ratio(_ measure: String, _ value: Double, _ meaning: String) -> Line {
      (measure, .number(value, .ratio), "×", meaning)
    }
    var lines = [
      usd("total value locked", overview.totalValueLockedUSD, "every layer of deposits counted"),
      usd(
        "total value redeemable", overview.totalValueRedeemableUSD,
        "plain tokens only, each once"),
      ratio(
        "layers", overview.totalValueLockedUSD / overview.totalValueRedeemableUSD,
        "locked ÷ redeemable"),
      usd("collateral", overview.collateralUSD, "behind loans"),
      usd("debt", overview.debtUSD, "of the accounts in the file"),
      ratio("debt to collateral", overview.debtUSD / overview.collateralUSD, "debt ÷ collateral"),
    ]
    for (name, concentration) in [
      ("asset", overview.byAsset), ("protocol", overview.byProtocol),
    ] {
      lines += [
        ratio("HHI by \(name)", concentration.index, "collateral; 1 is a single \(name)"),
        ratio(
          "effective \(name)s", concentration.effectiveNumber, "as many equal ones, 1 ÷ HHI"),
      ]
    }
    lines += overview.branching.map {
      ratio(
        "R(P) of \($0.asset)", $0.ratio,
        "sales set off per unit sold; above 1 a fall feeds itself")
    }
    self.init(
      name: "overview", title: "Overview",
      caption: "Before any shock, at economic prices.",
      columns: [
        .text("measure", "measure") { $0.measure },
        TableColumn(key: "value", title: "value", unit: nil) { $0.cell },
        .text("unit", "unit") { $0.unit }, .text("meaning", "meaning") { $0.meaning },
      ] as [TableColumn<Line>],
      rows: lines)
  }
}
