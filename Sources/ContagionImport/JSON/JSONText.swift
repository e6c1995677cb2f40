import ContagionFiles

/// Reads JSON after RFC 8259 with the place of every value.
///
/// A YAML reader refuses surrogate pairs and takes seconds for the megabytes
/// that APIs return; Foundation's decoder rounds numbers and loses places.
/// A byte order mark is skipped; nesting is limited to 200.
///
/// - Complexity: O(bytes).
struct JSONText {
  private static let depthLimit = 200

  private let bytes: [UInt8]
  private let file: String
  private var cursor = 0
  private var line = 1
  private var lineStart = 0

  /// Reads a whole text.
  ///
  /// - Throws: ``ImportError`` with the place of what is not JSON.
  static func root(of bytes: [UInt8], in file: String) throws(ImportError) -> JSONNode {
    var text = JSONText(bytes: bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text.cursor = 3 }
    let root = try text.value(depth: 0)
    text.skipSpace()
    guard text.cursor == bytes.count else { throw text.fault("text after the end of the value") }
    return root
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private var next: UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

  private func fault(_ problem: String) -> ImportError {
    let place = Place(file: file, line: line, column: cursor - lineStart + 1)
    let isEnd = cursor >= bytes.count
    return .faults(
      [.init(place, "not JSON: " + (isEnd ? "the text ends here, incomplete" : problem))], more: 0)
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      cursor += 1
      if byte == 0x0A {
        line += 1
        lineStart = cursor
      }
    }
  }

  private mutating func value(depth: Int) throws(ImportError) -> JSONNode {
    skipSpace()
    guard depth < Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit)") }
    let place = (line: Int32(line), column: Int32(cursor - lineStart + 1))
    let content: JSONNode.Content
    switch next {
    case UInt8(ascii: "{"): content = .object(try members(depth))
    case UInt8(ascii: "["): content = .array(try elements(depth))
    case UInt8(ascii: "\""): content = .text(try string())
    case UInt8(ascii: "t"): content = try word("true", .truth(true))
    case UInt8(ascii: "f"): content = try word("false", .truth(false))
    case UInt8(ascii: "n"): content = try word("null", .null)
    default: content = .number(try number())
    }
    return JSONNode(content: content, line: place.line, column: place.column)
  }

  private mutating func members(_ depth: Int) throws(ImportError) -> [JSONNode.Member] {
    cursor += 1
    var members: [JSONNode.Member] = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      cursor += 1
      return members
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes is expected") }
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw fault("':' is expected") }
      cursor += 1
      members.append(.init(name: name, node: try value(depth: depth + 1)))
      if try isLast(UInt8(ascii: "}")) { return members }
    }
  }

  private mutating func elements(_ depth: Int) throws(ImportError) -> [JSONNode] {
    cursor += 1
    var elements: [JSONNode] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      cursor += 1
      return elements
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try isLast(UInt8(ascii: "]")) { return elements }
    }
  }

  private mutating func isLast(_ end: UInt8) throws(ImportError) -> Bool {
    skipSpace()
    guard next == end || next == UInt8(ascii: ",") else {
      throw fault("',' or '\(Character(UnicodeScalar(end)))' is expected")
    }
    let isLast = next == end
    cursor += 1
    return isLast
  }

  private mutating func word(
    _ word: String, _ content: JSONNode.Content
  ) throws(ImportError) -> JSONNode.Content {
    guard bytes[cursor...].starts(with: word.utf8) else { throw fault("a value is expected") }
    cursor += word.utf8.count
    return content
  }

  private mutating func number() throws(ImportError) -> String {
    let start = cursor
    while let byte = next,
      (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E
        || byte | 0x20 == 0x65
    {
      cursor += 1
    }
    guard NumberText.value(bytes[start..<cursor]) != nil else {
      cursor = start
      throw fault("a value is expected")
    }
    return String(decoding: bytes[start..<cursor], as: UTF8.self)
  }

  private mutating func string() throws(ImportError) -> String {
    cursor += 1
    let start = cursor
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      cursor += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { cursor += 1 }
      return try decoded(Array(bytes[start..<cursor]))
    }
    var plain = Array(bytes[start..<cursor])
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        cursor += 1
        return try decoded(plain)
      case UInt8(ascii: "\\"): plain += Array(String(try escaped()).utf8)
      case 0..<0x20: throw fault("a control character in a string")
      default:
        plain.append(byte)
        cursor += 1
      }
    }
    throw fault("a string without an end")
  }

  private func decoded(_ plain: [UInt8]) throws(ImportError) -> String {
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw fault("a string that is not UTF-8")
    }
    return text
  }

  private mutating func escaped() throws(ImportError) -> UnicodeScalar {
    cursor += 1
    guard let byte = next else { throw fault("") }
    cursor += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(byte)
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      if let scalar = UnicodeScalar(first) { return scalar }
      guard bytes[cursor...].starts(with: "\\u".utf8) else { throw fault("half a surrogate pair") }
      cursor += 2
      let second = try hexadecimal()
      guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
        let scalar = UnicodeScalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      else { throw fault("half a surrogate pair") }
      return scalar
    default: throw fault("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(ImportError) -> UInt32 {
    guard cursor + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[cursor..<cursor + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are expected") }
    cursor += 4
    return value
  }
}
