import ContagionFiles

/// Where the elements of an XML text begin, in order, outside comments and CDATA.
struct XMLPlaces {
  private let file: String
  private let lines: [String: [Int]]

  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8], _ elements: [String], in file: String) {
    self.file = file
    var lines: [String: [Int]] = [:]
    var line = 1
    var index = 0
    func starts(_ text: String, at index: Int) -> Bool {
      bytes[index...].starts(with: text.utf8)
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if let end = starts("<!--", at: index) ? "-->" : starts("<![CDATA[", at: index) ? "]]>" : nil
      {
        while index < bytes.count, !starts(end, at: index) {
          if bytes[index] == UInt8(ascii: "\n") { line += 1 }
          index += 1
        }
        continue
      }
      for element in elements where starts("<\(element)", at: index) {
        let next = index + element.utf8.count + 1
        guard next < bytes.count, " \t\r\n/>".utf8.contains(bytes[next]) else { continue }
        lines[element, default: []].append(line)
      }
      index += 1
    }
    self.lines = lines
  }

  /// The place of an element by its number from 0.
  func place(_ element: String, _ number: Int) -> Place {
    let lines = lines[element] ?? []
    return Place(file: file, line: number < lines.count ? lines[number] : 1, column: 1)
  }
}
