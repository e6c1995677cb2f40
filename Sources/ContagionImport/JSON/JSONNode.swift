import ContagionFiles

/// A part of a JSON text that knows where it stands and keeps numbers as they
/// are spelled, so that 2^256 in wei loses nothing before it is scaled.
struct JSONNode: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    case object([Member])
    case array([JSONNode])
    case text(String)
    /// As it is spelled.
    case number(String)
    case truth(Bool)
    case null
  }

  struct Member: Hashable, Sendable {
    var name: String
    var node: JSONNode
  }

  var content: Content
  var line: Int32
  var column: Int32

  /// The member of an object, or `nil`.
  subscript(_ name: String) -> JSONNode? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.name == name }?.node
  }

  /// The members of an object; none of anything else.
  var members: [Member] {
    guard case .object(let members) = content else { return [] }
    return members
  }

  /// The elements of an array, or `nil`.
  var elements: [JSONNode]? {
    guard case .array(let elements) = content else { return nil }
    return elements
  }

  /// A text or a number as it is spelled, or `nil`.
  var spelling: String? {
    switch content {
    case .text(let text), .number(let text): text
    default: nil
    }
  }

  var isNull: Bool { content == .null }

  var truth: Bool? {
    guard case .truth(let truth) = content else { return nil }
    return truth
  }

  func place(in file: String) -> Place {
    Place(file: file, line: Int(line), column: Int(column))
  }

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .object: "an object"
    case .array: "an array"
    case .text(let text): "'\(text)'"
    case .number(let text): text
    case .truth(let truth): "\(truth)"
    case .null: "null"
    }
  }
}
