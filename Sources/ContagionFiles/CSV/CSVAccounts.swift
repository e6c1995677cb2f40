import ContagionModel

/// Reads accounts from CSV into the columns of a book, row by row.
///
/// The header names `id`, `protocol`, `side`, `asset` and `units`, and perhaps
/// `liquidationThreshold`, `isCollateral` and `eMode`, in any order. Rows with
/// one id and protocol make one account; its risk category may stand on any of
/// them, and on all the same. A row with a fault adds nothing.
struct CSVAccounts {
  /// After this many faults the file is not read further.
  static let faultLimit = 1000

  /// A fault and where it stands.
  struct Fault: Hashable {
    var line: Int
    var column: Int
    var message: String
  }

  private(set) var faults: [Fault] = []
  /// The line of every entry that was added, in order.
  private(set) var lines: [Int32] = []
  /// Whether reading stopped at ``faultLimit``.
  private(set) var isCutShort = false
  private var reader = CSVReader()
  private var columns: CSVColumns?
  private var venues = ByteTable()
  private var assets = ByteTable()
  private var lastName: [UInt8] = []
  private var lastVenue: Int32 = -1
  private var lastAccount: Int32 = -1
  private var row = 0

  /// Whether the file starts with a byte order mark, which is skipped.
  var hasByteOrderMark: Bool { reader.hasByteOrderMark }

  /// Reads the next piece of the file.
  mutating func read(_ bytes: [UInt8], into book: inout AccountBook) {
    reader.feed(bytes)
    advance(&book)
  }

  /// Reads what is left once the file has ended.
  mutating func finish(into book: inout AccountBook) {
    reader.finish()
    advance(&book)
    if row == 0, faults.isEmpty {
      faults.append(Fault(line: 1, column: 1, message: "the file is empty; \(CSVColumns.accepted)"))
    }
  }

  private mutating func advance(_ book: inout AccountBook) {
    while !isCutShort {
      switch reader.next() {
      case .record:
        row += 1
        if let columns {
          addRow(columns, to: &book)
        } else {
          readHeader()
        }
      case .fault(let problem, let line, let column):
        row += 1
        add(Fault(line: line, column: column, message: "row \(row): \(problem)"))
        if row == 1 { isCutShort = true }
      case .starved, .end: return
      }
    }
  }

  private mutating func readHeader() {
    var names: [String] = []
    for index in 0..<reader.fieldCount {
      names.append(String(decoding: reader.field(index), as: UTF8.self))
    }
    switch CSVColumns.reading(names) {
    case .success(let columns): self.columns = columns
    case .failure(let error):
      for (field, message) in error.problems {
        let place = reader.place(ofField: field)
        add(Fault(line: place.line, column: place.column, message: message))
      }
      isCutShort = true
    }
  }

  private mutating func addRow(_ columns: CSVColumns, to book: inout AccountBook) {
    guard reader.fieldCount == columns.count else {
      let found = reader.fieldCount == 1 ? "1 field" : "\(reader.fieldCount) fields"
      let last = min(reader.fieldCount, columns.count + 1) - 1
      return fault(last, "row \(row) has \(found); the header has \(columns.count)")
    }
    guard var side = side(columns), let units = units(columns),
      let isCollateral = isCollateral(columns, side), let threshold = threshold(columns, side),
      hasName(columns.id, "id"), hasName(columns.venue, "protocol"),
      hasName(columns.asset, "asset"), let eMode = eMode(columns)
    else { return }
    if isCollateral == true { side = .collateral }
    if isCollateral == false, side == .collateral { side = .deposit }
    let venue = venues.value(of: reader.field(columns.venue)) { book.venueIndex($0) }
    let asset = assets.value(of: reader.field(columns.asset)) { book.assetIndex(AssetID($0)) }
    let name = reader.field(columns.id)
    if venue != lastVenue || !lastName.elementsEqual(name) {
      lastAccount = book.account(named: name, venue: venue)
      lastVenue = venue
      lastName.removeAll(keepingCapacity: true)
      lastName.append(contentsOf: name)
    }
    if let eMode {
      if let other = book.eModes[lastAccount], other != eMode {
        return fault(
          columns.eMode ?? 0,
          "row \(row), column 'eMode' is '\(eMode)'; an earlier row puts account"
            + " '\(book.name(of: Int(lastAccount)))' in '\(other)'")
      }
      book.setEMode(eMode, of: lastAccount)
    }
    book.append(
      account: lastAccount, side: side, asset: asset, units: units,
      threshold: side == .collateral ? threshold : .nan)
    lines.append(Int32(truncatingIfNeeded: reader.line))
  }

  private mutating func side(_ columns: CSVColumns) -> AccountBook.Side? {
    let text = reader.field(columns.side)
    if text.elementsEqual("collateral".utf8) { return .collateral }
    if text.elementsEqual("debt".utf8) { return .debt }
    if text.elementsEqual("deposit".utf8) { return .deposit }
    let found = String(decoding: text, as: UTF8.self)
    let hint = suggestion(for: found, among: ["collateral", "debt", "deposit"])
    fault(
      columns.side,
      "row \(row), column 'side' is '\(found)'\(hint.map { " (did you mean '\($0)'?)" } ?? "");"
        + " accepted: collateral, debt, deposit")
    return nil
  }

  private mutating func units(_ columns: CSVColumns) -> Double? {
    number(columns.units, "units") {
      $0 >= 0 ? nil : "is \(Wording.number($0)); accepted: 0 or more"
    }
  }

  /// The threshold of the row, NaN if it is silent, `nil` if it is at fault.
  private mutating func threshold(_ columns: CSVColumns, _ side: AccountBook.Side) -> Double? {
    guard let column = columns.threshold, !reader.field(column).isEmpty else { return .nan }
    guard side == .collateral else {
      fault(
        column,
        "row \(row), column 'liquidationThreshold' belongs to collateral; this is a \(side)")
      return nil
    }
    return number(column, "liquidationThreshold") { _ in nil }
  }

  /// What the row says of `isCollateral`: `.some(nil)` if it is silent, `nil`
  /// if it is at fault.
  private mutating func isCollateral(
    _ columns: CSVColumns, _ side: AccountBook.Side
  ) -> Bool?? {
    guard let column = columns.isCollateral else { return .some(nil) }
    let text = reader.field(column)
    if text.isEmpty { return .some(nil) }
    if text.elementsEqual("false".utf8) { return .some(false) }
    guard text.elementsEqual("true".utf8) else {
      let found = String(decoding: text, as: UTF8.self)
      fault(column, "row \(row), column 'isCollateral' is '\(found)'; accepted: true, false")
      return nil
    }
    guard side != .debt else {
      fault(column, "row \(row), column 'isCollateral' is 'true' for a debt")
      return nil
    }
    return .some(true)
  }

  /// The risk category: `.some(nil)` if the row is silent, `nil` if it is at fault.
  private mutating func eMode(_ columns: CSVColumns) -> String?? {
    guard let column = columns.eMode, !reader.field(column).isEmpty else { return .some(nil) }
    guard hasName(column, "eMode") else { return nil }
    return String(decoding: reader.field(column), as: UTF8.self)
  }

  private mutating func number(
    _ column: Int, _ name: String, _ refusal: (Double) -> String?
  ) -> Double? {
    guard let value = NumberText.value(reader.field(column)) else {
      let text = String(decoding: reader.field(column), as: UTF8.self)
      fault(column, "row \(row), column '\(name)' \(NumberText.fault(text))")
      return nil
    }
    guard let problem = refusal(value) else { return value }
    fault(column, "row \(row), column '\(name)' \(problem)")
    return nil
  }

  private mutating func hasName(_ column: Int, _ name: String) -> Bool {
    let text = reader.field(column)
    guard !text.isEmpty else {
      fault(column, "row \(row), column '\(name)' is empty")
      return false
    }
    guard reader.isPlainASCII || String(validating: text, as: UTF8.self) != nil else {
      fault(column, "row \(row), column '\(name)' is not UTF-8")
      return false
    }
    return true
  }

  private mutating func fault(_ field: Int, _ message: String) {
    let place = reader.place(ofField: field)
    add(Fault(line: place.line, column: place.column, message: message))
  }

  private mutating func add(_ fault: Fault) {
    faults.append(fault)
    guard faults.count >= Self.faultLimit else { return }
    isCutShort = true
    faults.append(
      Fault(
        line: fault.line, column: fault.column,
        message: "more than \(Self.faultLimit) findings; the rest of the file was not read"))
  }
}
