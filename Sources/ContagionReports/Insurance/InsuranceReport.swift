public import ContagionModel

/// The JSON document of a comparison of insurance designs, `run.json`.
///
/// It has everything that is needed to compare again and every table, and no time
/// of day: the same inputs give the same bytes.
public struct InsuranceReport: Codable, Hashable, Sendable {
  /// A design by its name and rule.
  public struct Design: Codable, Hashable, Sendable {
    public var name: String
    public var title: String
    public var design: String
    /// Which bad debt it settled.
    public var settles: String
    public var source: String
  }

  /// The form of this document.
  public static let schema = "contagion.insurance/1"

  public var schema: String
  /// The version of the program.
  public var version: String
  /// Network or loss table, ensemble, and the design files.
  public var inputs: [RunReport.Input]
  /// Where the losses come from, in words, and how many scenarios there are.
  public var scenarioSet: String
  public var scenarios: Int
  /// Whether they are draws.
  public var isSampled: Bool
  /// Of VaR and TVaR.
  public var level: Double
  /// The named choices of the runs behind the losses.
  public var choices: [RunReport.Choice]
  /// The basis asked for in place of the designs' own.
  public var settlesInstead: String?
  public var designs: [Design]
  /// Every table by its name.
  public var results: [String: TableDocument]

  /// Reports a comparison with its tables.
  public init(
    of comparison: DesignComparison, _ tables: [Table], inputs: [RunReport.Input],
    choices: [RunReport.Choice], settles: InsuranceProgramme.Basis?, version: String
  ) {
    schema = Self.schema
    self.version = version
    self.inputs = inputs
    scenarioSet = comparison.scenarioSet
    scenarios = comparison.scenarioCount
    isSampled = comparison.isSampled
    level = comparison.level
    self.choices = choices
    settlesInstead = settles?.rawValue
    designs = comparison.designs.map {
      Design(
        name: $0.programme.name, title: $0.programme.title, design: $0.programme.design.name,
        settles: $0.programme.settles.rawValue, source: $0.programme.source)
    }
    results = Dictionary(
      tables.map { ($0.name, TableDocument($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The document with sorted keys, ending in a line break.
  public var json: String { JSONFormat.text(of: self) }
}
