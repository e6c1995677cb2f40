import ContagionFiles

/// A CSV of what the user knows of assets.
///
/// Columns, all but the first optional: `asset` (or `source`), `name`,
/// `decimals`, `price` in USD, `liquidationThreshold`, `bonus`.
public enum AssetList {
  private static let keys = [
    "asset", "source", "name", "decimals", "price", "liquidationThreshold", "bonus",
  ]

  /// Reads a list into options.
  ///
  /// - Throws: ``ImportError`` with the place of what is wrong.
  public static func read(
    _ file: SourceFile, into options: inout ImportOptions
  ) throws(ImportError) {
    var draft = BookDraft(options)
    var key = "asset"
    try SourceTable.read(
      file,
      header: { names throws(ImportError) in
        for name in names where !keys.contains(name) {
          throw .faults(
            [
              .init(
                Place(file: file.path, line: 1, column: 1),
                "no column is called '\(name)'; known: \(keys.joined(separator: ", "))")
            ], more: 0)
        }
        key = names.contains("source") ? "source" : "asset"
      },
      row: { row throws(ImportError) in
        guard let asset = row.text(key) else {
          return draft.fault(row.place(key), "a row without '\(key)'")
        }
        let name = row.text("name") ?? asset
        if row.text("name") != nil {
          options.assetNames[asset.hasPrefix("0x") ? asset.lowercased() : asset] = name
        }
        if let text = row.text("decimals") {
          guard let count = Int(text), (0...36).contains(count) else {
            return draft.fault(row.place("decimals"), "decimals are '\(text)'; accepted: 0 to 36")
          }
          options.decimals[asset.hasPrefix("0x") ? asset.lowercased() : asset] = count
        }
        for (column, range) in [
          ("price", Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude),
          ("liquidationThreshold", 0...1), ("bonus", 0...1),
        ] {
          guard let text = row.text(column) else { continue }
          guard let value = draft.number(text, column, row.place(column)) else { continue }
          guard range.contains(value) else {
            draft.fault(
              row.place(column),
              "\(column) of \(asset) is \(text); accepted: "
                + (column == "price" ? "above 0" : "0 to 1"))
            continue
          }
          switch column {
          case "price": options.prices[name] = value
          case "bonus": options.bonuses[name] = value
          default: options.thresholds[name] = value
          }
        }
      })
    guard draft.faults.isEmpty else {
      throw .faults(draft.faults, more: draft.faultCount - draft.faults.count)
    }
  }
}
