/// Where in a file something stands.
public struct Place: Hashable, Sendable, Comparable {
  /// The file as the user named it.
  public var file: String
  /// 1 for the first line.
  public var line: Int
  /// 1 for the first character.
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.file, lhs.line, lhs.column) < (rhs.file, rhs.line, rhs.column)
  }
}
