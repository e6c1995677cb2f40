import ContagionModel

/// The sections of a design file, in its order.
enum DesignSchemaParts {
  static func properties(
    design: RuleSchema, terms: RuleSchema, overlay: RuleSchema
  ) -> [String: JSONValue] {
    [
      "schema": ["const": .string(NetworkReading.designSchema)],
      "name": SchemaParts.text("What tables and folders call the design."),
      "title": SchemaParts.text("One line for tables and diagrams."),
      "design": design.choice("Who pays in which order."),
      "settles": words("Which bad debt is settled.", InsuranceProgramme.Basis.self),
      "token": SchemaParts.text("The token that is minted or slashed."),
      "cover": SchemaParts.named("Amounts by PROTOCOL or PROTOCOL/ASSET.", cover),
      "layers": SchemaParts.list("Layers of a tower.", layer(terms)),
      "capital": SchemaParts.list(
        "A common pool of capital, or what stands behind layers.",
        SchemaParts.mapping(
          "A part of it.",
          [
            "usd": amount("Value before the event, USD."),
            "asset": SchemaParts.text("What it is held in; cash without."),
            "market": SchemaParts.text("The insured market it is deposited in."),
          ], required: ["usd"])),
      "exits": SchemaParts.list(
        "Requests to leave the cover.",
        SchemaParts.mapping(
          "A request.",
          [
            "cover": SchemaParts.text("The cover that is left."),
            "day": amount("Days from the event's start."), "usd": amount("USD."),
          ], required: ["cover", "day", "usd"])),
      "overlays": SchemaParts.list("Rules laid over the design.", overlays(overlay)),
      "recognitionDay": amount("Days from the event's start to the settlement."),
      "annualCost": amount("Paid a year for the cover, USD."),
      "bailout": SchemaParts.mapping(
        "Money that somebody may give and has not promised.",
        ["usd": amount("USD."), "delayDays": amount("Days after the settlement.")],
        required: ["usd"]),
    ]
  }

  /// A number of at least 0: plain or with a source. Designs take no ranges.
  private static func amount(_ description: String) -> JSONValue {
    let number: JSONValue = ["type": "number", "minimum": 0]
    return [
      "description": .string(description),
      "anyOf": [
        number,
        SchemaParts.mapping("A number with its source.", ["value": number], required: ["value"]),
      ],
    ]
  }

  /// The design says which amounts it takes.
  private static let cover: JSONValue = {
    let fixed = SchemaParts.mapping(
      "The cover of one market or protocol.",
      ["asset": SchemaParts.text("What the capital is held in; cash without.")])
    guard case .object(var cover) = fixed else { return fixed }
    cover["additionalProperties"] = amount("An amount that the design takes, USD.")
    return .object(cover)
  }()

  private static func layer(_ terms: RuleSchema) -> JSONValue {
    SchemaParts.mapping(
      "A layer: its slice, or terms, or a trigger.",
      [
        "name": SchemaParts.text("What tables call it."),
        "payer": SchemaParts.words(
          "Who pays.",
          InsurancePayer.allCases.filter { $0 != .nobody }.map(\.rawValue)),
        "attachment": amount("The loss above which it pays, USD."),
        "limit": amount("The most it pays, USD."),
        "share": SchemaParts.ratio("The part of the slice it pays."),
        "terms": terms.choice("How much of the loss it pays, in place of a slice."),
        "basis": words("What the layer looks at.", InsuranceLayer.Basis.self),
        "priority": amount("Layers of one priority see the same loss."),
        "trigger": SchemaParts.mapping(
          "Pays by a price in place of the loss.",
          [
            "asset": SchemaParts.text("Whose price."),
            "atOrBelow": amount("Price over the price before, at most."),
            "payout": amount("What is paid, USD."),
          ], required: ["asset", "atOrBelow", "payout"]),
        "annualDeductible": amount("Kept by the insured each year, USD."),
        "reinstatements": amount("How often the limit comes back in a year."),
        "asset": SchemaParts.text("What the capital behind it is held in; cash without."),
        "funded": ["description": "Whether it is locked before the event.", "type": "boolean"],
      ], required: ["name", "payer"])
  }

  /// Rules with parameters, and the asset some of them look at.
  private static func overlays(_ rules: RuleSchema) -> JSONValue {
    var properties = rules.parameters
    properties["rule"] = rules.names("The overlay.")
    properties["asset"] = SchemaParts.text("Whose price it looks at, where it looks at one.")
    return SchemaParts.mapping("An overlay.", properties, required: ["rule"])
  }

  private static func words<Word: RawRepresentable<String> & CaseIterable>(
    _ description: String, _ type: Word.Type
  ) -> JSONValue {
    SchemaParts.words(description, Word.allCases.map(\.rawValue))
  }
}
