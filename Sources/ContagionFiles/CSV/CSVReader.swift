/// Comma-separated values after RFC 4180, read record by record.
///
/// Fields are separated by commas; a field in double quotes may hold commas,
/// line ends and doubled quotes. Records end in CRLF or LF, the last one
/// optionally in nothing. A byte order mark is skipped. Everything else is a
/// fault: a quote inside a plain field, text after a closing quote, a quote
/// that is never closed, a carriage return alone.
///
/// Bytes are fed in pieces of any size, so a file never lies in memory whole.
package struct CSVReader {
  /// What ``next()`` found.
  package enum Step: Hashable {
    /// A record; its fields can be read until the next call.
    case record
    /// Not a whole record: feed more, or finish.
    case starved
    /// Something that is not CSV; reading goes on behind the line's end,
    /// or stops if the quote is never closed.
    case fault(String, line: Int, column: Int)
    case end
  }

  private struct Field {
    var bytes: Range<Int>
    var isQuoted: Bool
    var hasDoubledQuotes: Bool
  }

  /// Records longer than this are taken for a quote that is never closed.
  static let longestRecord = 1 << 20

  /// The line on which the record starts, 1 for the first.
  package private(set) var line = 0
  package private(set) var hasByteOrderMark = false
  /// Whether all bytes of the record's plain fields are ASCII, and none is quoted.
  private(set) var isPlainASCII = true
  private var buffer: [UInt8] = []
  private var position = 0
  private var recordStart = 0
  private var nextLine = 1
  private var fields: [Field] = []
  private var isFinished = false
  private var isSkipping = false
  private var isAtStart = true

  package init() {}

  /// Adds the next bytes of the file.
  package mutating func feed(_ bytes: [UInt8]) {
    buffer.removeSubrange(..<position)
    position = 0
    buffer.append(contentsOf: bytes)
  }

  /// Says that no more bytes will come.
  package mutating func finish() { isFinished = true }

  /// The number of fields of the record.
  package var fieldCount: Int { fields.count }

  /// The bytes of one field, without its quotes.
  package func field(_ index: Int) -> ArraySlice<UInt8> {
    let field = fields[index]
    guard field.hasDoubledQuotes else { return buffer[field.bytes] }
    var plain: [UInt8] = []
    var isSecond = false
    for byte in buffer[field.bytes] {
      isSecond = byte == Self.quote && !isSecond
      if !isSecond { plain.append(byte) }
    }
    return plain[...]
  }

  /// The line of one field and its column in code points.
  package func place(ofField index: Int) -> (line: Int, column: Int) {
    guard index < fields.count else { return place(of: position) }
    return place(of: fields[index].bytes.lowerBound - (fields[index].isQuoted ? 1 : 0))
  }

  /// Looks for the next record.
  package mutating func next() -> Step {
    if isAtStart {
      guard buffer.count >= 3 || isFinished else { return .starved }
      hasByteOrderMark = buffer.starts(with: [0xEF, 0xBB, 0xBF])
      if hasByteOrderMark { position = 3 }
      isAtStart = false
    }
    if isSkipping {
      while position < buffer.count, buffer[position] != Self.lineFeed { position += 1 }
      guard position < buffer.count else { return isFinished ? .end : .starved }
      position += 1
      nextLine += 1
      isSkipping = false
    }
    guard position < buffer.count else { return isFinished ? .end : .starved }
    line = nextLine
    recordStart = position
    return scan()
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Splits the record at `position`, or leaves it for when more bytes are here.
  private mutating func scan() -> Step {
    fields.removeAll(keepingCapacity: true)
    let count = buffer.count
    var cursor = position
    var lines = 1
    var bits: UInt8 = 0
    while true {
      var start = cursor
      var end = cursor
      let isQuoted = cursor < count && buffer[cursor] == Self.quote
      var hasDoubledQuotes = false
      if isQuoted {
        bits = 0x80
        start += 1
        cursor += 1
        while true {
          guard cursor < count else { return unclosed(at: start - 1) }
          if buffer[cursor] == Self.lineFeed { lines += 1 }
          if buffer[cursor] == Self.quote {
            guard cursor + 1 < count || isFinished else { return unclosed(at: start - 1) }
            guard cursor + 1 < count, buffer[cursor + 1] == Self.quote else { break }
            hasDoubledQuotes = true
            cursor += 1
          }
          cursor += 1
        }
        end = cursor
        cursor += 1
      } else {
        while cursor < count {
          let byte = buffer[cursor]
          if byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn { break }
          if byte == Self.quote {
            return skip("a quote inside a field that does not start with one", at: cursor)
          }
          bits |= byte
          cursor += 1
        }
        end = cursor
      }
      fields.append(
        Field(bytes: start..<end, isQuoted: isQuoted, hasDoubledQuotes: hasDoubledQuotes))
      guard cursor < count else {
        guard isFinished else { return starvedOrTooLong() }
        return close(at: cursor, lines: lines, bits)
      }
      switch buffer[cursor] {
      case Self.comma: cursor += 1
      case Self.lineFeed: return close(at: cursor + 1, lines: lines, bits)
      case Self.carriageReturn:
        guard cursor + 1 < count || isFinished else { return .starved }
        guard cursor + 1 < count, buffer[cursor + 1] == Self.lineFeed else {
          return skip("a carriage return without a line feed", at: cursor)
        }
        return close(at: cursor + 2, lines: lines, bits)
      default: return skip("text after a closing quote", at: cursor)
      }
    }
  }

  private mutating func close(at end: Int, lines: Int, _ bits: UInt8) -> Step {
    isPlainASCII = bits < 0x80
    position = end
    nextLine += lines
    return .record
  }

  private mutating func skip(_ problem: String, at offset: Int) -> Step {
    let place = place(of: offset)
    nextLine = place.line
    position = offset
    isSkipping = true
    return .fault(problem, line: place.line, column: place.column)
  }

  private mutating func unclosed(at offset: Int) -> Step {
    guard isFinished || buffer.count - position > Self.longestRecord else { return .starved }
    let place = place(of: offset)
    position = buffer.count
    isFinished = true
    return .fault("a quote that is never closed", line: place.line, column: place.column)
  }

  private mutating func starvedOrTooLong() -> Step {
    guard buffer.count - position > Self.longestRecord else { return .starved }
    return skip("a record of more than \(Self.longestRecord) bytes", at: position)
  }

  private func place(of offset: Int) -> (line: Int, column: Int) {
    var place = (line: line, column: 1)
    for byte in buffer[recordStart..<offset] {
      if byte == Self.lineFeed {
        place = (place.line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
    }
    return place
  }
}
