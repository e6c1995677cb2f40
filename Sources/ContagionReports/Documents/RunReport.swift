public import ContagionModel

/// The JSON document of a run, `run.json`.
///
/// It has everything that is needed to run again and everything that came out,
/// and no time of day: the same inputs give the same bytes.
public struct RunReport: Codable, Hashable, Sendable {
  /// A file that was read.
  public struct Input: Codable, Hashable, Sendable {
    public var path: String
    /// In hexadecimal digits.
    public var sha256: String

    public init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  public struct NetworkLabel: Codable, Hashable, Sendable {
    public var name: String
    public var title: String
    public var asOf: String
  }

  public struct ShockLabel: Codable, Hashable, Sendable {
    public var title: String
    /// As files and the command line spell them.
    public var shocks: [String]
  }

  public struct Choice: Codable, Hashable, Sendable {
    public var name: String
    public var value: String
    public var isDefault: Bool

    public init(name: String, value: String, isDefault: Bool) {
      self.name = name
      self.value = value
      self.isDefault = isDefault
    }
  }

  /// The form of this document.
  public static let schema = "contagion.run/1"

  public var schema: String
  /// The version of the program.
  public var version: String
  public var inputs: [Input]
  public var network: NetworkLabel
  public var shock: ShockLabel
  public var choices: [Choice]
  /// Every table by its name.
  public var results: [String: TableDocument]

  /// Reports a study.
  ///
  /// - Parameters:
  ///   - study: What came out.
  ///   - inputs: The files that were read.
  ///   - version: The version of the program.
  public init(of study: Study, inputs: [Input], version: String) {
    let joint = study.joint
    schema = Self.schema
    self.version = version
    self.inputs = inputs
    network = NetworkLabel(name: joint.network, title: joint.networkTitle, asOf: joint.asOf)
    shock = ShockLabel(title: joint.shockTitle, shocks: joint.shocks.map(\.description))
    choices = joint.listedChoices.map {
      Choice(name: $0.name, value: $0.value, isDefault: $0.isDefault)
    }
    results = Dictionary(
      ReportTables.all(for: study).map { ($0.name, TableDocument($0.table(of: study))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The document with sorted keys, ending in a line break.
  public var json: String { JSONFormat.text(of: self) }
}
