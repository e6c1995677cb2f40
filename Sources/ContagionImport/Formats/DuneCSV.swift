public import ContagionModel

/// A query result of Dune, with columns named on the command line.
///
/// A byte order mark, dates as a locale writes them, numbers in scientific
/// notation and `<nil>` are read as they come. Roles are `account`, `asset`,
/// `symbol`, `side`, `units` (or `raw`, to be scaled by `decimals`, a column or
/// a number), `collateral` and `debt` (instead of `side` and `units`),
/// `threshold`, `price`, `protocol` and `time`.
public struct DuneCSV: NetworkImporter {
  public static let name = "dune-csv"
  public static let summary =
    "A CSV export of Dune; columns are named with --column ROLE=COLUMN."
  public static let source = "a real export of Aave v3 borrow events, December 2025"
  public static let signatures = [
    Signature.columns(["evt_tx_hash"]), .columns(["evt_block_time"]), .columns([]),
  ]
  static let roles = [
    "account", "asset", "symbol", "side", "units", "raw", "decimals", "collateral", "debt",
    "threshold", "price", "protocol", "time",
  ]

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
    let known = try files.first.map { file throws(ImportError) in try FileHead(file).columns } ?? []
    for role in columns.keys.sorted() where !Self.roles.contains(role) {
      let hint = suggestion(for: role, among: Self.roles).map { " (did you mean '\($0)'?)" } ?? ""
      throw .option(
        "no role is called '\(role)'\(hint); known: \(Self.roles.joined(separator: ", "))")
    }
    guard let account = columns["account"], let asset = columns["asset"] else {
      throw .option(
        "--column account=COLUMN and --column asset=COLUMN are needed; the file has: "
          + known.joined(separator: ", "))
    }
    let source: FlatMapping.Source = known.contains(asset) ? .column(asset) : .fixed(asset)
    var entries: [FlatMapping.Entry] = []
    for side in ["collateral", "debt"] {
      guard let units = columns[side] else { continue }
      entries.append(.init(side: .fixed(side), asset: source, units: units))
    }
    if let units = columns["raw"] ?? columns["units"], let side = columns["side"] {
      entries.append(
        .init(
          side: known.contains(side) ? .column(side) : .fixed(side), asset: source, units: units,
          isRaw: columns["raw"] != nil))
    }
    guard !entries.isEmpty else {
      throw .option(
        "amounts are needed: --column units=COLUMN (or raw=COLUMN) with --column side=COLUMN, or"
          + " --column collateral=COLUMN and --column debt=COLUMN; the file has: "
          + known.joined(separator: ", "))
    }
    for index in entries.indices {
      entries[index].symbol = columns["symbol"]
      entries[index].decimals = columns["decimals"]
      entries[index].threshold = columns["threshold"]
      entries[index].price = columns["price"]
    }
    var mapping = FlatMapping()
    mapping.venue = options.name
    mapping.sumsRows = options.sumsRows
    mapping.tables = [
      .init(
        account: account, venue: columns["protocol"], time: columns["time"], entries: entries)
    ]
    return mapping
  }
}
