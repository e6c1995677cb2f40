import ContagionFiles
import ContagionModel
import Yams

/// Reads mapping files.
public enum MappingText {
  private static let keys = [
    "schema", "protocol", "kind", "closeFactor", "recognition", "bonus", "numeraire", "prices",
    "duplicates", "tables",
  ]
  private static let tableKeys = ["account", "protocol", "time", "entries", "totals"]
  private static let entryKeys = [
    "side", "sideColumn", "asset", "assetColumn", "symbolColumn", "units", "rawUnits", "decimals",
    "threshold", "thresholdScale", "price", "usd",
  ]

  /// Reads a mapping file.
  ///
  /// - Throws: ``ImportError`` with the place of what is not a mapping.
  public static func mapping(_ text: String, in file: String) throws(ImportError) -> FlatMapping {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw .option("\(file) is not YAML: \(error)")
    }
    let reading = Reading(file: file)
    guard let root else { throw reading.fault(nil, "the file is empty") }
    try reading.check(root, known: keys)
    var mapping = FlatMapping()
    mapping.venue = try reading.text(root, "protocol") ?? mapping.venue
    mapping.kind = try reading.text(root, "kind") ?? mapping.kind
    guard LendingProtocol.Kind(rawValue: mapping.kind) != nil else {
      throw reading.choice(
        root, "kind", mapping.kind, LendingProtocol.Kind.allCases.map(\.rawValue))
    }
    mapping.closeFactor = try reading.text(root, "closeFactor") ?? mapping.closeFactor
    mapping.recognition = try reading.text(root, "recognition") ?? mapping.recognition
    guard Recognition(rawValue: mapping.recognition) != nil else {
      throw reading.choice(
        root, "recognition", mapping.recognition, Recognition.allCases.map(\.rawValue))
    }
    mapping.bonus = try reading.number(root, "bonus")
    if let bonus = mapping.bonus, !(0...1).contains(bonus) {
      throw reading.fault(root["bonus"], "'bonus' is \(bonus); accepted: 0 to 1")
    }
    mapping.numeraire = try reading.text(root, "numeraire")
    switch try reading.text(root, "duplicates") {
    case nil, "refuse": break
    case "sum": mapping.sumsRows = true
    case let found?: throw reading.choice(root, "duplicates", found, ["refuse", "sum"])
    }
    for pair in root["prices"]?.mapping ?? [:] {
      guard let name = pair.key.string, let price = pair.value.float else {
        throw reading.fault(pair.value, "a price is a number of USD")
      }
      mapping.prices[name] = price
    }
    guard let tables = root["tables"]?.sequence else {
      throw reading.fault(root, "'tables' is missing; accepted: a list of tables with columns")
    }
    for table in tables { mapping.tables.append(try columns(table, reading)) }
    return mapping
  }

  private static func columns(
    _ node: Node, _ reading: Reading
  ) throws(ImportError) -> FlatMapping.Columns {
    try reading.check(node, known: tableKeys)
    guard let account = try reading.text(node, "account") else {
      throw reading.fault(node, "'account' is missing; accepted: the column that names accounts")
    }
    var columns = FlatMapping.Columns(account: account)
    columns.venue = try reading.text(node, "protocol")
    columns.time = try reading.text(node, "time")
    for entry in node["entries"]?.sequence ?? [] {
      columns.entries.append(try self.entry(entry, reading))
    }
    if let totals = node["totals"] {
      try reading.check(totals, known: ["weightedCollateral", "debt"])
      guard let weighted = try reading.text(totals, "weightedCollateral"),
        let debt = try reading.text(totals, "debt")
      else {
        throw reading.fault(totals, "totals need the columns 'weightedCollateral' and 'debt'")
      }
      columns.totals = .init(weightedCollateral: weighted, debt: debt)
    }
    return columns
  }

  private static func entry(
    _ node: Node, _ reading: Reading
  ) throws(ImportError) -> FlatMapping.Entry {
    try reading.check(node, known: entryKeys)
    func source(_ name: String) throws(ImportError) -> FlatMapping.Source {
      if let column = try reading.text(node, name + "Column") { return .column(column) }
      if let fixed = try reading.text(node, name) { return .fixed(fixed) }
      throw reading.fault(
        node, "an entry needs '\(name)', a fixed text, or '\(name)Column', a column")
    }
    let raw = try reading.text(node, "rawUnits")
    let scaled = try reading.text(node, "units")
    guard let units = raw ?? scaled else {
      throw reading.fault(node, "an entry needs 'units' or 'rawUnits', a column")
    }
    var entry = FlatMapping.Entry(
      side: try source("side"), asset: try source("asset"), units: units, isRaw: raw != nil)
    entry.symbol = try reading.text(node, "symbolColumn")
    entry.decimals = try reading.text(node, "decimals")
    entry.threshold = try reading.text(node, "threshold")
    entry.thresholdScale = try reading.number(node, "thresholdScale") ?? 1
    entry.price = try reading.text(node, "price")
    entry.usd = try reading.text(node, "usd")
    return entry
  }

  /// Finds what is wrong with a node of a mapping file.
  private struct Reading {
    let file: String

    func fault(_ node: Node?, _ message: String) -> ImportError {
      let mark = node?.mark
      return .faults(
        [.init(Place(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1), message)],
        more: 0)
    }

    func choice(_ node: Node, _ key: String, _ found: String, _ known: [String]) -> ImportError {
      fault(
        node[key], "'\(key)' is '\(found)'; accepted: \(known.joined(separator: ", "))")
    }

    func check(_ node: Node, known: [String]) throws(ImportError) {
      guard let mapping = node.mapping else {
        throw fault(node, "a mapping is expected, with \(known.joined(separator: ", "))")
      }
      for pair in mapping {
        let key = pair.key.string ?? ""
        guard !known.contains(key) else { continue }
        let hint = suggestion(for: key, among: known).map { " (did you mean '\($0)'?)" } ?? ""
        throw fault(
          pair.key, "no key is called '\(key)'\(hint); known: \(known.joined(separator: ", "))")
      }
    }

    func text(_ node: Node, _ key: String) throws(ImportError) -> String? {
      guard let value = node[key] else { return nil }
      guard case .scalar(let scalar) = value else {
        throw fault(value, "'\(key)' is not a text")
      }
      guard !scalar.string.isEmpty else {
        let accepted =
          switch key {
          case "side": "collateral, debt or deposit, or a column at 'sideColumn'"
          case "asset": "the name of an asset, or a column at 'assetColumn'"
          case "account", "units", "rawUnits": "a column"
          default: "a text, or no line with it"
          }
        throw fault(value, "'\(key)' is empty; accepted: \(accepted)")
      }
      return scalar.string
    }

    /// A number; `nil` if the key is not there or has nothing behind it.
    func number(_ node: Node, _ key: String) throws(ImportError) -> Double? {
      guard let value = node[key], value.null == nil else { return nil }
      guard let number = value.float else { throw fault(value, "'\(key)' is not a number") }
      return number
    }
  }
}
