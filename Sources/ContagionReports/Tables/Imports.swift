public import ContagionModel

extension Table {
  /// The rows of an import: read, kept, and left out by reason.
  public init(rows report: ImportReport) {
    typealias Line = (what: String, rows: Int, value: Double?)
    let lines: [Line] =
      [("read", report.rowsRead, nil), ("kept", report.rowsKept, nil)]
      + report.drops.map { ("left out: \($0.reason)", $0.rows, $0.valueUSD) }
    self.init(
      name: "import-rows", title: "Rows of the source",
      caption:
        "\(report.accounts) accounts come out of \(report.rowsRead) rows in \(report.format).",
      columns: [
        .text("rows", "rows") { $0.what }, .count("count", "count") { $0.rows },
        .number("value", "value of both sides", .usd) { $0.value },
      ] as [TableColumn<Line>], rows: lines)
  }

  /// The sums of an import beside the source's own.
  public init(totals report: ImportReport) {
    self.init(
      name: "import-totals", title: "Totals",
      caption: "Sums over all rows read, beside what the source states itself and what was kept.",
      columns: [
        .text("measure", "measure") { $0.measure }, .text("unit", "unit") { $0.unit },
        .number("read", "rows", .units) { $0.read },
        .number("stated", "source states", .units) { $0.stated },
        .difference("difference", "difference", .share) { total in
          total.stated.flatMap { $0 == 0 ? nil : (total.read - $0) / $0 }
        },
        .number("kept", "kept", .units) { $0.kept },
      ] as [TableColumn<ImportReport.Total>], rows: report.totals)
  }
}
