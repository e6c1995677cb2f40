public import ContagionModel

/// A query result of Dune, with columns named on the command line.
///
/// A byte order mark, dates as a locale writes them, numbers in scientific
/// notation and `<nil>` are read as they come. Roles are `account`, `asset`,
/// `symbol`, `side`, `units` (or `raw`, to be scaled by `decimals`, a column or
/// a number), `collateral` and `debt` (instead of `side` and `units`),
/// `threshold`, `price` or `usd` (of the row's units), `protocol` and `time`. With
/// `collateral` and `debt`, `collateral-asset` and `debt-asset` tell the assets of
/// the two apart, and so for `symbol`, `price` and `usd`. Without any role a mapping
/// file is proposed, as for a flat table.
public struct DuneCSV: NetworkImporter {
  public static let name = "dune-csv"
  public static let summary =
    "A CSV export of Dune; columns are named with --column ROLE=COLUMN."
  public static let source = "a real export of Aave v3 borrow events, December 2025"
  public static let signatures = [
    Signature.columns(["evt_tx_hash"]), .columns(["evt_block_time"]), .columns([]),
  ]
  static let roles =
    [
      "account", "asset", "symbol", "side", "units", "raw", "decimals", "collateral", "debt",
      "threshold", "price", "usd", "protocol", "time",
    ] + sides.flatMap { side in ["asset", "symbol", "price", "usd"].map { "\(side)-\($0)" } }
  private static let sides = ["collateral", "debt"]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    guard let mapping = options.mapping else {
      var reading = FlatReading(try mapping(files, options), options)
      return try reading.read(files, into: &draft)
    }
    var reading = FlatReading(mapping, options)
    try reading.read(files, into: &draft)
  }

  private func mapping(
    _ files: [SourceFile], _ options: ImportOptions
  ) throws(ImportError) -> FlatMapping {
    let columns = options.columns
    if columns.isEmpty { throw try MappingProposal.needed(for: files, options) }
    let known = try files.first.map { file throws(ImportError) in try FileHead(file).columns } ?? []
    for role in columns.keys.sorted() where !Self.roles.contains(role) {
      let hint = suggestion(for: role, among: Self.roles).map { " (did you mean '\($0)'?)" } ?? ""
      throw .option(
        "no role is called '\(role)'\(hint); known: \(Self.roles.joined(separator: ", "))")
    }
    guard let account = columns["account"] else {
      throw .option(
        "--column account=COLUMN is needed; the file has: \(known.joined(separator: ", "))")
    }
    func source(_ name: String) -> FlatMapping.Source {
      known.contains(name) ? .column(name) : .fixed(name)
    }
    func entry(
      _ side: FlatMapping.Source, _ prefix: String, units: String
    ) throws(ImportError) -> FlatMapping.Entry {
      func role(_ name: String) -> String? { columns["\(prefix)-\(name)"] ?? columns[name] }
      guard let asset = role("asset") else {
        let own = prefix.isEmpty ? "" : " (or \(prefix)-asset=COLUMN)"
        throw .option(
          "--column asset=COLUMN\(own) is needed; the file has: \(known.joined(separator: ", "))")
      }
      var entry = FlatMapping.Entry(side: side, asset: source(asset), units: units)
      entry.symbol = role("symbol")
      entry.decimals = columns["decimals"]
      entry.threshold = columns["threshold"]
      entry.price = role("price")
      entry.usd = role("usd")
      return entry
    }
    var entries: [FlatMapping.Entry] = []
    for side in Self.sides {
      guard let units = columns[side] else { continue }
      entries.append(try entry(.fixed(side), side, units: units))
    }
    if let units = columns["raw"] ?? columns["units"], let side = columns["side"] {
      entries.append(try entry(source(side), "", units: units))
      entries[entries.count - 1].isRaw = columns["raw"] != nil
    }
    guard !entries.isEmpty else {
      throw .option(
        "amounts are needed: --column units=COLUMN (or raw=COLUMN) with --column side=COLUMN, or"
          + " --column collateral=COLUMN and --column debt=COLUMN; the file has: "
          + known.joined(separator: ", "))
    }
    var mapping = FlatMapping()
    mapping.venue = options.name
    mapping.sumsRows = options.sumsRows
    var table = FlatMapping.Columns(account: account)
    table.venue = columns["protocol"]
    table.time = columns["time"]
    table.entries = entries
    mapping.tables = [table]
    return mapping
  }
}
