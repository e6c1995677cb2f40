import ContagionModel
import OrderedCollections

extension NetworkReading {
  private static let issuerKeys = [
    "kind", "chain", "curator", "supply", "holdings", "allocations", "redemption",
    "realizes",
  ]

  mutating func issuers(_ item: Item?) -> OrderedDictionary<IssuerID, Issuer> {
    var issuers: OrderedDictionary<IssuerID, Issuer> = [:]
    for (name, item) in entries(item, of: "issuers") { issuers[IssuerID(name)] = issuer(item) }
    return issuers
  }

  private mutating func issuer(_ item: Item) -> Issuer {
    let fields = fields(item, of: "an issuer", Self.issuerKeys, required: ["kind", "supply"])
    return Issuer(
      kind: word(fields["kind"], Issuer.Kind.self) ?? .vault, supply: number(fields["supply"]) ?? 1,
      holdings: holdings(fields["holdings"]), allocations: allocations(fields["allocations"]),
      chain: text(fields["chain"]), curator: text(fields["curator"]),
      redemption: span(fields["redemption"]), realizes: flag(fields["realizes"]) ?? true)
  }

  /// Bridges by name: `{kelp: {locks: rsETH, issuers: [kelp-base], allocation: all-holders}}`.
  mutating func bridges(_ item: Item?) -> OrderedDictionary<BridgeID, Bridge> {
    var bridges: OrderedDictionary<BridgeID, Bridge> = [:]
    for (name, item) in entries(item, of: "bridges") {
      let fields = fields(
        item, of: "a bridge", ["locks", "issuers", "allocation", "delay"],
        required: ["locks", "issuers"])
      bridges[BridgeID(name)] = Bridge(
        locks: AssetID(text(fields["locks"]) ?? ""),
        issuers: list(fields["issuers"], of: "issuers").compactMap {
          text($0).map { IssuerID($0) }
        },
        allocation: rule(fields["allocation"]) ?? RuleChoice("bridged-holders"),
        delay: span(fields["delay"]))
    }
    return bridges
  }

  /// Units by asset; what is wrong is left out.
  mutating func holdings(_ item: Item?) -> [Holding] {
    entries(item, of: "units by asset").compactMap { name, item in
      number(item).map { Holding(AssetID(name), $0) }
    }
  }

  private mutating func allocations(_ item: Item?) -> [Allocation] {
    entries(item, of: "units by PROTOCOL/ASSET").compactMap { name, item in
      guard let reserve = ReserveID(name) else {
        fault(item, "'\(name)' is not a reserve; accepted: PROTOCOL/ASSET")
        return nil
      }
      return number(item).map { Allocation(reserve, $0) }
    }
  }
}
