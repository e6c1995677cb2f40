import ContagionModel

extension NetworkSchemaParts {
  static let issuers = SchemaParts.named(
    "Whoever issues a receipt and is neither a pool nor a reserve.",
    SchemaParts.mapping(
      "An issuer.",
      [
        "kind": words("What the issuer is.", Issuer.Kind.self),
        "chain": SchemaParts.text("Its chain."),
        "curator": SchemaParts.text("Who decides where assets go."),
        "supply": SchemaParts.number("Units of the receipt outstanding.", above: 0),
        "holdings": holdings("Units of assets held."),
        "allocations": holdings("Deposits in reserves, by PROTOCOL/ASSET."),
        "redemption": span("Time from asking for holdings to getting them."),
        "realizes": ["description": "Whether a loss lowers the NAV.", "type": "boolean"],
      ], required: ["kind", "supply"]))

  static func bridges(_ rules: RuleSchema) -> JSONValue {
    SchemaParts.named(
      "Tokens locked on one chain for tokens issued on others, by name.",
      SchemaParts.mapping(
        "A bridge.",
        [
          "locks": SchemaParts.text("The token that is locked."),
          "issuers": SchemaParts.list(
            "The issuers of the bridged tokens.", SchemaParts.text("An issuer of kind bridge.")),
          "delay": span("Time that locked tokens take to come back."),
          "allocation": rules.choice("Who bears what is drained."),
        ], required: ["locks", "issuers"]))
  }

  static func protocols(
    _ rules: RuleSchema, rates: RuleSchema, breakers: RuleSchema, lenders: RuleSchema,
    margins: RuleSchema
  )
    -> JSONValue
  {
    SchemaParts.named(
      "Lending protocols by name.",
      SchemaParts.mapping(
        "A lending protocol.",
        [
          "kind": words("Where collateral is kept.", LendingProtocol.Kind.self),
          "chain": SchemaParts.text("Its chain."),
          "liquidation": rules.choice("How accounts below 1 are liquidated."),
          "recognition": words("How bad debt is booked.", Recognition.self),
          "recourse": [
            "description": "Whether borrowers owe what is not covered.", "type": "boolean",
          ],
          "reserves": SchemaParts.named("The assets listed.", reserve(rates, lenders, margins)),
          "programme": SchemaParts.list("Who pays for bad debt, in order.", payer),
          "breaker": breakers.choice("What stops it for a while in timed runs."),
          "eModes": SchemaParts.named("Risk categories by name.", eMode),
        ], required: ["kind", "liquidation", "recognition", "reserves"]))
  }

  private static let payer = SchemaParts.mapping(
    "A payer: an offset, or a stake of an asset.",
    [
      "payer": SchemaParts.text("Who pays."),
      "asset": SchemaParts.text("The reserve that is covered; what is staked."),
      "offset": SchemaParts.number("USD that the treasury pays first.", in: 0...Double.infinity),
      "staked": SchemaParts.units("Units of the asset that are staked."),
    ], required: ["payer"])

  private static func reserve(
    _ rates: RuleSchema, _ lenders: RuleSchema, _ margins: RuleSchema
  ) -> JSONValue {
    [
      "anyOf": [
        ["type": "null"],
        SchemaParts.mapping(
          "One asset listed, in units of it.",
          reserveKeys.merging([
            "rate": rate(rates),
            "lenders": lenders.choice("When its lenders leave, where not as those of all."),
            "margin": margins.choice("What sets its threshold in timed runs."),
          ]) { own, _ in own }),
      ]
    ]
  }

  /// A rule by name, or the parameters of the kinked rate alone.
  private static func rate(_ rates: RuleSchema) -> JSONValue {
    [
      "anyOf": [
        rates.names("The rule of the rate."), rates.choice("The same."),
        SchemaParts.mapping("Parameters of the rule 'kinked'.", rates.parameters),
      ]
    ]
  }

  private static let reserveKeys: [String: JSONValue] = [
    "ltv": SchemaParts.ratio("Debt that may be opened per collateral value."),
    "liquidationThreshold": SchemaParts.ratio("Share of collateral that counts for health."),
    "bonus": SchemaParts.ratio("What a liquidator gets beyond the repayment."),
    "protocolFee": SchemaParts.ratio("Share of the bonus that the protocol keeps."),
    "oracle": SchemaParts.text("The feed that prices the asset here."),
    "deposits": SchemaParts.units("Claims of lenders other than account collateral."),
    "cash": SchemaParts.units("What can leave now."),
    "loans": SchemaParts.units("All loans, those outside the file included."),
    "protocolReserves": SchemaParts.number("The protocol's own share."),
    "deficit": SchemaParts.units("Claims not covered at the opening."),
    "reserveFactor": SchemaParts.ratio("Share of the interest that the protocol keeps."),
    "suppliedBy": SchemaParts.named(
      "Deposits of issuers here, in place of their allocations.", SchemaParts.units("Units.")),
  ]

  private static let eMode = SchemaParts.mapping(
    "Assets that share a threshold.",
    [
      "assets": SchemaParts.list("Assets.", SchemaParts.text("An asset.")),
      "liquidationThreshold": SchemaParts.ratio("The category's threshold."),
      "bonus": SchemaParts.ratio("The category's bonus."),
    ], required: ["assets", "liquidationThreshold", "bonus"])

  static let accounts = SchemaParts.mapping(
    "Borrowers, named lenders and named holders.",
    [
      "file": SchemaParts.text("A CSV file beside this one."),
      "inline": SchemaParts.list(
        "Accounts written here.",
        SchemaParts.mapping(
          "An account.",
          [
            "id": SchemaParts.text("The account's name."),
            "protocol": SchemaParts.text("A protocol, or the issuer of the receipt held."),
            "collateral": holdings("Units by asset."), "debt": holdings("Units by asset."),
            "deposits": holdings("Units by asset."),
            "loop": SchemaParts.mapping(
              "A looped position, in place of collateral and debt.",
              [
                "collateral": SchemaParts.text("What is held."),
                "debt": SchemaParts.text("What is owed."),
                "own": SchemaParts.number("Units of the collateral before the loops.", above: 0),
                "ltv": SchemaParts.number("Loan-to-value of each loop.", in: 0...1),
                "times": SchemaParts.number("How many loops; without end if silent.", in: 1...1e9),
                "price": SchemaParts.number("Units of debt for one of the collateral.", above: 0),
              ], required: ["collateral", "debt", "own", "ltv"]),
            "liquidationThreshold": SchemaParts.ratio("For all collateral of the account."),
            "eMode": SchemaParts.text("A risk category of the protocol."),
          ], required: ["id", "protocol"])),
    ])

  static let shocks = SchemaParts.named(
    "Named shocks.",
    SchemaParts.mapping(
      "A shock.",
      [
        "title": SchemaParts.text("One line for tables."),
        "apply": SchemaParts.list("What happens, all at once.", SchemaParts.text("ETH=-30%")),
      ], required: ["apply"]))

  private static func holdings(_ description: String) -> JSONValue {
    SchemaParts.named(description, SchemaParts.units("Units."))
  }
}
