import ContagionModel

/// The sections of a network file, in its order.
enum NetworkSchemaParts {
  static let head: [String: JSONValue] = [
    "schema": ["const": .string(NetworkReading.schema)],
    "name": [
      "description": "The name of run folders, in kebab case.", "type": "string",
      "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    ],
    "title": SchemaParts.text("One line for tables and diagrams."),
    "asOf": SchemaParts.text("The date of the figures."),
    "unit": ["const": "USD"],
    "choices": SchemaParts.mapping(
      "The named choices of this network.",
      [
        "clearing": words("How sales settle.", Choices.Clearing.self),
        "arbitrage": words("Whether pools return to outside prices.", Choices.Arbitrage.self),
        "liquidators": words("Whether all calls are made.", Choices.Liquidators.self),
        "opening": words("What happens to accounts below 1 at the start.", Choices.Opening.self),
        "scarceCash": words("Who is paid when lenders run.", Choices.ScarceCash.self),
        "routing": words("Among which pools a sale is traded.", Choices.Routing.self),
        "without": SchemaParts.list("Channels switched off.", words("A channel.", Channel.self)),
        "roundLimit": SchemaParts.number(
          "Rounds after which a run stops.", in: 1...Double.infinity),
      ]),
    "routes": SchemaParts.named(
      "Pools from collateral to debt asset, by COLLATERAL/DEBT.",
      SchemaParts.list("Pools in order.", SchemaParts.text("A pool."))),
    "defaultShock": SchemaParts.text("The shock that is applied when none is asked for."),
  ]

  static let assets = SchemaParts.named(
    "Tokens by name.",
    SchemaParts.mapping(
      "A token.",
      [
        "kind": words("What stands behind the token.", Asset.Kind.self),
        "price": SchemaParts.number("The outside price of one unit, in USD.", above: 0),
        "peg": SchemaParts.number("The price that a stable asset promises, in USD.", above: 0),
        "issuer": SchemaParts.text("Whose share a receipt is: issuer, pool or PROTOCOL/ASSET."),
        "marketPool": SchemaParts.text("The pool whose spot price is the market price."),
        "chain": SchemaParts.text("The chain that the token lives on."),
        "volatility": SchemaParts.number(
          "Standard deviation of the logarithm of the price over a year.", above: 0),
      ], required: ["kind"]))

  static func pools(_ rules: RuleSchema) -> JSONValue {
    let quote = SchemaParts.mapping(
      "What a sale of one size was quoted.",
      [
        "size": SchemaParts.number("Units of the base sold at once.", above: 0),
        "price": SchemaParts.number("Average price received, in the quote asset.", above: 0),
      ], required: ["size", "price"])
    let range = SchemaParts.mapping(
      "Liquidity from one price up to the next line's.",
      [
        "price": SchemaParts.number(
          "Where the range starts, in the quote asset.", in: 0...Double.infinity),
        "liquidity": SchemaParts.number(
          "√(base units · quote units).", in: 0...Double.infinity),
      ], required: ["price", "liquidity"])
    var properties: [String: JSONValue] = [
      "venue": SchemaParts.text("Where the pool is."), "chain": SchemaParts.text("Its chain."),
      "formula": ["anyOf": [rules.names("The pricing rule."), rules.choice("The same.")]],
      "fee": SchemaParts.ratio("Share of what is paid in that the pool keeps."),
      "reserves": [
        "description": "Units of the base, then of the quote.", "type": "object",
        "additionalProperties": SchemaParts.number("Units held.", above: 0),
        "minProperties": 2, "maxProperties": 2,
      ],
      "pair": [
        "description": "The base, then the quote.", "type": "array", "minItems": 2, "maxItems": 2,
        "items": SchemaParts.text("An asset."),
      ],
      "price": SchemaParts.number("Quote units per base unit at size 0.", above: 0),
      "quotes": SchemaParts.list("A depth table.", quote),
      "ranges": SchemaParts.list("Where concentrated liquidity lies.", range),
    ]
    properties.merge(rules.parameters) { own, _ in own }
    return SchemaParts.named(
      "Pools and depth tables by name.",
      SchemaParts.mapping("A pool.", properties, required: ["formula"]))
  }

  static let externalMarkets = SchemaParts.named(
    "Outside markets with finite depth, by asset.",
    SchemaParts.mapping(
      "An outside market.",
      [
        "price": SchemaParts.number("USD per unit.", above: 0),
        "depth": SchemaParts.mapping(
          "How the price gives way.",
          [
            "rule": SchemaParts.text("A rule of outside depth."),
            "usdPerPercent": SchemaParts.number("USD sold that lower the price by 1 %.", above: 0),
          ], required: ["rule"]),
      ], required: ["price"]))

  static func oracles(_ rules: RuleSchema) -> JSONValue {
    var properties: [String: JSONValue] = [
      "asset": SchemaParts.text("The asset that is reported."),
      "rule": ["anyOf": [rules.names("The reporting rule."), rules.choice("The same.")]],
      "reads": words("Which price the feed looks at.", OracleFeed.Source.self),
    ]
    properties.merge(rules.parameters) { own, _ in own }
    return SchemaParts.named(
      "Price feeds by name.",
      SchemaParts.mapping("A feed.", properties, required: ["asset", "rule"]))
  }

  static func words<Word: RawRepresentable<String> & CaseIterable>(
    _ description: String, _ type: Word.Type
  ) -> JSONValue {
    SchemaParts.words(description, Word.allCases.map(\.rawValue))
  }
}
