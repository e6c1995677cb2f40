import Testing

@testable import ContagionFiles

struct `Comma-separated values` {
  /// The records of a text, fed in pieces of `size` bytes, and the faults.
  static func read(_ text: String, inPiecesOf size: Int = 1 << 16) -> [[String]] {
    var reader = CSVReader()
    var rest = Array(text.utf8)[...]
    var records: [[String]] = []
    while true {
      switch reader.next() {
      case .record:
        records.append(
          (0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) })
      case .fault(let problem, let line, let column):
        records.append(["\(line):\(column): \(problem)"])
      case .starved:
        if rest.isEmpty { reader.finish() } else { reader.feed(Array(rest.prefix(size))) }
        rest = rest.dropFirst(size)
      case .end: return records
      }
    }
  }

  /// The examples of RFC 4180, section 2, points 1, 2, 5, 6 and 7.
  static let examples: [(text: String, records: [[String]])] = [
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    (
      "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
      [["aaa", "b\r\nbb", "ccc"], ["zzz", "yyy", "xxx"]]
    ),
    ("\"aaa\",\"b\"\"bb\",\"ccc\"", [["aaa", "b\"bb", "ccc"]]),
    ("\"a,b\", c ,\"\"\n", [["a,b", " c ", ""]]),
    ("\"\"\"\"\"\"\n", [["\"\""]]),
    (",\n,", [["", ""], ["", ""]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]),
    ("", []),
  ]

  @Test(arguments: examples, [1, 2, 3, 7, 1000])
  func `read as RFC 4180 says, in pieces of any size`(
    example: (text: String, records: [[String]]), size: Int
  ) {
    #expect(Self.read(example.text, inPiecesOf: size) == example.records)
  }

  static let faults: [(text: String, records: [[String]])] = [
    ("a\"b,c\nd,e\n", [["1:2: a quote inside a field that does not start with one"], ["d", "e"]]),
    ("x\n\"a\"b,c\nd,e\n", [["x"], ["2:4: text after a closing quote"], ["d", "e"]]),
    ("x\ny,\"a,b\nc\n", [["x"], ["2:3: a quote that is never closed"]]),
    ("a\rb\n", [["1:2: a carriage return without a line feed"]]),
    ("é,\"中\n\",b\"\nd\n", [["2:4: a quote inside a field that does not start with one"], ["d"]]),
  ]

  @Test(arguments: faults, [1, 2, 1000])
  func `that are none are faults with line and column`(
    example: (text: String, records: [[String]]), size: Int
  ) {
    #expect(Self.read(example.text, inPiecesOf: size) == example.records)
  }

  @Test func `are not searched for a closing quote for ever`() {
    var reader = CSVReader()
    reader.feed(Array("\"".utf8) + Array(repeating: UInt8(ascii: "x"), count: 2 << 20))
    #expect(reader.next() == .fault("a quote that is never closed", line: 1, column: 1))
    #expect(reader.next() == .end)
  }
}
