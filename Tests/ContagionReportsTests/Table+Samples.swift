import ContagionReports

/// A row for tables that belong to no study.
struct Sample: Sendable {
  let name: String
  var amountUSD: Double = 0
  var priceUSD: Double?
  var count: Int?

  static let columns: [TableColumn<Sample>] = [
    TableColumn(key: "name", title: "name", unit: .text) { .text($0.name) },
    TableColumn(key: "amount", title: "amount", unit: .usd, total: .sum) {
      .number($0.amountUSD, .usd)
    },
    TableColumn(key: "price", title: "price", unit: .usdPerUnit) {
      $0.priceUSD.map { .number($0, .usdPerUnit) } ?? .missing
    },
    TableColumn(key: "count", title: "count", unit: .count, total: .sum) {
      $0.count.map { .integer($0) } ?? .missing
    },
    TableColumn(key: "share", title: "of 1000", unit: .share) {
      .difference($0.amountUSD / 1000, .share)
    },
  ]
}

extension Table {
  static func samples(_ rows: [Sample]) -> Table {
    Table(
      name: "samples", title: "Samples", caption: "Names that need care.", columns: Sample.columns,
      rows: rows)
  }

  /// 999.99 + 0.10 − 12.50 − 0.001 + 0 = 987.589, shown as 987.59.
  static let awkward = samples([
    Sample(name: "pipe|and\\slash", amountUSD: 999.99, priceUSD: 2000, count: 12_345),
    Sample(name: "comma, \"quote\"", amountUSD: 0.1, priceUSD: 0.0000123456, count: 1),
    Sample(name: "line\r\nbreak", amountUSD: -12.5, priceUSD: .infinity, count: nil),
    Sample(name: "Ελλάδα e\u{301}t\u{e9}", amountUSD: -0.001, priceUSD: .nan, count: 0),
    Sample(name: "", amountUSD: -0.0, priceUSD: nil, count: -7),
  ])
}
