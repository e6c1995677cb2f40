/// What changed between two runs: what went in, and every figure that came out.
public struct RunDifference: Hashable, Sendable {
  /// Something that went in: a file, the shock, a choice, the version.
  public struct Input: Hashable, Sendable {
    public var name: String
    /// `nil` where a run lacks it.
    public var first: String?
    public var second: String?
  }

  /// One figure of one table.
  public struct Change: Hashable, Sendable {
    public var table: String
    public var row: String
    public var measure: String
    /// The unit of the figures, or `nil` if they are counts.
    public var unit: TableUnit?
    /// `nil` where a run has no such row or figure.
    public var first: Double?
    public var second: Double?

    /// `second − first`, a missing figure counting as 0.
    public var change: Double { (second ?? 0) - (first ?? 0) }
    var isMoney: Bool { unit == .usd }
    /// The depth of a pool that only one run sold into is no result of either.
    var describesNewPool: Bool {
      measure.hasPrefix("depth at") && (first == nil || second == nil)
    }
  }

  public var inputs: [Input]
  /// Money first, by size; then the rest by relative size.
  public var changes: [Change]

  /// Compares two runs; equal inputs and figures are left out.
  public init(from first: RunReport, to second: RunReport) {
    inputs = Self.inputs(first, second)
    var changes: [Change] = []
    for name in Set(first.results.keys).union(second.results.keys).sorted()
    where name != "choices" {
      changes += Self.changes(name, first.results[name], second.results[name])
    }
    self.changes = changes.filter { $0.first != $0.second && !$0.describesNewPool }
      .sorted(by: Self.precedes)
  }

  /// The names of what went in, in the order of the documents.
  private static func inputs(_ first: RunReport, _ second: RunReport) -> [Input] {
    func listed(_ report: RunReport) -> [(String, String)] {
      [
        ("version", report.version), ("network", report.network.name),
        ("as of", report.network.asOf), ("shock", report.shock.shocks.joined(separator: ", ")),
      ] + report.choices.map { ("choice \($0.name)", $0.value) }
        + report.inputs.map {
          ("file \($0.path.split(separator: "/").last ?? "")", String($0.sha256.prefix(12)))
        }
    }
    let (before, after) = (listed(first), listed(second))
    let names =
      before.map(\.0) + after.map(\.0).filter { name in !before.contains { $0.0 == name } }
    return names.compactMap { name in
      let old = before.first { $0.0 == name }?.1
      let new = after.first { $0.0 == name }?.1
      return old == new ? nil : Input(name: name, first: old, second: new)
    }
  }

  /// The figures of one table, matched by row.
  private static func changes(
    _ name: String, _ first: TableDocument?, _ second: TableDocument?
  ) -> [Change] {
    guard let shape = second ?? first else { return [] }
    let keys = keyColumns(of: [first, second].compactMap { $0 })
    let (before, after) = (rows(of: first, keys), rows(of: second, keys))
    let labels =
      before.map(\.label)
      + after.map(\.label).filter { label in
        !before.contains { $0.label == label }
      }
    return labels.flatMap { label in
      let old = before.first { $0.label == label }?.cells
      let new = after.first { $0.label == label }?.cells
      return shape.columns.filter { !keys.contains($0.key) && $0.unit != .text }.map { column in
        Change(
          table: shape.title, row: label, measure: column.title,
          unit: column.unit ?? unit(of: new ?? old),
          first: old?[column.key]?.figure, second: new?[column.key]?.figure)
      }
    }
  }

  /// The unit that a row states for itself.
  private static func unit(of cells: [String: TableValue]?) -> TableUnit? {
    guard case .text(let label)? = cells?["unit"] else { return nil }
    return TableUnit.allCases.first { !$0.label.isEmpty && $0.label == label }
  }

  /// The first column, and as many columns of text after it as tell rows apart.
  private static func keyColumns(of tables: [TableDocument]) -> [String] {
    guard let columns = tables.first?.columns, let first = columns.first else { return [] }
    var keys = [first.key]
    for column in columns.dropFirst() where column.unit == .text {
      let isEnough = tables.allSatisfy { table in
        let labels = rows(of: table, keys).map(\.label)
        return Set(labels).count == labels.count
      }
      if isEnough { break }
      keys.append(column.key)
    }
    return keys
  }

  private static func rows(
    of table: TableDocument?, _ keys: [String]
  ) -> [(label: String, cells: [String: TableValue])] {
    (table?.rows ?? []).map { row in
      (keys.compactMap { row[$0]?.words }.joined(separator: ", "), row)
    }
  }

  private static func precedes(_ a: Change, _ b: Change) -> Bool {
    if a.isMoney != b.isMoney { return a.isMoney }
    let (first, second) =
      a.isMoney ? (abs(a.change), abs(b.change)) : (a.relativeChange, b.relativeChange)
    if first != second { return first > second }
    return (a.table, a.row, a.measure) < (b.table, b.row, b.measure)
  }
}

extension RunDifference.Change {
  /// The size of the change beside the larger figure; 1 where one is missing.
  fileprivate var relativeChange: Double {
    let size = max(abs(first ?? 0), abs(second ?? 0))
    return size > 0 ? abs(change) / size : 0
  }
}

extension TableValue {
  fileprivate var figure: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    case .text, .missing: nil
    }
  }

  fileprivate var words: String? {
    switch self {
    case .text(let text): text
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .missing: nil
    }
  }
}
