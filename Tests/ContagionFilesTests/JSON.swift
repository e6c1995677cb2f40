import Foundation
import Yams

/// JSON that YAML was turned into, by the core schema of YAML 1.2.
enum JSON: Codable, Hashable {
  case object([String: JSON])
  case array([JSON])
  case string(String)
  case number(Double)
  case flag(Bool)
  case null

  init(_ node: Node) {
    switch node {
    case .mapping(let mapping):
      self = .object(
        Dictionary(uniqueKeysWithValues: mapping.map { ($0.key.string ?? "", JSON($0.value)) }))
    case .sequence(let sequence): self = .array(sequence.map { JSON($0) })
    case .alias: self = .null
    case .scalar(let scalar):
      let text = scalar.string
      let isPlain = scalar.style == .plain
      if isPlain, let number = Double(text), number.isFinite, !text.hasPrefix("0x") {
        self = .number(number)
      } else if isPlain, let flag = Bool(text) {
        self = .flag(flag)
      } else {
        self = isPlain && ["", "~", "null"].contains(text) ? .null : .string(text)
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let array = try? container.decode([JSON].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }
}
