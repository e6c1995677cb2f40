import ContagionEngine
import ContagionFiles
import ContagionModel
import Foundation
import Subprocess
import Testing
import Yams

/// What Python's `jsonschema`, which shares no code with us, says of files.
struct `The schema of a network file` {
  static let catalogs = [
    CatalogListing("liquidation", Catalog.liquidationMechanisms),
    CatalogListing("close-factor", Catalog.closeFactors),
    CatalogListing("pool", Catalog.priceImpacts),
    CatalogListing("oracle", Catalog.priceOracles),
    CatalogListing("interest-rate", Catalog.interestRates),
    CatalogListing("borrowers", Catalog.borrowerBehaviours),
    CatalogListing("lenders", Catalog.lenderBehaviours),
    CatalogListing("providers", Catalog.providerBehaviours),
    CatalogListing("bridge-loss", Catalog.bridgeLosses),
    CatalogListing("breaker", Catalog.circuitBreakers),
    CatalogListing("margin", Catalog.marginEngines),
  ]

  /// Files that break the shape of the schema, rather than the sense.
  static let misshapen = [
    "a-list", "a-word", "agents-unknown-key", "asset-is-a-number", "flag-not-true",
    "breaker-a-list", "lenders-without-rule", "list-for-mapping",
    "mapping-for-list", "margin-without-rule", "missing-kind", "missing-top-keys", "name-not-kebab",
    "negative-cash",
    "number-half-a-range", "number-list", "number-quoted", "number-text", "number-unknown-key",
    "oracle-reads-wrong-word", "price-zero", "schema-version", "three-reserves",
    "threshold-percentage", "unit-not-usd", "unknown-key", "unknown-pool-key", "unknown-top-key",
    "wrong-word",
  ]

  static let script = """
    import json, sys
    try:
        import jsonschema
    except ImportError:
        print("missing"); sys.exit()
    pair = json.load(sys.stdin)
    validator = jsonschema.Draft202012Validator
    validator.check_schema(pair["schema"])
    for document in pair["documents"]:
        errors = list(validator(pair["schema"]).iter_errors(document))
        print("ok" if not errors else "refused " + errors[0].json_path)
    """

  /// A line for each document, or `nil` without the validator.
  static func verdicts(of documents: [JSON], under text: String? = nil) async throws -> [String]? {
    let text = try text ?? NetworkSchema.json(catalogs: catalogs)
    let schema = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    let input = try JSONEncoder().encode(
      JSON.object(["schema": schema, "documents": .array(documents)]))
    let result = try await run(
      .name("python3"), arguments: ["-c", script],
      input: .string(String(decoding: input, as: UTF8.self)), output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20))
    #expect(result.standardError == "")
    let lines = result.standardOutput.split(separator: "\n").map(String.init)
    guard lines != ["missing"] else {
      print("skipped: python3 has no jsonschema, so the schema was not checked")
      return nil
    }
    return lines
  }

  static func document(_ path: String) throws -> JSON {
    JSON(try compose(yaml: try String(contentsOfFile: path, encoding: .utf8)) ?? "")
  }

  @Test func `accepts every sound network`() async throws {
    let paths = ["\(Fixtures.folder)/Sound/network.yaml"] + Fixtures.shippedNetworks
    let verdicts = try await Self.verdicts(of: try paths.map(Self.document))
    #expect(verdicts == nil || verdicts == paths.map { _ in "ok" })
  }

  @Test func `refuses every network of another shape`() async throws {
    let verdicts = try await Self.verdicts(
      of: try Self.misshapen.map { try Self.document("\(Fixtures.folder)/Broken/\($0).yaml") })
    for (name, verdict) in zip(Self.misshapen, verdicts ?? []) {
      #expect(verdict.hasPrefix("refused"), "\(name)")
    }
    #expect(verdicts == nil || verdicts?.count == Self.misshapen.count)
  }

  @Test func `is the same text every time`() throws {
    let text = try NetworkSchema.json(catalogs: Self.catalogs)
    #expect(try NetworkSchema.json(catalogs: Self.catalogs) == text)
    for rule in Self.catalogs.flatMap(\.rules) { #expect(text.contains("\"\(rule.name)\"")) }
  }
}
