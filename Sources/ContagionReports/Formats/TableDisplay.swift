import Foundation

/// A table as people read it: rounded, with thousands separators and signs.
///
/// What text and Markdown share. Figures of one unit in one column have the
/// same number of decimals; those in USD have it in the whole table, so that
/// columns can be added up across too.
struct TableDisplay {
  let rows: [[String]]
  let total: [String]?
  /// How figures were rounded; empty if there are none in USD.
  let rounding: String

  init(_ table: Table) {
    let lines = table.rows + (table.total.map { [$0] } ?? [])
    var columns: [[TableUnit: [Double]]] = Array(repeating: [:], count: table.headings.count)
    var dollars: [Double] = []
    for line in lines {
      for (column, cell) in line.enumerated() {
        switch cell {
        case .number(let number, .usd), .difference(let number, .usd): dollars.append(number)
        case .number(let number, let unit), .difference(let number, let unit):
          columns[column][unit, default: []].append(number)
        case .text, .integer, .missing: break
        }
      }
    }
    let dollarDecimals = TableUnit.usd.decimals(for: dollars)
    let decimals = columns.map { figures in
      TableUnit.allCases.reduce(into: [TableUnit.usd: dollarDecimals]) { decimals, unit in
        guard unit != .usd else { return }
        decimals[unit] = unit.decimals(for: figures[unit] ?? [])
      }
    }

    func text(_ line: [TableCell], missing: String) -> [String] {
      line.enumerated().map { column, cell in
        switch cell {
        case .missing: missing
        case .text(let text): Self.visible(text)
        case .integer(let count): Self.text(Double(count), decimals: 0)
        case .number(let number, let unit):
          Self.text(number, unit, decimals: decimals[column][unit] ?? 0)
        case .difference(let number, let unit):
          Self.text(number, unit, decimals: decimals[column][unit] ?? 0, showsPlus: true)
        }
      }
    }
    rows = table.rows.map { text($0, missing: "–") }
    total = table.total.map { text($0, missing: "") }
    if dollars.isEmpty {
      rounding = ""
    } else {
      let unit = dollarDecimals == 0 ? "whole dollars" : "cents"
      let sums = table.total == nil ? "" : "; totals are summed before rounding"
      rounding = "USD rounded to \(unit)\(sums)."
    }
  }

  /// A figure, with a share shown as a percentage.
  private static func text(
    _ number: Double, _ unit: TableUnit, decimals: Int, showsPlus: Bool = false
  ) -> String {
    guard unit != .plain else { return plain(number) }
    return text(unit == .share ? number * 100 : number, decimals: decimals, showsPlus: showsPlus)
  }

  /// A figure with six significant digits and no zeros at its end.
  static func plain(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return text(number, decimals: 0) }
    let places = 5 - Int(log10(abs(number)).rounded(.down))
    var digits = text(number, decimals: min(15, max(0, places)))[...]
    guard digits.contains(".") else { return String(digits) }
    while digits.hasSuffix("0") { digits = digits.dropLast() }
    return String(digits.hasSuffix(".") ? digits.dropLast() : digits)
  }

  /// A figure with thousands separators; what rounds to zero has no sign.
  private static func text(_ number: Double, decimals: Int, showsPlus: Bool = false) -> String {
    guard !number.isNaN else { return "–" }
    let digits =
      number.isInfinite ? "∞" : grouped(String(format: "%.\(decimals)f", abs(number)))
    let isZero = digits.allSatisfy { "0.,".contains($0) }
    return (isZero ? "" : number < 0 ? "−" : showsPlus ? "+" : "") + digits
  }

  private static func grouped(_ digits: String) -> String {
    let parts = digits.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first else { return digits }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return parts.count == 1 ? grouped : "\(grouped).\(parts[1])"
  }

  /// A name with its control characters escaped, and quoted if it is empty.
  static func visible(_ name: String) -> String {
    guard !name.isEmpty else { return "\"\"" }
    return name.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
