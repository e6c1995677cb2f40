public import ContagionModel

/// Reads a path of prices for a timed run.
public enum PathFile {
  /// The prices of a table: a column of times, and one for each asset by its name.
  ///
  /// - Parameters:
  ///   - path: A CSV file.
  ///   - assets: The assets there are.
  /// - Returns: Prices in the order of time.
  /// - Throws: ``CSVFileError`` at a column that is no asset, at the first cell that is
  ///   no time or no price above 0, and at a time that is there twice.
  public static func read(
    _ path: String, of assets: [AssetID]
  ) throws(CSVFileError) -> PricePath {
    let table = try CSVTable.reading(path)
    let time = try table.column(oneOf: PriceFile.timeColumns, for: "times")
    var columns: [(place: Int, asset: AssetID)] = []
    for (place, cell) in table.header.enumerated() where place != time {
      guard let asset = assets.first(where: { $0.name == cell.text }) else {
        let names = assets.map(\.name)
        let hint =
          suggestion(for: cell.text, among: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw table.fault(
          cell,
          "no asset is called '\(cell.text)'\(hint); accepted: a column for each asset, known:"
            + " \(names.joined(separator: ", ")); or ASSET=FILE for the file of one asset")
      }
      columns.append((place, asset))
    }
    guard !columns.isEmpty, !table.rows.isEmpty else {
      throw table.fault(
        table.header[0], "the file has no prices; accepted: a column of times, and one per asset")
    }
    var rows: [(time: Double, prices: [Double], row: Int)] = []
    for (row, cells) in table.rows.enumerated() {
      guard let seconds = TimeText.seconds(cells[time].text) else {
        throw table.fault(
          cells[time], "'\(cells[time].text)' is no time; \(TimeText.accepted)")
      }
      var prices: [Double] = []
      for column in columns {
        prices.append(try table.positive(cells[column.place], in: column.place))
      }
      rows.append((seconds, prices, row))
    }
    rows.sort { ($0.time, $0.row) < ($1.time, $1.row) }
    for (earlier, later) in zip(rows, rows.dropFirst()) where earlier.time == later.time {
      let cell = table.rows[later.row][time]
      throw table.fault(cell, "the time '\(cell.text)' is here twice")
    }
    return PricePath(
      assets: columns.map(\.asset), times: rows.map(\.time), prices: rows.flatMap(\.prices))
  }
}

/// Seconds since 1970 of a time in UTC as price files spell it, or `nil`.
public func timeSeconds(_ text: String) -> Double? { TimeText.seconds(text) }
