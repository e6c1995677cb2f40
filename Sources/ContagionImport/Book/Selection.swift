import ContagionModel
import OrderedCollections

/// Which entries of a draft are kept, and why the others are not.
struct Selection {
  /// Why an entry is left out; `nil` if it is kept.
  private(set) var reasons: [String?]
  private(set) var drops: [ImportReport.Drop] = []
  /// Rows of the source with at least one entry kept.
  private(set) var rowsKept = 0
  /// Accounts that are left out because they owe and have no collateral.
  private(set) var bareAccounts = 0

  static let unpriced = "no price"
  static let bare = "account with debt and no collateral"

  /// - Throws: ``ImportError`` if an asset has no price and the user has not
  ///   said what to do about it.
  init(_ draft: BookDraft, _ prices: [AssetID: Double]) throws(ImportError) {
    let book = draft.book
    reasons = Array(repeating: nil, count: book.entryCount)
    var missing: OrderedDictionary<AssetID, Int> = [:]
    for entry in 0..<book.entryCount {
      let asset = book.assets[Int(book.entryAsset[entry])]
      let roots = draft.unpriced(behind: asset, prices)
      guard !roots.isEmpty else { continue }
      for root in roots { missing[root, default: 0] += 1 }
      reasons[entry] = Self.unpriced
    }
    guard missing.isEmpty || draft.options.dropsUnpriced else {
      throw .unpriced(
        missing.map { "\($0) (\($1) \($1 == 1 ? "entry" : "entries"))" })
    }
    func value(_ entry: Int) -> Double {
      book.entryUnits[entry] * (prices[book.assets[Int(book.entryAsset[entry])]] ?? 0)
    }
    func hasIssuer(_ entry: Int) -> Bool {
      draft.assets[book.assets[Int(book.entryAsset[entry])]]?.issuer != nil
    }
    var assets = Array(repeating: 0.0, count: book.count)
    var debts = assets
    var isCounted = Array(repeating: true, count: book.count)
    var hasCollateral = Array(repeating: false, count: book.count)
    for entry in 0..<book.entryCount where reasons[entry] == nil {
      let account = Int(book.entryAccount[entry])
      if hasIssuer(entry) { isCounted[account] = false }
      if book.entrySide[entry] == AccountBook.Side.debt.rawValue {
        debts[account] += value(entry)
      } else {
        assets[account] += value(entry)
        if book.entrySide[entry] == AccountBook.Side.collateral.rawValue,
          book.entryUnits[entry] > 0
        {
          hasCollateral[account] = true
        }
      }
    }
    let minimum = draft.options.minimumUSD
    let below = "account below \(Wording.number(minimum)) USD"
    bareAccounts = debts.indices.count { account in
      debts[account] > 0 && !hasCollateral[account]
        && (!isCounted[account] || max(assets[account], debts[account]) >= minimum)
    }
    for entry in 0..<book.entryCount where reasons[entry] == nil {
      let account = Int(book.entryAccount[entry])
      if isCounted[account], max(assets[account], debts[account]) < minimum {
        reasons[entry] = below
      } else if debts[account] > 0, !hasCollateral[account] {
        reasons[entry] = Self.bare
      }
    }
    var keptRows = draft.rowsElsewhere
    for entry in 0..<book.entryCount where reasons[entry] == nil {
      keptRows.insert(draft.entryRow[entry])
    }
    rowsKept = keptRows.count
    var counted: OrderedDictionary<String, (rows: Set<Int32>, value: Double)> = [:]
    for entry in 0..<book.entryCount {
      guard let reason = reasons[entry] else { continue }
      counted[reason, default: ([], 0)].rows.insert(draft.entryRow[entry])
      counted[reason, default: ([], 0)].value += value(entry)
    }
    if draft.sifted.rows > 0 { counted[below, default: ([], 0)].value += 0 }
    drops = counted.map { reason, sum in
      let isBelow = reason == below
      let rows = sum.rows.subtracting(keptRows).count + (isBelow ? draft.sifted.rows : 0)
      let value = sum.value + (isBelow ? Self.value(draft.sifted, prices) : 0)
      return ImportReport.Drop(
        reason: reason, rows: rows, valueUSD: reason == Self.unpriced ? nil : value)
    }
  }

  /// What a count of unhealthy accounts leaves out.
  var remarks: [String] {
    switch bareAccounts {
    case 0: []
    case 1: ["1 account owes and has no collateral that counts; it is left out"]
    default: ["\(bareAccounts) accounts owe and have no collateral that counts; they are left out"]
    }
  }

  private static func value(_ sifted: BookDraft.Sifted, _ prices: [AssetID: Double]) -> Double {
    sifted.units.reduce(0) { sum, asset in
      sum + asset.value.values.reduce(0, +) * (prices[asset.key] ?? 0)
    }
  }
}
