public import ContagionModel
import Foundation

/// The JSON Schema of a design file, for editors and other programs.
///
/// It says what keys there are and what their values look like. Which amounts a
/// cover gives depends on the design, and whether names mean something on the
/// network: that only `contagion insure` can say.
public enum DesignSchema {
  /// The schema as JSON text with sorted keys, draft 2020-12.
  ///
  /// - Parameter catalogs: What files can name: `design`, `terms` and `overlay`; others are
  ///   ignored.
  /// - Returns: The text, ending in a line feed.
  /// - Throws: The encoder's error; no catalog is known to cause one.
  public static func json(catalogs: [CatalogListing]) throws -> String {
    func rules(_ name: String) -> RuleSchema {
      RuleSchema(rules: catalogs.first { $0.name == name }?.rules ?? [], nested: catalogs)
    }
    let schema = SchemaParts.mapping(
      "An insurance design with its amounts.",
      DesignSchemaParts.properties(
        design: rules("design"), terms: rules("terms"), overlay: rules("overlay")),
      required: ["schema", "name", "design"])
    guard case .object(var root) = schema else { return "" }
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    root["title"] = .string("Design file, \(NetworkReading.designSchema)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(JSONValue.object(root)), as: UTF8.self) + "\n"
  }
}
