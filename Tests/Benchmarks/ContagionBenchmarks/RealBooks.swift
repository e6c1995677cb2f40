import ContagionEngine
import ContagionFiles
import ContagionImport
import ContagionModel
import Foundation

/// Books of real accounts, read through an accounts CSV as a user's would be.
enum RealBooks {
  struct Book {
    let name: String
    let network: CompiledNetwork
  }

  /// The folder of real data, which the project does not carry.
  private static var data: String? {
    let named = ProcessInfo.processInfo.environment["CONTAGION_DATA"]
    let beside = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(components: "..", "..", "..", "..", "shared", "data").standardized.path
    return [named, beside].compactMap(\.self)
      .first { FileManager.default.fileExists(atPath: $0 + "/positions") }
  }

  /// Compound v2 and Aave v3 wstETH in 2023; none after a visible line.
  static func all() throws -> [Book] {
    guard let data else {
      print("skipped: no real data; set CONTAGION_DATA to the folder that holds positions/")
      return []
    }
    let compound = "\(data)/positions/compound_v2_borrowers_2023"
    return [
      try book(
        "Compound v2", ["\(compound)/positions.csv.gz", "\(compound)/accounts.csv.gz"],
        """
        protocol: compound-v2
        closeFactor: plain
        recognition: none
        bonus: 0.08
        numeraire: ETH
        tables:
          - account: account
            entries:
              - {side: collateral, assetColumn: ctoken, symbolColumn: ctoken_symbol, units: ctoken_balance}
              - {side: debt, assetColumn: ctoken, symbolColumn: ctoken_symbol, units: stored_borrow_balance}
          - account: account
            totals: {weightedCollateral: total_collateral_value_eth, debt: total_borrow_value_eth}
        """),
      try book(
        "Aave wstETH", ["\(data)/positions/aave_v3_wsteth_202306/steth_aave_v3.csv.gz"],
        """
        protocol: aave
        kind: isolated
        closeFactor: full
        bonus: 0.01
        prices: {basket: 1, USD: 1}
        tables:
          - account: user
            entries:
              - {side: collateral, asset: basket, units: collateral, threshold: threshold, thresholdScale: 0.0001}
              - {side: debt, asset: USD, units: debt}
        """),
    ]
  }

  private static func book(_ name: String, _ paths: [String], _ mapping: String) throws -> Book {
    var options = ImportOptions(name: "book")
    options.mapping = try MappingText.mapping(mapping, in: name)
    options.prices = ["ETH": 1845, "YFI": 6600]
    options.defaultThreshold = 0.7
    options.thresholds = ["ETH": 0.825]
    options.dropsUnpriced = true
    let format = "csv"
    let imported = try ImportedBook.read(
      paths.map { SourceFile($0) }, as: format,
      with: Catalog.networkImporters.rule(RuleChoice(format)), options)
    let folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(NetworkWriter.yaml(imported.network, accounts: "accounts.csv").utf8)
      .write(to: folder.appending(path: "network.yaml"))
    try Data(csv(imported.network.accounts).utf8)
      .write(to: folder.appending(path: "accounts.csv"))
    let network = try ContagionBenchmarks.compile(folder.path)
    return Book(name: "\(name), \(network.accountCount)", network: network)
  }

  private static func csv(_ book: AccountBook) -> String {
    var text = "id,protocol,side,asset,units,liquidationThreshold\n"
    for entry in 0..<book.entryCount {
      guard let side = AccountBook.Side(rawValue: book.entrySide[entry]) else { continue }
      let account = Int(book.entryAccount[entry])
      let threshold = book.entryThreshold[entry]
      text +=
        "\(book.name(of: account)),\(book.venues[Int(book.accountVenue[account])]),\(side),"
        + "\(book.assets[Int(book.entryAsset[entry])]),\(book.entryUnits[entry]),"
        + "\(threshold.isNaN ? "" : "\(threshold)")\n"
    }
    return text
  }
}
