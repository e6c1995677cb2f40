import ContagionModel
import OrderedCollections
import Yams

extension ScenarioReading {
  /// Scenarios of a CSV file, a row each.
  ///
  /// The header names what is shocked as a shock is spelled before its `=`;
  /// a cell is what stands behind it, or empty. A column `probability` holds
  /// weights, a column `scenario` names that are for the reader.
  mutating func listed(at file: String, for item: Item?) -> [ScenarioDescription.Listed] {
    guard let table = table(file, for: item) else { return [] }
    var seen: Set<String> = []
    for cell in table.header where !seen.insert(cell.text).inserted {
      fault(file, cell, "the header names '\(cell.text)' twice")
    }
    if table.rows.isEmpty {
      fault(file, table.header[0], "the file has no scenarios below its header")
    }
    return table.rows.map { row in
      var listed = ScenarioDescription.Listed(shocks: [])
      for (name, cell) in zip(table.header.map(\.text), row) {
        switch name {
        case "scenario": break
        case "probability":
          listed.probability = number(file, cell, name) { (0...1).contains($0) ? nil : "0...1" }
        default:
          guard !cell.text.isEmpty else { continue }
          do throws(ShockError) {
            listed.shocks.append(
              try Shock(parsing: name.hasSuffix(".hold") ? name : "\(name)=\(cell.text)"))
          } catch {
            fault(file, cell, error.description)
          }
        }
      }
      return listed
    }
  }

  /// Prices of one or more CSV files, joined where their times are spelled alike.
  mutating func prices(_ item: Item) -> PriceHistory? {
    let fields = reading.fields(
      item, of: "'prices'", ["stepHours", "assets"], required: ["stepHours", "assets"])
    let step = positive(fields["stepHours"])
    var series: [(asset: AssetID, prices: OrderedDictionary<String, Double>)] = []
    for (name, item) in reading.entries(fields["assets"], of: "assets") {
      let parts = reading.fields(
        item, of: "the prices of an asset", ["file", "time", "price"],
        required: ["file", "time", "price"])
      guard let file = parts["file"], let path = reading.text(file),
        let time = parts["time"], let price = parts["price"],
        let found = prices(beside(path), file, time, price)
      else { continue }
      series.append((AssetID(name), found))
    }
    guard let step, let first = series.first, reading.findings.isEmpty else { return nil }
    let times = Array(first.prices.keys).filter { time in
      series.allSatisfy { $0.prices[time] != nil }
    }
    let longest = series.map(\.prices.count).max() ?? 0
    if times.count < longest {
      reading.add(
        Finding(
          .warning, at: item.path,
          "\(times.count) of up to \(longest) times are in all files; the others are left out"))
    }
    return PriceHistory(
      assets: series.map(\.asset), times: times,
      prices: times.flatMap { time in series.map { $0.prices[time] ?? .nan } },
      stepDays: step / 24)
  }

  private mutating func prices(
    _ file: String, _ item: Item, _ time: Item, _ price: Item
  ) -> OrderedDictionary<String, Double>? {
    guard let timeName = reading.text(time), let priceName = reading.text(price),
      let table = table(file, for: item)
    else { return nil }
    let known = table.header.map(\.text)
    guard let timeColumn = column(timeName, time, table, known),
      let priceColumn = column(priceName, price, table, known)
    else { return nil }
    var prices: OrderedDictionary<String, Double> = [:]
    for row in table.rows {
      let cell = row[timeColumn]
      guard
        let value = number(
          file, row[priceColumn], priceName, { $0 > 0 ? nil : "a price above 0" })
      else { continue }
      if prices.updateValue(value, forKey: cell.text) != nil {
        fault(file, cell, "the time '\(cell.text)' is here twice")
      }
    }
    return prices
  }

  private mutating func column(
    _ name: String, _ item: Item, _ table: CSVTable, _ known: [String]
  ) -> Int? {
    if let column = table.column(name) { return column }
    let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    reading.fault(
      item,
      "'\(table.input.path)' has no column '\(name)'\(hint); it has: "
        + known.joined(separator: ", "))
    return nil
  }

  private mutating func number(
    _ file: String, _ cell: CSVTable.Cell, _ name: String, _ accepted: (Double) -> String?
  ) -> Double? {
    guard let value = NumberText.value(ArraySlice(cell.text.utf8)) else {
      fault(file, cell, "column '\(name)' \(NumberText.fault(cell.text))")
      return nil
    }
    if let accepted = accepted(value) {
      fault(file, cell, "column '\(name)' is \(Wording.number(value)); accepted: \(accepted)")
      return nil
    }
    return value
  }

  /// A CSV file; what is wrong with it is a finding at its own place.
  private mutating func table(_ file: String, for item: Item?) -> CSVTable? {
    do {
      let table = try CSVTable(file)
      if !inputs.contains(where: { $0.path == file }) { inputs.append(table.input) }
      return table
    } catch {
      guard let item, error.message.hasPrefix("there is no file") else {
        fault(file, CSVTable.Cell(text: "", line: error.line, column: error.column), error.message)
        return nil
      }
      reading.fault(item, error.message)
      return nil
    }
  }

  private mutating func fault(_ file: String, _ cell: CSVTable.Cell, _ message: String) {
    let path = "\(file)[\(cell.line):\(cell.column)]"
    reading.places.set(path, Place(file: file, line: cell.line, column: cell.column))
    reading.add(Finding(at: path, message))
  }
}
