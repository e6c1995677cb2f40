public import ContagionModel

/// Reads the prices of one asset over time.
public enum PriceFile {
  /// Names under which the columns are looked for, the first that is there.
  static let timeColumns = ["time", "timestamp", "open_time", "date", "unix"]
  static let priceColumns = ["price", "close", "USD_price"]

  /// The prices of a file by time, whatever the order of its rows.
  ///
  /// - Parameters:
  ///   - path: A CSV file.
  ///   - asset: Whose prices they are.
  ///   - time: The column of times; `nil` looks for the usual names.
  ///   - price: The column of prices; `nil` looks for the usual names.
  /// - Returns: Prices in the order of time.
  /// - Throws: ``CSVFileError`` at the first cell that is no time or no price above
  ///   0, and at a time that is there twice.
  public static func read(
    _ path: String, of asset: AssetID, time: String? = nil, price: String? = nil
  ) throws(CSVFileError) -> PriceSeries {
    let table = try CSVTable.reading(path)
    let timeColumn = try table.column(oneOf: time.map { [$0] } ?? timeColumns, for: "times")
    let priceColumn = try table.column(oneOf: price.map { [$0] } ?? priceColumns, for: "prices")
    var rows: [(time: Double, price: Double, row: Int)] = []
    for (row, cells) in table.rows.enumerated() {
      guard let seconds = TimeText.seconds(cells[timeColumn].text) else {
        throw table.fault(
          cells[timeColumn], "'\(cells[timeColumn].text)' is no time; \(TimeText.accepted)")
      }
      rows.append((seconds, try table.positive(cells[priceColumn], in: priceColumn), row))
    }
    rows.sort { ($0.time, $0.row) < ($1.time, $1.row) }
    for (earlier, later) in zip(rows, rows.dropFirst()) where earlier.time == later.time {
      let cell = table.rows[later.row][timeColumn]
      throw table.fault(cell, "the time '\(cell.text)' is here twice")
    }
    return PriceSeries(asset: asset, times: rows.map(\.time), prices: rows.map(\.price))
  }
}
