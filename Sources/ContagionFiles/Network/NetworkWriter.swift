public import ContagionModel
import OrderedCollections
import Yams

/// Writes a network as the YAML that ``YAMLNetwork`` reads.
///
/// Reading the file again, with its accounts file by ``AccountsWriter``, gives an
/// equal network: nothing that a file can say is left out. Sources, dates and
/// notes of single figures, and the other end of a range, are not part of a
/// network.
public enum NetworkWriter {
  /// The file's text.
  ///
  /// Accounts without any entry have no line in an accounts file and are
  /// written here; they come before the others when the file is read.
  ///
  /// - Parameters:
  ///   - network: What to write.
  ///   - accounts: The accounts file to name, if there is one.
  /// - Returns: YAML.
  /// - Throws: The YAML writer's error; no network is known to cause one.
  public static func yaml(_ network: Network, accounts: String? = nil) throws -> String {
    var root: [(String, Node?)] = [
      ("schema", text("contagion.network/1")), ("name", text(network.name)),
      ("title", text(network.title)),
      ("asOf", network.asOf.isEmpty ? nil : text(network.asOf)),
      ("source", text(network.source)), ("unit", text("USD")),
    ]
    root += [
      ("choices", choices(network.choices)),
      ("assets", map(network.assets.map { ($0.name, asset($1)) })),
      ("pools", map(network.pools.map { ($0.name, pool($1)) })),
      (
        "externalMarkets",
        map(network.externalMarkets.map { ($0.name, market($1)) })
      ),
      ("oracles", map(network.oracles.map { ($0.name, oracle($1)) })),
      ("issuers", map(network.issuers.map { ($0.name, issuer($1)) })),
      ("bridges", map(network.bridges.map { ($0.name, bridge($1)) })),
      ("protocols", map(network.protocols.map { ($0.name, lending($1)) })),
      ("routes", map(network.routes.map { ("\($0.from)/\($0.to)", names($0.pools.map(\.name))) })),
      ("accounts", self.accounts(of: network.accounts, file: accounts)),
      ("agents", agents(network.agents)),
      ("shocks", map(network.shocks.map { ($0, shock($1)) })),
      ("timing", network.timing.map(timing)),
      ("defaultShock", text(ifAny: network.defaultShock)),
    ].filter { $0.0 == "assets" || $0.1?.mapping?.isEmpty != true }
    return try Yams.serialize(node: map(root, style: .block), width: -1, allowUnicode: true)
  }

  static func text(_ text: String) -> Node {
    Node(text, Tag(.str), .doubleQuoted)
  }

  private static func text(ifAny text: String?) -> Node? { text.map { Self.text($0) } }

  static func number(_ number: Double?) -> Node? {
    number.map { Node("\($0)", Tag(.float), .plain) }
  }

  static func map(_ pairs: [(String, Node?)], style: Node.Mapping.Style = .block) -> Node {
    Node(
      pairs.compactMap { key, value in value.map { (text(key), $0) } }, Tag(.map), style)
  }

  static func names(_ names: [String]) -> Node {
    Node(names.map { text($0) }, Tag(.seq), .flow)
  }

  private static func flag(_ flag: Bool) -> Node { Node("\(flag)", Tag(.bool), .plain) }

  /// A rule's name under `rule` and its parameters, by name.
  private static func rule(_ choice: RuleChoice) -> [(String, Node?)] {
    [("rule", text(choice.name))] + parameters(of: choice)
  }

  private static func parameters(of choice: RuleChoice) -> [(String, Node?)] {
    choice.values.sorted { $0.key < $1.key }.map { name, value in
      switch value {
      case .number(let level): (name, number(level))
      case .rule(let nested): (name, ruleNode(nested))
      }
    }
  }

  /// A rule as one value: its name alone where it has no parameters.
  private static func ruleNode(_ choice: RuleChoice) -> Node {
    choice.values.isEmpty ? text(choice.name) : map(rule(choice), style: .flow)
  }

  /// A pool's formula with its numbers beside it, or as one value where a
  /// parameter is a rule or bears the name of a key of pools.
  private static func formula(_ choice: RuleChoice) -> [(String, Node?)] {
    let isPlain = choice.values.allSatisfy { name, value in
      if case .number = value { !NetworkReading.poolKeys.contains(name) } else { false }
    }
    return isPlain
      ? [("formula", text(choice.name))] + parameters(of: choice) : [("formula", ruleNode(choice))]
  }

  private static func choices(_ choices: Choices) -> Node? {
    guard choices != Choices() else { return nil }
    return map(
      [
        ("clearing", text(choices.clearing.rawValue)),
        ("arbitrage", text(choices.arbitrage.rawValue)),
        ("liquidators", text(choices.liquidators.rawValue)),
        ("opening", text(choices.opening.rawValue)),
        ("scarceCash", text(choices.scarceCash.rawValue)),
        ("routing", text(choices.routing.rawValue)),
        ("without", names(Channel.allCases.filter(choices.without.contains).map(\.rawValue))),
        ("roundLimit", Node("\(choices.roundLimit)", Tag(.int), .plain)),
      ], style: .flow)
  }

  private static func agents(_ agents: Agents) -> Node? {
    guard agents != Agents() else { return nil }
    let liquidators = agents.liquidators.map { value in
      map(
        [
          ("capital", number(value.capital)),
          ("callsPerStep", value.callsPerStep.map { Node("\($0)", Tag(.int), .plain) }),
          ("cost", number(value.cost)), ("margin", number(value.margin)),
        ], style: .flow)
    }
    let arbitrageurs = agents.arbitrageurs.map {
      map([("capital", number($0.capital))], style: .flow)
    }
    let redeemers = agents.redeemers.map {
      map([("capital", number($0.capital)), ("margin", number($0.margin))], style: .flow)
    }
    return map([
      ("liquidators", liquidators), ("arbitrageurs", arbitrageurs), ("redeemers", redeemers),
      ("borrowers", agents.borrowers.map(ruleNode)),
      ("lenders", agents.lenders.map(ruleNode)), ("providers", agents.providers.map(ruleNode)),
      ("seed", agents.seed == 0 ? nil : Node("\(agents.seed)", Tag(.int), .plain)),
    ])
  }

  private static func timing(_ timing: Timing) -> Node {
    let path = timing.path
    let rows = path.times.enumerated().map { row, time in
      map(
        [("at", text(Span(seconds: time).description))]
          + path.assets.enumerated().map {
            ($1.name, number(path.prices[row * path.assets.count + $0]))
          }, style: .flow)
    }
    return map([
      ("step", text(Span(seconds: timing.step).description)),
      ("horizon", text(Span(seconds: timing.horizon).description)),
      ("prices", Node(rows, Tag(.seq), .block)),
    ])
  }

  /// The accounts file, and the accounts that it cannot hold.
  private static func accounts(of book: AccountBook, file: String?) -> Node {
    var hasEntry = Array(repeating: false, count: book.count)
    for account in book.entryAccount { hasEntry[Int(account)] = true }
    let bare = hasEntry.indices.filter { !hasEntry[$0] }.map { account in
      let pairs: [(String, Node?)] = [
        ("id", text(book.name(of: account))),
        ("protocol", text(book.venues[Int(book.accountVenue[account])])),
        ("eMode", text(ifAny: book.eModes[Int32(account)])),
      ]
      return map(pairs, style: .flow)
    }
    return map([
      ("file", text(ifAny: file)), ("inline", bare.isEmpty ? nil : Node(bare, Tag(.seq), .block)),
    ])
  }

  private static func asset(_ asset: Asset) -> Node {
    map(
      [
        ("kind", text(asset.kind.rawValue)), ("chain", text(ifAny: asset.chain)),
        ("price", number(asset.price)), ("peg", number(asset.peg)),
        ("issuer", text(ifAny: asset.issuer?.description)),
        ("marketPool", text(ifAny: asset.marketPool?.name)),
        ("volatility", number(asset.volatility)),
      ], style: .flow)
  }

  static func pool(_ pool: LiquidityPool) -> Node {
    var size: [(String, Node?)] = []
    if let base = pool.baseReserve, let quote = pool.quoteReserve {
      let reserves = [(pool.base.name, number(base)), (pool.quote.name, number(quote))]
      size.append(("reserves", map(reserves, style: .flow)))
    } else {
      size.append(("pair", names([pool.base.name, pool.quote.name])))
    }
    let quotes = pool.quotes.map {
      map([("size", number($0.size)), ("price", number($0.price))], style: .flow)
    }
    let ranges = pool.ranges.map {
      map([("price", number($0.price)), ("liquidity", number($0.liquidity))], style: .flow)
    }
    size += [
      ("price", number(pool.price)),
      ("quotes", quotes.isEmpty ? nil : Node(quotes, Tag(.seq), .flow)),
      ("ranges", ranges.isEmpty ? nil : Node(ranges, Tag(.seq), .flow)),
    ]
    return map(
      [
        ("venue", text(ifAny: pool.venue)), ("chain", text(ifAny: pool.chain)),
        ("fee", number(pool.fee)),
      ]
        + formula(pool.formula) + size, style: .flow)
  }

  private static func market(_ market: ExternalMarket) -> Node {
    map([("price", number(market.price)), ("depth", market.depth.map(ruleNode))], style: .flow)
  }

  private static func oracle(_ feed: OracleFeed) -> Node {
    let clashes = feed.rule.values.keys.contains { NetworkReading.oracleKeys.contains($0) }
    return map(
      [("asset", text(feed.asset.name)), ("reads", text(feed.source.rawValue))]
        + (clashes ? [("rule", ruleNode(feed.rule))] : rule(feed.rule)), style: .flow)
  }

  private static func issuer(_ issuer: Issuer) -> Node {
    map([
      ("kind", text(issuer.kind.rawValue)), ("chain", text(ifAny: issuer.chain)),
      ("curator", text(ifAny: issuer.curator)), ("supply", number(issuer.supply)),
      ("holdings", map(issuer.holdings.map { ($0.asset.name, number($0.units)) }, style: .flow)),
      (
        "allocations",
        map(issuer.allocations.map { ($0.reserve.description, number($0.units)) }, style: .flow)
      ),
      ("redemption", issuer.redemption.map { text(Span(seconds: $0).description) }),
      ("realizes", flag(issuer.realizes)),
    ])
  }

  private static func bridge(_ bridge: Bridge) -> Node {
    map(
      [
        ("locks", text(bridge.locks.name)), ("issuers", names(bridge.issuers.map(\.name))),
        ("allocation", ruleNode(bridge.allocation)),
        ("delay", bridge.delay.map { text(Span(seconds: $0).description) }),
      ], style: .flow)
  }

  private static func lending(_ value: LendingProtocol) -> Node {
    map([
      ("kind", text(value.kind.rawValue)), ("chain", text(ifAny: value.chain)),
      ("liquidation", map(rule(value.liquidation), style: .flow)),
      ("recognition", text(value.recognition.rawValue)),
      ("recourse", flag(value.recourse)), ("breaker", value.breaker.map(ruleNode)),
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
                    ("assets", names(mode.assets.map(\.name))),
                    ("liquidationThreshold", number(mode.liquidationThreshold)),
                    ("bonus", number(mode.bonus)),
                  ], style: .flow)
              )
            })
      ),
      ("reserves", map(value.reserves.map { ($0.name, reserve($1)) })),
      (
        "programme",
        value.programme.isEmpty ? nil : Node(value.programme.map(payer), Tag(.seq), .block)
      ),
    ])
  }

  private static func payer(_ payer: ProgrammePayer) -> Node {
    let cover: (String, Node?) =
      switch payer.cover {
      case .offset(let usd): ("offset", number(usd))
      case .stake(let units): ("staked", number(units))
      }
    return map(
      [("payer", text(payer.name)), ("asset", text(ifAny: payer.asset?.name)), cover],
      style: .flow)
  }

  private static func reserve(_ reserve: Reserve) -> Node {
    map(
      [
        ("ltv", number(reserve.loanToValue)),
        ("liquidationThreshold", number(reserve.liquidationThreshold)),
        ("bonus", number(reserve.bonus)), ("protocolFee", number(reserve.protocolFee)),
        ("oracle", text(ifAny: reserve.oracle?.name)), ("deposits", number(reserve.deposits)),
        ("cash", number(reserve.cash)), ("loans", number(reserve.loans)),
        (
          "protocolReserves", reserve.protocolReserves == 0 ? nil : number(reserve.protocolReserves)
        ),
        ("deficit", reserve.deficit == 0 ? nil : number(reserve.deficit)),
        ("rate", reserve.rate.map(ruleNode)), ("reserveFactor", number(reserve.reserveFactor)),
        ("lenders", reserve.lenders.map(ruleNode)), ("margin", reserve.margin.map(ruleNode)),
      ], style: .flow)
  }

  private static func shock(_ shock: NamedShock) -> Node {
    map([
      ("title", text(shock.title)),
      ("apply", names(shock.shocks.map(\.exactText))),
    ])
  }
}
