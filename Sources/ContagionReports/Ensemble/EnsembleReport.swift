public import ContagionModel

/// The JSON document of an ensemble, `run.json`.
///
/// It has everything that is needed to run again and every table, and no time of
/// day: the same inputs give the same bytes.
public struct EnsembleReport: Codable, Hashable, Sendable {
  /// The form of this document.
  public static let schema = "contagion.ensemble/1"

  public var schema: String
  /// The version of the program.
  public var version: String
  public var inputs: [RunReport.Input]
  public var network: RunReport.NetworkLabel
  public var model: String
  public var horizonDays: Double
  public var seed: UInt64
  public var scenarios: Int
  /// Fewer than `scenarios` in a partial run.
  public var scenariosDone: Int
  public var variants: [String]
  public var choices: [RunReport.Choice]
  /// Every table by its name.
  public var results: [String: TableDocument]

  /// Reports a summary.
  public init(of summary: EnsembleSummary, inputs: [RunReport.Input], version: String) {
    let run = summary.run
    schema = Self.schema
    self.version = version
    self.inputs = inputs
    network = RunReport.NetworkLabel(name: run.network, title: run.networkTitle, asOf: run.asOf)
    model = run.model
    horizonDays = run.horizonDays
    seed = run.seed
    scenarios = run.scenarios
    scenariosDone = summary.scenarios
    variants = run.variants.map(\.description)
    choices = run.choices.listed.map {
      RunReport.Choice(name: $0.name, value: $0.value, isDefault: $0.isDefault)
    }
    results = Dictionary(
      EnsembleTables.all.map { ($0.name, TableDocument($0.table(of: summary))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The document with sorted keys, ending in a line break.
  public var json: String { JSONFormat.text(of: self) }
}

/// What stands above every output of an ensemble, and its tables as text.
public struct EnsemblePage: Hashable, Sendable {
  /// Lines of the heading, without line breaks.
  public let heading: [String]
  private let summary: EnsembleSummary

  public init(_ summary: EnsembleSummary) {
    self.summary = summary
    let run = summary.run
    let drawn = run.isSampled ? "seed \(run.seed)" : "given, not drawn"
    let partial =
      summary.isComplete ? "" : " (PARTIAL: \(run.scenarios) were asked for)"
    heading = [
      "\(run.networkTitle): \(summary.scenarios) scenarios\(partial)",
      "network: \(run.network)\(run.asOf.isEmpty ? "" : ", as of \(run.asOf)")",
      "scenarios: \(run.modelTitle), \(run.modelRule), horizon \(run.horizonDays) days, \(drawn)",
      "choices: "
        + run.choices.listed.map { "\($0.name)\($0.isDefault ? "" : "*") \($0.value)" }
        .joined(separator: "; "),
    ]
  }

  /// The page for a terminal.
  public func text(_ tables: [EnsembleTable] = EnsembleTables.brief) -> String {
    heading.flatMap { TableDisplay.visible($0).wrapped(to: TextFormat.lineWidth) }
      .joined(separator: "\n") + "\n\n" + TextFormat().text(of: filled(tables))
  }

  /// The page as a Markdown document.
  public func markdown(_ tables: [EnsembleTable] = EnsembleTables.brief) -> String {
    let lines = heading.map { MarkdownFormat.escaped(TableDisplay.visible($0)) }
    return "# \(lines[0])\n\n" + lines.dropFirst().map { "- \($0)\n" }.joined() + "\n"
      + MarkdownFormat().text(of: filled(tables))
  }

  private func filled(_ tables: [EnsembleTable]) -> [Table] {
    tables.map { $0.table(of: summary) }.filter { !$0.rows.isEmpty }
  }
}
