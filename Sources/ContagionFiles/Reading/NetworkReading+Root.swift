import ContagionModel
import OrderedCollections
import Yams

/// What a YAML file says, apart from the accounts file that it names.
struct NetworkDocument {
  var network: Network
  /// The accounts file as the document writes it, and where.
  var accountsFile: Item?
}

extension NetworkReading {
  /// The version of the file format.
  static let schema = "contagion.network/1"

  private static let rootKeys = [
    "schema", "name", "title", "asOf", "source", "unit", "choices", "assets", "pools",
    "externalMarkets", "oracles", "issuers", "bridges", "protocols", "routes", "accounts", "agents",
    "shocks", "defaultShock", "timing", "date", "note",
  ]

  /// Reads the whole file.
  mutating func document(_ item: Item) -> NetworkDocument {
    let fields = fields(
      item, of: "a network", Self.rootKeys, required: ["schema", "name", "assets"])
    header(fields)
    issuerNames = names(in: fields["issuers"])
    poolNames = names(in: fields["pools"])
    var network = Network(name: text(fields["name"]) ?? "", title: text(fields["title"]))
    network.asOf = text(fields["asOf"]) ?? ""
    if case .scalar? = fields["source"]?.node, let source = fields["source"], !source.isNull {
      network.source = text(source) ?? network.source
    }
    network.choices = choices(fields["choices"])
    network.assets = assets(fields["assets"])
    network.pools = pools(fields["pools"])
    network.externalMarkets = externalMarkets(fields["externalMarkets"])
    network.oracles = oracles(fields["oracles"])
    network.issuers = issuers(fields["issuers"])
    network.bridges = bridges(fields["bridges"])
    network.protocols = protocols(fields["protocols"])
    addSuppliers(of: fields["protocols"], to: &network.issuers)
    network.routes = routes(fields["routes"])
    network.agents = agents(fields["agents"])
    network.shocks = shocks(fields["shocks"])
    network.timing = fields["timing"].flatMap { timing($0) }
    network.defaultShock = text(fields["defaultShock"])
    guard let accounts = fields["accounts"] else { return NetworkDocument(network: network) }
    let parts = self.fields(accounts, of: "the accounts", ["file", "inline"])
    network.accounts = inlineAccounts(parts["inline"])
    return NetworkDocument(network: network, accountsFile: parts["file"])
  }

  private mutating func header(_ fields: Fields) {
    if let item = fields["schema"], let schema = text(item), schema != Self.schema {
      fault(item, "'schema' is '\(schema)'; accepted: \(Self.schema)")
    }
    if let item = fields["unit"], let unit = text(item), unit != "USD" {
      fault(item, "'unit' is '\(unit)'; accepted: USD")
    }
    if let item = fields["name"], let name = text(item), !Self.isKebabCase(name) {
      fault(
        item,
        "'name' is '\(name)'; accepted: lower-case letters and digits joined by hyphens,"
          + " as in three-protocols")
    }
  }

  private static func isKebabCase(_ name: String) -> Bool {
    name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy {
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
    }
  }

  private func names(in item: Item?) -> Set<String> {
    guard case .mapping(let mapping)? = item?.node else { return [] }
    return Set(mapping.keys.compactMap(\.string))
  }
}
