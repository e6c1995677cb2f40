import ContagionModel

/// Parts of which the schema of a network file is put together.
enum SchemaParts {
  /// A mapping with fixed keys; every mapping also says where figures come from.
  static func mapping(
    _ description: String, _ properties: [String: JSONValue], required: [String] = []
  ) -> JSONValue {
    let all = properties.merging(provenance) { own, _ in own }
    return [
      "description": .string(description), "type": "object", "properties": .object(all),
      "required": .array(required.map { .string($0) }), "additionalProperties": false,
    ]
  }

  /// A mapping with free keys, or nothing.
  static func named(_ description: String, _ value: JSONValue) -> JSONValue {
    [
      "description": .string(description), "type": ["object", "null"],
      "additionalProperties": value,
    ]
  }

  static func list(_ description: String, _ element: JSONValue) -> JSONValue {
    ["description": .string(description), "type": "array", "items": element]
  }

  /// Any scalar: what is text to us may look like a number to YAML.
  static func text(_ description: String) -> JSONValue {
    ["description": .string(description), "type": ["string", "number", "boolean"]]
  }

  static func words(_ description: String, _ words: [String]) -> JSONValue {
    ["description": .string(description), "enum": .array(words.map { .string($0) })]
  }

  /// A number in a range: plain, with a source, or with two ends.
  static func number(
    _ description: String, in range: ClosedRange<Double>? = nil, above: Double? = nil
  ) -> JSONValue {
    var plain: [String: JSONValue] = ["type": "number"]
    if let range, range.lowerBound.isFinite { plain["minimum"] = .number(range.lowerBound) }
    if let range, range.upperBound.isFinite { plain["maximum"] = .number(range.upperBound) }
    if let above { plain["exclusiveMinimum"] = .number(above) }
    let number = JSONValue.object(plain)
    return [
      "description": .string(description),
      "anyOf": [
        number, mapping("A number with its source.", ["value": number], required: ["value"]),
        mapping(
          "A range; results come for both ends.", ["low": number, "high": number],
          required: ["low", "high"]),
      ],
    ]
  }

  static func ratio(_ description: String) -> JSONValue { number(description, in: 0...1) }

  static func units(_ description: String) -> JSONValue {
    number(description, in: 0...Double.infinity)
  }

  private static let provenance: [String: JSONValue] = [
    "source": text("Where the figures come from."), "date": text("The date of the figures."),
    "note": text("Anything a reader should know."),
  ]
}
