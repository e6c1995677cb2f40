import ContagionModel

extension NetworkSchemaParts {
  static func agents(borrowers: RuleSchema, lenders: RuleSchema, providers: RuleSchema) -> JSONValue
  {
    SchemaParts.mapping(
      "Those who act besides the accounts.",
      [
        "liquidators": SchemaParts.mapping(
          "Those who call accounts, where 'liquidators' is 'profitable'.",
          [
            "capital": SchemaParts.number(
              "USD for repayments in one step.", in: 0...Double.infinity),
            "callsPerStep": SchemaParts.number("Block space.", in: 1...Double.infinity),
            "cost": SchemaParts.number("USD of one call.", in: 0...Double.infinity),
            "margin": SchemaParts.ratio("Profit asked for, as a share of the repayment."),
          ]),
        "arbitrageurs": SchemaParts.mapping(
          "Those who trade between pools and outside, where 'arbitrage' is 'capital'.",
          ["capital": SchemaParts.number("USD traded in one step.", in: 0...Double.infinity)],
          required: ["capital"]),
        "redeemers": SchemaParts.mapping(
          "Those who buy receipts below what the issuer pays for them.",
          [
            "capital": SchemaParts.number("USD that they have.", in: 0...Double.infinity),
            "margin": SchemaParts.ratio("Profit asked for, as a share of the worth."),
          ], required: ["capital"]),
        "borrowers": borrowers.choice("What borrowers do before they are called."),
        "lenders": lenders.choice("When lenders leave a reserve."),
        "providers": providers.choice("When liquidity providers leave a pool."),
        "seed": SchemaParts.number("What ranks are drawn from.", in: 1...Double.infinity),
      ])
  }

  static let timing: JSONValue = SchemaParts.mapping(
    "How a run goes over time.",
    [
      "step": span("Length of a step."), "horizon": span("When the run ends."),
      "prices": SchemaParts.list(
        "Prices from a time on; only their ratios count.",
        [
          "type": "object", "properties": ["at": span("Time since the start.")],
          "required": ["at"], "additionalProperties": SchemaParts.number("USD.", above: 0),
        ]),
    ], required: ["step", "prices"])

  static func span(_ description: String) -> JSONValue {
    [
      "description": .string(description), "type": "string",
      "pattern": "^[0-9.]+[smhd]$",
    ]
  }
}
