extension RunDifference {
  /// What went in differently, and the figures that changed most.
  ///
  /// - Parameter limit: Figures that are listed at most.
  /// - Returns: A table of inputs and one of figures.
  public func tables(limit: Int) -> [Table] {
    let shown = changes.prefix(limit)
    let rest = changes.count - shown.count
    return [
      Table(
        name: "inputs", title: "What went in",
        caption: inputs.isEmpty ? "The two runs had the same input." : "Equal input is left out.",
        columns: [
          .text("input", "input") { $0.name },
          .text("first", "first run") { $0.first },
          .text("second", "second run") { $0.second },
        ] as [TableColumn<Input>],
        rows: inputs),
      Table(
        name: "changes", title: "What came out",
        caption: changes.isEmpty
          ? "The two runs came out the same."
          : "Money first, by the size of the change; equal figures are left out"
            + (rest > 0 ? ", and so are \(rest) smaller changes." : "."),
        columns: [
          .text("table", "table") { $0.table },
          .text("row", "row") { $0.row },
          .text("measure", "measure") { $0.measure },
          TableColumn(key: "first", title: "first run", unit: nil) { $0.cell($0.first) },
          TableColumn(key: "second", title: "second run", unit: nil) { $0.cell($0.second) },
          TableColumn(key: "change", title: "change", unit: nil) {
            .difference($0.change, $0.unit ?? .count)
          },
          .text("unit", "unit") { $0.unit?.label },
        ] as [TableColumn<Change>],
        rows: Array(shown)),
    ]
  }
}

extension RunDifference.Change {
  fileprivate func cell(_ figure: Double?) -> TableCell {
    figure.map { .number($0, unit ?? .count) } ?? .missing
  }
}
