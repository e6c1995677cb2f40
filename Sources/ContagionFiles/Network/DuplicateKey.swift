/// Looks for the second of two equal keys; the parser tells the first only.
enum DuplicateKey {
  /// The place of the next equal key of the same mapping, or `nil`.
  ///
  /// In block style it starts a line at the column of the first; in flow style
  /// it is taken to be the next word of that name on the same line.
  static func second(_ key: String, after first: Place, in text: String) -> Place? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard first.line >= 1, first.line <= lines.count else { return nil }
    let indent = first.column - 1
    let line = Array(lines[first.line - 1].unicodeScalars)
    if let column = column(of: key, in: line, from: first.column) {
      return Place(file: first.file, line: first.line, column: column + 1)
    }
    for number in first.line..<lines.count {
      let line = Array(lines[number].unicodeScalars)
      let start = line.firstIndex { $0 != " " } ?? line.count
      guard start < line.count, line[start] != "#", line[start] != "\r" else { continue }
      if start < indent { return nil }
      if start == indent, isKey(key, line[start...]) {
        return Place(file: first.file, line: number + 1, column: indent + 1)
      }
    }
    return nil
  }

  private static func column(of key: String, in line: [Unicode.Scalar], from start: Int) -> Int? {
    guard start < line.count else { return nil }
    return (start..<line.count).first { index in
      "{, ".unicodeScalars.contains(line[index - 1]) && isKey(key, line[index...])
    }
  }

  /// Whether a text starts with the key, quoted or not, and a colon.
  private static func isKey(_ key: String, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    [key, "\"\(key)\"", "'\(key)'"].contains { spelling in
      text.starts(with: spelling.unicodeScalars)
        && text.dropFirst(spelling.unicodeScalars.count).first { $0 != " " } == ":"
    }
  }
}
