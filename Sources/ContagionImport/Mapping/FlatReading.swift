import ContagionFiles
import ContagionModel
import OrderedCollections

/// Reads flat tables into a draft, as a mapping says.
///
/// With a minimum, tables are read twice: first to find accounts that are
/// certainly below it, whose rows are then counted and not kept, so that memory
/// does not grow with them.
struct FlatReading {
  let mapping: FlatMapping
  let options: ImportOptions
  private var weighted = WeightedBook()
  private var dates = LocaleDates()
  private var sieve: AccountSieve?
  /// Summed rows by account, venue, side and asset, where rows are added up.
  private var sums: OrderedDictionary<SumKey, Sum> = [:]

  private struct SumKey: Hashable {
    var account: [UInt8]
    var venue: String
    var side: AccountBook.Side
    var asset: AssetID
  }

  private struct Sum {
    var units: Double
    var threshold: Double?
    var row: Int
    var place: Place
  }

  init(_ mapping: FlatMapping, _ options: ImportOptions) {
    self.mapping = mapping
    self.options = options
  }

  mutating func read(_ files: [SourceFile], into draft: inout BookDraft) throws(ImportError) {
    draft.venues[mapping.venue] = venue
    draft.numeraire = mapping.numeraire.map { draft.asset($0) }
    sieve = try sieve(of: files)
    for file in files { try read(file, into: &draft) }
    for (name, price) in mapping.prices.sorted(by: { $0.key < $1.key }) {
      draft.assets[AssetID(options.assetNames[name] ?? name)]?.priceUSD = price
    }
    for (key, sum) in sums {
      draft.add(
        key.account, at: key.venue, key.side, key.asset, units: sum.units,
        threshold: sum.threshold, row: sum.row, place: sum.place)
    }
    if let date = try dates.latest() { draft.asOf = date }
    if mapping.tables.contains(where: { $0.totals != nil }) {
      try weighted.finish(into: &draft, venue: mapping.venue)
    }
  }

  private var venue: LendingProtocol {
    LendingProtocol(
      kind: LendingProtocol.Kind(rawValue: mapping.kind) ?? .pooled,
      liquidation: RuleChoice("fixed-spread", liquidation),
      recognition: Recognition(rawValue: mapping.recognition) ?? .deficit, reserves: [:])
  }

  private var liquidation: [String: RuleValue] {
    var values: [String: RuleValue] = [
      "closeFactor": .rule(RuleChoice(mapping.closeFactor))
    ]
    values["bonus"] = mapping.bonus.map { .number($0) }
    return values
  }

  private mutating func read(
    _ file: SourceFile, into draft: inout BookDraft
  ) throws(ImportError) {
    var columns: FlatMapping.Columns?
    var known: [String] = []
    try SourceTable.read(
      file,
      header: { names throws(ImportError) in
        known = names
        columns = try self.columns(for: names, in: file.path)
      },
      row: { row throws(ImportError) in
        guard let columns else { return }
        if columns.totals == nil { draft.readRow() }
        add(row, columns, known, file.path, into: &draft)
      })
  }

  /// A sieve of the tables' accounts; `nil` where nothing can be told early.
  ///
  /// Prices that stand in the rows are the last of each asset, so they are read
  /// before.
  private func sieve(of files: [SourceFile]) throws(ImportError) -> AccountSieve? {
    guard options.minimumUSD > 0, mapping.tables.allSatisfy({ $0.totals == nil }) else {
      return nil
    }
    // Faults are found again, and kept, when the rows are read.
    var scratch = BookDraft(options)
    if mapping.tables.contains(where: { $0.entries.contains(where: \.hasPrice) }) {
      try forEachAmount(in: files, &scratch) { _, _, _, _, _ in }
    }
    for (name, price) in mapping.prices {
      _ = scratch.asset(name)
      scratch.assets[AssetID(options.assetNames[name] ?? name)]?.priceUSD = price
    }
    var sieve = AccountSieve(minimum: options.minimumUSD)
    try forEachAmount(in: files, &scratch) { account, side, asset, units, draft in
      let price = options.prices[asset.name] ?? draft.assets[asset]?.priceUSD
      sieve.add(account, side, usd: price.map { $0 * units } ?? .infinity)
    }
    return sieve
  }

  private func forEachAmount(
    in files: [SourceFile], _ scratch: inout BookDraft,
    _ body: (ArraySlice<UInt8>, AccountBook.Side, AssetID, Double, BookDraft) -> Void
  ) throws(ImportError) {
    for file in files {
      var columns: FlatMapping.Columns?
      try SourceTable.read(
        file,
        header: { names throws(ImportError) in columns = try self.columns(for: names, in: file.path)
        },
        row: { row throws(ImportError) in
          guard let columns else { return }
          for entry in columns.entries {
            guard let text = row.text(entry.units),
              let (units, asset, side) = amount(row, entry, text, [], into: &scratch)
            else { continue }
            readPrice(row, entry, asset, units, into: &scratch)
            body(row.bytes(columns.account), side, asset, units, scratch)
          }
        })
    }
  }

  /// The table of the mapping all of whose columns the header has.
  private func columns(
    for names: [String], in file: String
  ) throws(ImportError) -> FlatMapping.Columns {
    let missing = mapping.tables.map { table in table.named.filter { !names.contains($0) } }
    guard let nearest = missing.indices.min(by: { missing[$0].count < missing[$1].count }) else {
      throw .option("the mapping has no table")
    }
    guard let name = missing[nearest].first else {
      let table = mapping.tables[nearest]
      if let twice = table.named.first(where: { name in names.count { $0 == name } > 1 }) {
        throw .faults(
          [
            .init(
              Place(file: file, line: 1, column: 1),
              "the header has the column '\(twice)' twice; accepted: one column of each name that"
                + " the mapping takes")
          ], more: 0)
      }
      return table
    }
    let hint = suggestion(for: name, among: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw .faults(
      [
        .init(
          Place(file: file, line: 1, column: 1),
          "the mapping names the column '\(name)'\(hint), which the header does not have; it has: "
            + names.map { $0.isEmpty ? "(no name)" : $0 }.joined(separator: ", "))
      ], more: 0)
  }

  private mutating func add(
    _ row: SourceTable.Row, _ columns: FlatMapping.Columns, _ known: [String], _ file: String,
    into draft: inout BookDraft
  ) {
    let account = row.bytes(columns.account)
    guard !account.isEmpty else {
      return draft.fault(row.place(columns.account), "column '\(columns.account)' has no account")
    }
    if let time = columns.time, let text = row.text(time) { dates.add(text, row.place(time)) }
    if let totals = columns.totals {
      guard
        let collateral = draft.number(
          row.text(totals.weightedCollateral), totals.weightedCollateral,
          row.place(totals.weightedCollateral)),
        let debt = draft.number(row.text(totals.debt), totals.debt, row.place(totals.debt))
      else { return }
      weighted.addTotals(account, collateral: collateral, debt: debt)
      return
    }
    let isWeighted = mapping.tables.contains { $0.totals != nil }
    let isTooSmall = sieve?.isTooSmall(account) == true
    var isKept = false
    var isSifted = false
    for entry in columns.entries {
      guard let text = row.text(entry.units) else { continue }
      guard let (units, asset, side) = amount(row, entry, text, known, into: &draft) else {
        isKept = true
        continue
      }
      guard units != 0 else { continue }
      isKept = true
      let place = row.place(entry.units)
      if isWeighted {
        weighted.add(account, side, asset, units: units, row: draft.rowsRead, place)
        continue
      }
      if isTooSmall, units >= 0 {
        readPrice(row, entry, asset, units, into: &draft)
        draft.sift(side, asset, units: units, isNewRow: !isSifted)
        isSifted = true
        continue
      }
      var threshold: Double?
      if let column = entry.threshold, let text = row.text(column), side == .collateral {
        guard let value = draft.number(text, column, row.place(column)) else { continue }
        threshold = value * entry.thresholdScale
      }
      readPrice(row, entry, asset, units, into: &draft)
      let venue = columns.venue.flatMap { row.text($0) } ?? mapping.venue
      if draft.venues[venue] == nil { draft.venues[venue] = self.venue }
      if mapping.sumsRows {
        let key = SumKey(account: Array(account), venue: venue, side: side, asset: asset)
        let first = sums[
          key, default: Sum(units: 0, threshold: threshold, row: draft.rowsRead, place: place)]
        if first.threshold != threshold {
          draft.fault(
            place,
            "the threshold of \(side) of \(asset) is \(Self.word(threshold)), in the first row of the"
              + " account at \(first.place.file):\(first.place.line) it is"
              + " \(Self.word(first.threshold)); accepted: one threshold where rows are added up")
        }
        sums[key] = first
        sums[key]?.units += units
      } else {
        draft.add(
          account, at: venue, side, asset, units: units, threshold: threshold, place: place)
      }
    }
    if !isKept { draft.drop("nothing in any mapped column") }
  }

  private static func word(_ threshold: Double?) -> String {
    threshold.map { Wording.number($0) } ?? "not given"
  }

  /// Takes the price that a row gives its asset.
  private func readPrice(
    _ row: SourceTable.Row, _ entry: FlatMapping.Entry, _ asset: AssetID, _ units: Double,
    into draft: inout BookDraft
  ) {
    if let column = entry.price, let text = row.text(column) {
      guard let price = draft.number(text, column, row.place(column)) else { return }
      guard price >= 0 else {
        return draft.fault(
          row.place(column), "the price of \(asset) is \(price); accepted: 0 (none) or more")
      }
      draft.quote(asset, price, worth: nil)
    } else if let column = entry.usd, let text = row.text(column), units > 0 {
      if let usd = draft.number(text, column, row.place(column)) {
        draft.quote(asset, usd / units, worth: usd)
      }
    }
  }

  private func amount(
    _ row: SourceTable.Row, _ entry: FlatMapping.Entry, _ text: String, _ known: [String],
    into draft: inout BookDraft
  ) -> (Double, AssetID, AccountBook.Side)? {
    guard NumberText.value(Array(text.utf8)[...]) != nil else {
      let numeric = known.filter { name in
        row.text(name).map { NumberText.value(Array($0.utf8)[...]) != nil } ?? false
      }
      draft.fault(
        row.place(entry.units),
        "column '\(entry.units)' is mapped to amounts and is '\(text)'; columns with numbers in"
          + " this row: \(numeric.joined(separator: ", "))")
      return nil
    }
    guard let side = side(row, entry, &draft), let token = token(row, entry, &draft) else {
      return nil
    }
    var decimals = 0
    if entry.isRaw {
      let key = token.address?.lowercased() ?? token.symbol
      guard
        let found = entry.decimals.flatMap({ Int($0) ?? row.text($0).flatMap { Int($0) } })
          ?? options.decimals[key] ?? options.decimals[token.symbol], (0...36).contains(found)
      else {
        draft.fault(
          once: row.place(entry.units),
          "decimals of '\(token.symbol)' are missing, so '\(entry.units)' cannot be scaled; give"
            + " 'decimals' in the mapping or in --assets")
        return nil
      }
      decimals = found
    }
    guard
      let units = draft.number(text, entry.units, decimals: decimals, row.place(entry.units))
    else { return nil }
    return (units, draft.asset(token.symbol, address: token.address), side)
  }

  private func side(
    _ row: SourceTable.Row, _ entry: FlatMapping.Entry, _ draft: inout BookDraft
  ) -> AccountBook.Side? {
    let (text, place): (String?, Place) =
      switch entry.side {
      case .fixed(let text): (text, row.place(entry.units))
      case .column(let column): (row.text(column), row.place(column))
      }
    if let side = text.flatMap(AccountBook.Side.init(word:)) { return side }
    draft.fault(
      place,
      "the side is '\(text ?? "")'; accepted: collateral, debt (borrow), deposit (lend, supply)")
    return nil
  }

  private func token(
    _ row: SourceTable.Row, _ entry: FlatMapping.Entry, _ draft: inout BookDraft
  ) -> (symbol: String, address: String?)? {
    switch entry.asset {
    case .fixed(let name): return (name, nil)
    case .column(let column):
      guard let text = row.text(column) else {
        draft.fault(row.place(column), "column '\(column)' names no asset")
        return nil
      }
      guard text.hasPrefix("0x") else { return (text, nil) }
      return (entry.symbol.flatMap { row.text($0) } ?? text, text)
    }
  }
}
