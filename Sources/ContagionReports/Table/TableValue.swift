/// A cell without its unit, which the column's key states.
public enum TableValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  /// Finite.
  case number(Double)
  case missing
}

extension TableValue: Codable {
  /// Reads what JSON has: `200` is an integer even if it was written as 200.0.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .missing: try container.encodeNil()
    }
  }
}
