import ContagionModel

extension MappingProposal {
  /// The refusal of tables without a mapping, with one that is proposed.
  static func needed(
    for files: [SourceFile], _ options: ImportOptions
  ) throws(ImportError) -> ImportError {
    let tables = try files.map { file throws(ImportError) in MappingProposal(try TableSample(file))
    }
    return .needsMapping(
      files.first?.path ?? "", proposal: text(tables, venue: options.name))
  }

  /// A mapping file for tables of one venue, with a word at everything open.
  static func text(_ tables: [MappingProposal], venue: String) -> String {
    var lines = ["# Proposed from the header and the first rows; look at every line of 'tables'."]
    for table in tables {
      let names = table.sample.columns.map { $0.isEmpty ? "(no name)" : $0 }
      lines.append("# Columns: \(names.joined(separator: ", "))")
    }
    lines += [
      "schema: contagion.mapping/1", "protocol: \(quoted(venue))",
      "kind: pooled            # pooled, isolated, single-base, cdp",
      "closeFactor: plain      # plain, full, aave-v3",
      "recognition: deficit    # deficit, share-price, reserves, none",
      "bonus:                  # what a liquidator gets, such as 0.05; or with --bonus, --parameters",
    ]
    if let numeraire = tables.compactMap(\.numeraire).first {
      lines.append("numeraire: \(numeraire)          # in what the totals are given")
    }
    lines += [
      "duplicates: refuse      # or sum: rows of one account, side and asset are added up",
      "prices: {}              # USD by asset: {ETH: 1845, USDC: 1}", "tables:",
    ]
    for table in tables { lines += table.lines }
    return lines.joined(separator: "\n") + "\n"
  }

  private var lines: [String] {
    var lines = ["  - account: \(Self.value(account, "the column that names accounts"))"]
    if let venue { lines.append("    protocol: \(Self.quoted(venue))") }
    if let time { lines.append("    time: \(Self.quoted(time))") }
    if let totals {
      return lines + [
        "    totals:", "      weightedCollateral: \(Self.quoted(totals.weightedCollateral))",
        "      debt: \(Self.quoted(totals.debt))",
      ]
    }
    lines.append("    entries:")
    for entry in entries { lines += Self.lines(entry) }
    return lines
  }

  private static func lines(_ entry: Entry) -> [String] {
    var lines: [String] = []
    func add(_ key: String, _ text: String) {
      lines.append("\(lines.isEmpty ? "      - " : "        ")\(key): \(text)")
    }
    switch entry.side {
    case .column(let name): add("sideColumn", quoted(name))
    case .fixed(let name): add("side", name)
    case nil:
      add("side", value(nil, "collateral, debt or deposit; or sideColumn: COLUMN"))
    }
    if let asset = entry.assetColumn {
      add("assetColumn", quoted(asset))
    } else {
      add("asset", value(nil, "the asset of these amounts; or assetColumn: COLUMN"))
    }
    if let symbol = entry.symbolColumn { add("symbolColumn", quoted(symbol)) }
    if entry.isRaw {
      add("rawUnits", value(entry.units, "") + "   # the token's smallest units, to be scaled")
      if let decimals = entry.decimals {
        add("decimals", quoted(decimals))
      } else {
        lines.append("        # decimals: a number or a column, or decimals in --assets")
      }
    } else {
      add("units", value(entry.units, "a column of amounts in the asset's own unit"))
    }
    if let threshold = entry.threshold {
      add("threshold", quoted(threshold))
      if entry.thresholdScale != 1 { add("thresholdScale", "\(entry.thresholdScale)") }
    }
    if let price = entry.price { add("price", quoted(price)) }
    if let usd = entry.usd { add("usd", quoted(usd) + "   # prices are this over the units") }
    return lines
  }

  private static func value(_ column: String?, _ meaning: String) -> String {
    column.map(quoted) ?? "\"\"   # \(meaning)"
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard !isPlain || text.isEmpty || text.first?.isNumber == true else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
