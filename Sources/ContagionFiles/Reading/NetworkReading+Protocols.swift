import ContagionModel
import OrderedCollections

extension NetworkReading {
  private static let protocolKeys = [
    "kind", "chain", "liquidation", "recognition", "recourse", "reserves", "eModes",
    "programme", "breaker",
  ]
  private static let reserveKeys = [
    "ltv", "liquidationThreshold", "bonus", "protocolFee", "oracle", "deposits", "cash", "loans",
    "protocolReserves", "deficit", "rate", "reserveFactor", "suppliedBy",
    "lenders", "margin",
  ]

  mutating func protocols(_ item: Item?) -> OrderedDictionary<ProtocolID, LendingProtocol> {
    var protocols: OrderedDictionary<ProtocolID, LendingProtocol> = [:]
    for (name, item) in entries(item, of: "protocols") {
      protocols[ProtocolID(name)] = lendingProtocol(item)
    }
    return protocols
  }

  private mutating func lendingProtocol(_ item: Item) -> LendingProtocol {
    let fields = fields(
      item, of: "a protocol", Self.protocolKeys,
      required: ["kind", "liquidation", "recognition", "reserves"])
    let kind = word(fields["kind"], LendingProtocol.Kind.self) ?? .pooled
    let liquidation = rule(fields["liquidation"]) ?? RuleChoice("")
    let recognition = word(fields["recognition"], Recognition.self) ?? .deficit
    var reserves: OrderedDictionary<AssetID, Reserve> = [:]
    for (name, item) in entries(fields["reserves"], of: "reserves by asset") {
      reserves[AssetID(name)] = reserve(item)
    }
    return LendingProtocol(
      kind: kind, liquidation: liquidation, recognition: recognition, reserves: reserves,
      chain: text(fields["chain"]), recourse: flag(fields["recourse"]) ?? false,
      eModes: eModes(fields["eModes"]), programme: payers(fields["programme"]),
      breaker: rule(fields["breaker"]))
  }

  private mutating func reserve(_ item: Item) -> Reserve {
    let fields = fields(item, of: "a reserve", Self.reserveKeys)
    return Reserve(
      loanToValue: number(fields["ltv"]),
      liquidationThreshold: number(fields["liquidationThreshold"]),
      bonus: number(fields["bonus"]), protocolFee: number(fields["protocolFee"]),
      oracle: text(fields["oracle"]).map { OracleID($0) }, deposits: number(fields["deposits"]),
      cash: number(fields["cash"]), loans: number(fields["loans"]),
      protocolReserves: number(fields["protocolReserves"]) ?? 0,
      deficit: number(fields["deficit"]) ?? 0, rate: rate(fields["rate"]),
      reserveFactor: number(fields["reserveFactor"]), lenders: rule(fields["lenders"]),
      margin: rule(fields["margin"]))
  }

  private mutating func eModes(_ item: Item?) -> OrderedDictionary<String, EMode> {
    var eModes: OrderedDictionary<String, EMode> = [:]
    let keys = ["assets", "liquidationThreshold", "bonus"]
    for (name, item) in entries(item, of: "eModes") {
      let fields = fields(item, of: "an eMode", keys, required: keys)
      let names = list(fields["assets"], of: "assets").compactMap { text($0) }
      eModes[name] = EMode(
        assets: names.map { AssetID($0) },
        liquidationThreshold: number(fields["liquidationThreshold"]) ?? 1,
        bonus: number(fields["bonus"]) ?? 0)
    }
    return eModes
  }
}
