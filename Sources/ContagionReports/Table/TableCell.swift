/// One entry of a table.
public enum TableCell: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case number(Double, TableUnit)
  /// A number that compares two others; people are shown its sign.
  case difference(Double, TableUnit)
  case missing

  /// The figure to be summed, if there is one.
  var figure: Double? {
    switch self {
    case .text, .missing: nil
    case .integer(let count): Double(count)
    case .number(let number, _), .difference(let number, _): number
    }
  }

  /// The cell as machines read it: a number that is not finite is missing.
  var value: TableValue {
    switch self {
    case .text(let text): .text(text)
    case .integer(let count): .integer(count)
    case .missing: .missing
    case .number(let number, _), .difference(let number, _):
      number.isFinite ? .number(number == 0 ? 0 : number) : .missing
    }
  }
}
