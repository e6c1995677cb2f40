public import ContagionModel
import Foundation

/// The JSON Schema of a network file, for editors and other programs.
///
/// It says what keys there are and what their values look like. Whether names
/// mean something and sums agree only `contagion check` can say.
public enum NetworkSchema {
  /// The schema as JSON text with sorted keys, draft 2020-12.
  ///
  /// - Parameter catalogs: What files can name: `liquidation`, `close-factor`,
  ///   `interest-rate`, `pool`, `oracle`, `borrowers`, `lenders`, `providers`, `breaker`, `bridge-loss` and
  ///   `margin`; others are ignored.
  /// - Returns: The text, ending in a line feed.
  /// - Throws: The encoder's error; no catalog is known to cause one.
  public static func json(catalogs: [CatalogListing]) throws -> String {
    func rules(_ name: String) -> RuleSchema {
      RuleSchema(rules: catalogs.first { $0.name == name }?.rules ?? [], nested: catalogs)
    }
    var properties = NetworkSchemaParts.head
    properties["assets"] = NetworkSchemaParts.assets
    properties["pools"] = NetworkSchemaParts.pools(rules("pool"))
    properties["externalMarkets"] = NetworkSchemaParts.externalMarkets
    properties["oracles"] = NetworkSchemaParts.oracles(rules("oracle"))
    properties["issuers"] = NetworkSchemaParts.issuers
    properties["bridges"] = NetworkSchemaParts.bridges(rules("bridge-loss"))
    properties["protocols"] = NetworkSchemaParts.protocols(
      rules("liquidation"), rates: rules("interest-rate"), breakers: rules("breaker"),
      lenders: rules("lenders"), margins: rules("margin"))
    properties["accounts"] = NetworkSchemaParts.accounts
    properties["agents"] = NetworkSchemaParts.agents(
      borrowers: rules("borrowers"), lenders: rules("lenders"), providers: rules("providers"))
    properties["shocks"] = NetworkSchemaParts.shocks
    properties["timing"] = NetworkSchemaParts.timing
    let schema = SchemaParts.mapping(
      "Lending protocols and what links them.", properties,
      required: ["schema", "name", "assets"])
    guard case .object(var root) = schema else { return "" }
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    root["title"] = .string("Network file, \(NetworkReading.schema)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(JSONValue.object(root)), as: UTF8.self) + "\n"
  }
}
