/// What stands above a column.
public struct TableHeading: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    case left, right
  }

  /// The name that machines use, with the unit: `finalLossUSD`.
  public var key: String
  /// The name that people read, without the unit.
  public var title: String
  /// The unit of all figures, or `nil` if each cell has its own.
  public var unit: TableUnit?
  public var alignment: Alignment
}
