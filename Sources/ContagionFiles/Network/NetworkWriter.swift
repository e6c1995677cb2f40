public import ContagionModel
import OrderedCollections
import Yams

/// Writes a network without its accounts as the YAML that ``YAMLNetwork`` reads.
public enum NetworkWriter {
  /// The file's text, naming `accounts` as its accounts file.
  ///
  /// - Throws: The YAML writer's error; no network is known to cause one.
  public static func yaml(_ network: Network, accounts: String) throws -> String {
    var root: [(String, Node)] = [
      ("schema", "contagion.network/1"), ("name", text(network.name)),
      ("title", text(network.title)), ("asOf", text(network.asOf)),
      ("source", text(network.source)), ("unit", "USD"),
      ("assets", map(network.assets.map { ($0.name, asset($1)) })),
      ("pools", map(network.pools.map { ($0.name, pool($1)) })),
      ("oracles", map(network.oracles.map { ($0.name, oracle($1)) })),
      ("issuers", map(network.issuers.map { ($0.name, issuer($1)) })),
      ("protocols", map(network.protocols.map { ($0.name, lending($1)) })),
      ("accounts", map([("file", text(accounts))])),
      ("shocks", map(network.shocks.map { ($0, shock($1)) })),
    ]
    root.removeAll { $0.1.mapping?.isEmpty == true || $0.1.string == "" }
    if let standard = network.defaultShock { root.append(("defaultShock", text(standard))) }
    return try Yams.serialize(node: map(root, style: .block), width: -1, allowUnicode: true)
  }

  private static func text(_ text: String) -> Node {
    Node(text, Tag(.str), .doubleQuoted)
  }

  private static func text(_ text: String?) -> Node? { text.map { Self.text($0) } }

  private static func number(_ number: Double?) -> Node? {
    number.map { Node("\($0)", Tag(.float), .plain) }
  }

  private static func map(_ pairs: [(String, Node?)], style: Node.Mapping.Style = .block) -> Node {
    Node(
      pairs.compactMap { key, value in value.map { (text(key), $0) } }, Tag(.map), style)
  }

  private static func rule(_ choice: RuleChoice, key: String = "rule") -> [(String, Node?)] {
    [(key, text(choice.name))]
      + choice.values.sorted { $0.key < $1.key }.map { name, value in
        switch value {
        case .number(let level): (name, number(level))
        case .rule(let nested):
          (name, nested.values.isEmpty ? text(nested.name) : map(rule(nested), style: .flow))
        }
      }
  }

  private static func asset(_ asset: Asset) -> Node {
    map(
      [
        ("kind", text(asset.kind.rawValue)), ("chain", text(asset.chain)),
        ("price", number(asset.price)), ("peg", number(asset.peg)),
        ("issuer", text(asset.issuer?.description)), ("marketPool", text(asset.marketPool?.name)),
      ], style: .flow)
  }

  private static func pool(_ pool: LiquidityPool) -> Node {
    let size: [(String, Node?)] =
      if let base = pool.baseReserve, let quote = pool.quoteReserve {
        [
          (
            "reserves",
            map(
              [(pool.base.name, number(base)), (pool.quote.name, number(quote))], style: .flow)
          )
        ]
      } else {
        [
          ("pair", Node([text(pool.base.name), text(pool.quote.name)], Tag(.seq), .flow)),
          ("price", number(pool.price)),
          (
            "quotes",
            pool.quotes.isEmpty
              ? nil
              : Node(
                pool.quotes.map {
                  map([("size", number($0.size)), ("price", number($0.price))], style: .flow)
                }, Tag(.seq), .flow)
          ),
          (
            "ranges",
            pool.ranges.isEmpty
              ? nil
              : Node(
                pool.ranges.map {
                  map(
                    [("price", number($0.price)), ("liquidity", number($0.liquidity))],
                    style: .flow)
                }, Tag(.seq), .flow)
          ),
        ]
      }
    return map(
      [("venue", text(pool.venue)), ("chain", text(pool.chain)), ("fee", number(pool.fee))]
        + rule(pool.formula, key: "formula") + size, style: .flow)
  }

  private static func oracle(_ feed: OracleFeed) -> Node {
    map(
      [("asset", text(feed.asset.name)), ("reads", text(feed.source.rawValue))] + rule(feed.rule),
      style: .flow)
  }

  private static func issuer(_ issuer: Issuer) -> Node {
    map([
      ("kind", text(issuer.kind.rawValue)), ("chain", text(issuer.chain)),
      ("curator", text(issuer.curator)), ("supply", number(issuer.supply)),
      ("holdings", map(issuer.holdings.map { ($0.asset.name, number($0.units)) }, style: .flow)),
      (
        "allocations",
        map(issuer.allocations.map { ($0.reserve.description, number($0.units)) }, style: .flow)
      ), ("realizes", Node("\(issuer.realizes)", Tag(.bool), .plain)),
    ])
  }

  private static func lending(_ value: LendingProtocol) -> Node {
    map([
      ("kind", text(value.kind.rawValue)), ("chain", text(value.chain)),
      ("liquidation", map(rule(value.liquidation), style: .flow)),
      ("recognition", text(value.recognition.rawValue)),
      ("recourse", Node("\(value.recourse)", Tag(.bool), .plain)),
      (
        "eModes",
        value.eModes.isEmpty
          ? nil
          : map(
            value.eModes.map { name, mode in
              (
                name,
                map(
                  [
                    ("assets", Node(mode.assets.map { text($0.name) }, Tag(.seq), .flow)),
                    ("liquidationThreshold", number(mode.liquidationThreshold)),
                    ("bonus", number(mode.bonus)),
                  ], style: .flow)
              )
            })
      ),
      ("reserves", map(value.reserves.map { ($0.name, reserve($1)) })),
    ])
  }

  private static func reserve(_ reserve: Reserve) -> Node {
    map(
      [
        ("ltv", number(reserve.loanToValue)),
        ("liquidationThreshold", number(reserve.liquidationThreshold)),
        ("bonus", number(reserve.bonus)), ("protocolFee", number(reserve.protocolFee)),
        ("oracle", text(reserve.oracle?.name)), ("deposits", number(reserve.deposits)),
        ("cash", number(reserve.cash)), ("loans", number(reserve.loans)),
        (
          "protocolReserves", reserve.protocolReserves == 0 ? nil : number(reserve.protocolReserves)
        ),
        ("deficit", reserve.deficit == 0 ? nil : number(reserve.deficit)),
      ], style: .flow)
  }

  private static func shock(_ shock: NamedShock) -> Node {
    map([
      ("title", text(shock.title)),
      ("apply", Node(shock.shocks.map { text($0.description) }, Tag(.seq), .flow)),
    ])
  }
}
