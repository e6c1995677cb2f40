import ContagionFiles
import ContagionModel
import OrderedCollections

/// A book in the making: entries as they come from a source, and what the
/// source says of its assets, venues and totals.
public struct BookDraft: Sendable {
  /// What a source says of an asset.
  struct AssetFacts: Sendable {
    var symbol: String
    var address: String?
    var kind = Asset.Kind.base
    var peg: Double?
    var priceUSD: Double?
    /// The prices that rows give.
    var quotes: RowQuotes?
    /// In the asset in which the source values everything.
    var value: Double?
    var issuer: ReceiptIssuer?
    var marketPool: PoolID?
    var chain: String?
  }

  /// An amount stated by the source itself, beside which the rows' sum is put.
  struct Check: Sendable {
    var measure: String
    var unit: String
    var read: Double
    var stated: Double?
  }

  /// What was left out row by row, since its accounts are below the minimum.
  struct Sifted: Sendable {
    var rows = 0
    var units: OrderedDictionary<AssetID, OrderedDictionary<AccountBook.Side, Double>> = [:]
  }

  let options: ImportOptions
  var assets: OrderedDictionary<AssetID, AssetFacts> = [:]
  var venues: OrderedDictionary<String, LendingProtocol> = [:]
  var issuers: OrderedDictionary<IssuerID, Issuer> = [:]
  var pools: OrderedDictionary<PoolID, LiquidityPool> = [:]
  var shocks: OrderedDictionary<String, NamedShock> = [:]
  var title: String?
  var asOf = ""
  /// The asset in which the source gives values, if it is not USD.
  var numeraire: AssetID?
  var remarks: [String] = []
  /// The source's own sums, by side and asset.
  var statedUnits: OrderedDictionary<String, Double> = [:]
  var checks: [Check] = []

  private(set) var book = AccountBook()
  /// The row of the source that gave each entry.
  private(set) var entryRow: [Int32] = []
  private(set) var rowsRead = 0
  /// Rows that gave something other than an entry.
  private(set) var rowsElsewhere: Set<Int32> = []
  private(set) var drops: OrderedDictionary<String, Int> = [:]
  /// Entries of accounts below the minimum that were never added.
  private(set) var sifted = Sifted()
  private(set) var faults: [ImportError.Fault] = []
  private(set) var faultCount = 0
  private var told: Set<String> = []
  /// Lines of entries, and the file of each run of rows, for messages.
  private var entryLine: [Int32] = []
  private var fileStarts: [(entry: Int, file: String)] = []
  private var addresses: [String: AssetID] = [:]
  private var symbols: [String: AssetID] = [:]

  init(_ options: ImportOptions) { self.options = options }

  /// Says that a row of the source has been read.
  mutating func readRow() { rowsRead += 1 }

  /// Says that a row has become part of an issuer, and so of no account.
  mutating func keepRow(_ row: Int) { rowsElsewhere.insert(Int32(row)) }

  /// Says that the row read last gives nothing, and why.
  mutating func drop(_ reason: String) { drops[reason, default: 0] += 1 }

  /// Counts an entry of an account below the minimum instead of adding it.
  mutating func sift(
    _ side: AccountBook.Side, _ asset: AssetID, units: Double, isNewRow: Bool
  ) {
    if isNewRow { sifted.rows += 1 }
    sifted.units[asset, default: [:]][side, default: 0] += units
  }

  /// Adds something that keeps the import from being used.
  mutating func fault(_ place: Place, _ message: String) {
    faultCount += 1
    if faults.count < ImportError.faultLimit { faults.append(.init(place, message)) }
  }

  /// The name of a token.
  ///
  /// One address is one asset. A second address with the same symbol is another
  /// asset, named with the first digits of its address, and a remark says so. The
  /// options' names are applied to the address, then to the name that it has.
  mutating func asset(_ symbol: String, address: String? = nil) -> AssetID {
    let trimmed = symbol.trimmed
    if trimmed != symbol, addresses[address?.lowercased() ?? ""] == nil {
      remarks.append("blanks around the symbol '\(trimmed)' are left out")
    }
    let symbol = trimmed
    let key = address?.lowercased()
    if let key, let known = addresses[key] { return known }
    if key == nil, let known = symbols[symbol] { return known }
    var name = key.flatMap { options.assetNames[$0] } ?? symbol
    if let first = symbols[symbol], let key, let other = assets[first]?.address, other != key {
      if options.assetNames[key] == nil { name = "\(symbol)@\(key.prefix(6))" }
      remarks.append(
        "two tokens are called \(symbol): \(other) is '\(first)', \(key) is '\(name)'")
    }
    name = options.assetNames[name] ?? name
    let id = AssetID(name)
    if let key { addresses[key] = id }
    if symbols[symbol] == nil { symbols[symbol] = id }
    if assets[id] == nil {
      var facts = AssetFacts(symbol: symbol, address: key)
      if StableSymbols.contains(symbol) || StableSymbols.contains(name) {
        facts.kind = .stable
        facts.peg = 1
      }
      assets[id] = facts
    }
    return id
  }

  /// Adds an entry of a row, by default the one read last.
  mutating func add(
    _ account: some Collection<UInt8>, at venue: String, _ side: AccountBook.Side,
    _ asset: AssetID, units: Double, threshold: Double? = nil, row: Int? = nil, place: Place
  ) {
    guard units >= 0, units.isFinite else {
      return fault(
        place, "\(side) of \(asset) is \(units); accepted: a finite amount, 0 or more")
    }
    if let threshold, !(0...1).contains(threshold) {
      return fault(
        place, "the liquidation threshold of \(asset) is \(threshold); accepted: 0 to 1")
    }
    let index = book.account(named: Array(account)[...], venue: book.venueIndex(venue))
    book.append(
      account: index, side: side, asset: book.assetIndex(asset), units: units,
      threshold: side == .collateral ? threshold ?? .nan : .nan)
    entryRow.append(Int32(row ?? rowsRead))
    entryLine.append(Int32(place.line))
    if fileStarts.last?.file != place.file { fileStarts.append((entryRow.count - 1, place.file)) }
  }

  /// Adds something wrong that many rows share, at the first of them.
  mutating func fault(once place: Place, _ message: String) {
    if told.insert(message).inserted { fault(place, message) }
  }

  /// Where an entry came from.
  func place(ofEntry entry: Int) -> Place {
    let file = fileStarts.last { $0.entry <= entry }?.file ?? ""
    return Place(file: file, line: Int(entryLine[entry]), column: 1)
  }
}

extension String {
  /// The text without blanks and control characters around it.
  fileprivate var trimmed: String {
    let isBlank = { (character: Character) in
      character.isWhitespace || character.unicodeScalars.allSatisfy { $0.value < 0x20 }
    }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}

extension AccountBook {
  /// Adds an entry of another book with other amounts.
  mutating func append(_ entry: Int, of other: AccountBook, units: Double, threshold: Double) {
    let account = Int(other.entryAccount[entry])
    let venue = venueIndex(other.venues[Int(other.accountVenue[account])])
    let index = self.account(
      named: other.nameBytes[other.nameRange(of: account)], venue: venue)
    append(
      account: index, side: Side(rawValue: other.entrySide[entry]) ?? .deposit,
      asset: assetIndex(other.assets[Int(other.entryAsset[entry])]), units: units,
      threshold: threshold)
  }
}
