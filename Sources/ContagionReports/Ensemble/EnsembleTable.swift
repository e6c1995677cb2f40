public import ContagionModel

/// A kind of table that a summary of an ensemble can be read as.
public struct EnsembleTable: Sendable {
  /// The name in kebab case, for options and files.
  public let name: String
  public let title: String
  /// One sentence that says how to read it; stands above the table.
  public let summary: String
  private let contents: @Sendable (EnsembleSummary) -> Table

  init<Row>(
    _ name: String, title: String, summary: String, columns: [TableColumn<Row>],
    rows: @escaping @Sendable (EnsembleSummary) -> [Row]
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    contents = { Table(columns: columns, rows: rows($0)) }
  }

  /// The table of one summary.
  public func table(of summary: EnsembleSummary) -> Table {
    var table = contents(summary)
    table.name = name
    table.title = title
    table.caption = self.summary
    return table
  }
}

/// The tables that a summary of an ensemble can be read as.
public enum EnsembleTables {
  /// Every table, in the order of a full report. Add yours here.
  public static let all: [EnsembleTable] = [
    .summary, .tails, .byProtocol, .byAsset, .byChain, .byParty, .liquidated, .components,
    .breakdowns, .drivers, .additions, .contributors, .conditionals, .exceedance, .convergence,
    .model,
    .choices,
  ]

  /// What fits on a page.
  public static let brief: [EnsembleTable] = [
    .summary, .tails, .byProtocol, .components, .drivers, .additions, .contributors,
    .convergence, .model,
  ]
}

/// An estimate as two columns, the figure and its standard error.
func estimate<Row>(
  _ key: String, _ title: String, _ unit: TableUnit,
  _ value: @escaping @Sendable (Row) -> Estimate?
) -> [TableColumn<Row>] {
  [
    .number(key, title, unit) { value($0)?.value },
    .number("\(key)Error", "± s.e.", unit) { value($0)?.standardError },
  ]
}
