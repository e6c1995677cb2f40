public import ContagionModel

extension Table {
  /// Losses while one or two fields take values; the keys are the fields' paths.
  public init(sweep: FieldSweep) {
    let names = sweep.fields.map(\.path)
    let fields = names.indices.map { place in
      TableColumn<FieldSweep.Cell>(name: names[place], title: names[place], unit: .plain) {
        .number($0.values[place], .plain)
      }
    }
    self.init(
      name: "sweep", title: "Losses by \(names.joined(separator: " and "))",
      caption: "One run per row, everything else as in the file.",
      columns: fields + [
        .number("badDebt", "bad debt", .usd) { $0.badDebtUSD },
        .number("realizedBadDebt", "of it realised", .usd) { $0.realizedBadDebtUSD },
        .number("finalLoss", "final loss", .usd) { $0.finalLossUSD },
        .number("liquidated", "liquidated", .usd) { $0.liquidatedUSD },
      ],
      rows: sweep.cells)
  }

  /// The fields that a network and its shocks have.
  public init(fields: [(path: String, value: Double, unit: String)]) {
    self.init(
      name: "fields", title: "Fields",
      caption: "Paths for sweep, sensitivities and solve, with the value that holds.",
      columns: [
        .text("field", "field") { $0.path },
        .number("value", "value", .plain) { $0.value },
        .text("unit", "unit") { $0.unit },
      ] as [TableColumn<(path: String, value: Double, unit: String)>],
      rows: fields)
  }
}
