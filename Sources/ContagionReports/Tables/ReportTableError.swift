import ContagionModel

/// A name that no table has.
public struct ReportTableError: Error, Hashable, Sendable, CustomStringConvertible {
  public var name: String
  public var known: [String]

  public var description: String {
    let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    return "no table is called '\(name)'\(hint); known: \(known.joined(separator: ", "))"
  }
}
