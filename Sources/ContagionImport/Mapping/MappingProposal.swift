import ContagionModel

/// How the columns of a table would be mapped, by their names and first rows.
///
/// What no column seems to be is left open; nothing is filled in.
struct MappingProposal {
  /// One entry as far as the table tells it.
  struct Entry: Hashable {
    var side: FlatMapping.Source?
    var assetColumn: String?
    var symbolColumn: String?
    var units: String?
    var isRaw = false
    var decimals: String?
    var threshold: String?
    var thresholdScale = 1.0
    var price: String?
    var usd: String?
  }

  private struct Column {
    var name: ColumnName
    var content: TableSample.Content

    var isNumeric: Bool { if case .numbers = content { true } else { false } }
    var isNaming: Bool { content == .text || content == .addresses }
  }

  let sample: TableSample
  private(set) var account: String?
  private(set) var venue: String?
  private(set) var time: String?
  private(set) var entries: [Entry] = []
  private(set) var totals: FlatMapping.Totals?
  /// In what totals are given.
  private(set) var numeraire: String?
  private let columns: [Column]

  init(_ sample: TableSample) {
    self.sample = sample
    columns = zip(sample.columns, sample.contents).map {
      Column(name: ColumnName($0), content: $1)
    }
    account = accountColumn()
    venue =
      columns.first { $0.isNaming && $0.name.has(["protocol", "venue", "project"]) }?.name
      .text
    time =
      columns.first { $0.content == .dates && $0.name.has(["time", "date", "day"]) }?.name.text
    if let found = totalColumns() {
      totals = found
      numeraire = ColumnName(found.debt).has(["eth"]) ? "ETH" : nil
      return
    }
    let sides: [AccountBook.Side] = [.collateral, .debt]
    let sided = sides.compactMap { side in
      amount(of: side).map { entry(.fixed("\(side)"), side, $0) }
    }
    guard sided.isEmpty else {
      entries = sided
      return
    }
    let side = columns.first { $0.content == .sides }.map {
      FlatMapping.Source.column($0.name.text)
    }
    entries = [entry(side, nil, amount(of: nil))]
  }

  private func accountColumn() -> String? {
    let naming = columns.filter { column in
      switch column.content {
      case .text, .addresses, .nothing: true
      case .numbers: ColumnName.accounts.contains(column.name.text) || column.name.has(["id"])
      case .sides, .dates: false
      }
    }
    if let payer = naming.first(where: { $0.name.words == ["on", "behalf", "of"] }) {
      return payer.name.text
    }
    for word in ColumnName.accounts {
      let found = naming.filter { $0.name.has([word]) && !$0.name.has(ColumnName.notAccounts) }
      if let best = found.min(by: { $0.name.words.count < $1.name.words.count }) {
        return best.name.text
      }
    }
    return nil
  }

  /// Columns that give an account's sums; none if the table names assets.
  private func totalColumns() -> FlatMapping.Totals? {
    func total(_ words: Set<String>) -> String? {
      columns.first { $0.isNumeric && $0.name.has(["total"]) && $0.name.has(words) }?.name.text
    }
    guard !columns.contains(where: { $0.isNaming && $0.name.has(ColumnName.assets) }),
      let collateral = total(["collateral"]), let debt = total(["borrow", "debt"])
    else { return nil }
    return .init(weightedCollateral: collateral, debt: debt)
  }

  /// The column of amounts of a side, or of any side.
  private func amount(of side: AccountBook.Side?) -> Column? {
    let numeric = columns.filter {
      $0.isNumeric && $0.name.text != account && !$0.name.has(ColumnName.notAmounts)
    }
    func best(_ found: [Column]) -> Column? {
      found.min { rank($0.name, side) < rank($1.name, side) }
    }
    guard let side else {
      return best(numeric.filter { $0.name.isSideless && $0.name.has(ColumnName.amounts) })
    }
    let own = best(numeric.filter { $0.name.side == side })
    guard own == nil, side == .collateral else { return own }
    return best(numeric.filter { $0.name.isSideless && $0.name.has(ColumnName.receipts) })
  }

  /// The smaller, the more a name says that it is the amount.
  private func rank(_ name: ColumnName, _ side: AccountBook.Side?) -> Int {
    if name.has(["normalized"]) { return 0 }
    if name.has(["raw", "wei"]) { return 3 }
    if side != nil, name.words.count == 1 { return 1 }
    return name.has(ColumnName.amounts) ? 1 : 2
  }

  private func entry(
    _ source: FlatMapping.Source?, _ side: AccountBook.Side?, _ amount: Column?
  ) -> Entry {
    var entry = Entry(side: source)
    let assets = best(side) {
      $0.isNaming && $0.name.text != account
        && ($0.name.has(ColumnName.assets) || ($0.name.side != nil && $0.name.words.count == 1))
    }
    let address = assets.first { $0.content == .addresses }?.name.text
    let symbol = assets.first { $0.content == .text }?.name.text
    entry.assetColumn = address ?? symbol
    entry.symbolColumn = address == nil ? nil : symbol
    if let amount {
      entry.units = amount.name.text
      let decimals = best(side) { $0.isNumeric && $0.name.has(["decimals"]) }.first?.name.text
      entry.isRaw = isRaw(amount, hasDecimals: decimals != nil, address != nil && symbol == nil)
      if entry.isRaw { entry.decimals = decimals }
    }
    entry.price =
      best(side) {
        $0.isNumeric && $0.name.has(["price"]) && $0.name.words.isSubset(of: ColumnName.pricing)
      }.first?.name.text
    if entry.price == nil {
      entry.usd =
        best(side) {
          $0.isNumeric && $0.name.has(["usd", "value"]) && !$0.name.has(["price", "eth", "total"])
        }.first?.name.text
    }
    if side != .debt, let (name, scale) = threshold() {
      (entry.threshold, entry.thresholdScale) = (name, scale)
    }
    return entry
  }

  /// Whether amounts seem to be in a token's smallest units: whole numbers beside
  /// decimals, beside nothing but the token's address as events have it, or very large.
  private func isRaw(_ amount: Column, hasDecimals: Bool, _ isByAddress: Bool) -> Bool {
    if amount.name.has(["raw", "wei"]) { return true }
    guard case .numbers(_, let greatest, true) = amount.content else { return false }
    return hasDecimals || isByAddress || greatest >= 1e15
  }

  /// The columns of a side, or those of no side if it has none of its own.
  private func best(
    _ side: AccountBook.Side?, _ isMeant: (Column) -> Bool
  ) -> [Column] {
    let meant = columns.filter(isMeant)
    let own = side == nil ? [] : meant.filter { $0.name.side == side }
    return own.isEmpty ? meant.filter { $0.name.isSideless } : own
  }

  /// A column of thresholds, with what makes ratios of its values.
  private func threshold() -> (String, Double)? {
    for column in columns where column.name.has(["threshold", "lltv", "lt"]) {
      guard case .numbers(_, let greatest, _) = column.content else { continue }
      let scale: Double? =
        switch greatest {
        case ...1: 1
        case ...100: 0.01
        case ...10_000: 0.0001
        case 1e16...1e18: 1e-18
        default: nil
        }
      if let scale { return (column.name.text, scale) }
    }
    return nil
  }
}
