import ArgumentParser
import ContagionModel
import ContagionReports

/// The form of tables on standard output.
struct FormatOption: ParsableArguments {
  @Option(help: "Form of the tables: \(Self.names.joined(separator: ", ")).")
  var format = "table"

  static let names = Catalog.reportFormats.entries.map(\.name)

  func validate() throws {
    guard !Self.names.contains(format) else { return }
    let hint = suggestion(for: format, among: Self.names).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "No format is called '\(format)'.\(hint) Known: \(Self.names.joined(separator: ", ")).")
  }

  func text(of table: Table) throws -> String {
    try Catalog.reportFormats.rule(RuleChoice(format)).text(of: table)
  }

  func text(of tables: [Table]) throws -> String {
    try Catalog.reportFormats.rule(RuleChoice(format)).text(of: tables)
  }
}
