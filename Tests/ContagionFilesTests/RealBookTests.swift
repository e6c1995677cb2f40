import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import Foundation
import Subprocess
import Testing

/// `REALBOOK-AAVE3`: 502 accounts of Aave v3 with wstETH collateral, June 2023,
/// each with its own threshold, through the accounts CSV.
struct `A real book` {
  /// Fall in percent, accounts, their collateral and debt, and bad debt if
  /// everything is closed at that price with a bonus of 1 %.
  static let curve:
    [(fall: Double, accounts: Int, collateral: Double, debt: Double, badDebt: Double)] = [
      (0, 0, 0, 0, 0), (1, 0, 0, 0, 0),
      (2, 1, 11303.8647517376, 9079.90758806, 0),
      (3, 2, 11274.5305521592, 9148.76457598, 0),
      (5, 19, 36848369.15688785, 34820124.53668256, 0),
      (7, 36, 51835111.98834428, 49291344.19841961, 0),
      (10, 63, 150064258.28028575, 143068886.18470377, 276733.66427844536),
      (15, 102, 183803707.0322315, 183659736.59734333, 3504365.204982659),
      (20, 135, 217948086.20058984, 222934391.14553946, 12887948.495553602),
      (30, 182, 289072621.0930399, 317228806.73642987, 36284758.78373882),
      (43, 255, 289305536.5512263, 365172690.0152394, 84238512.16817144),
      (50, 304, 262426133.4426284, 372581035.5242134, 114134583.14113365),
    ]

  /// The folder of real data, which the project does not carry.
  static var data: String? {
    let named = ProcessInfo.processInfo.environment["CONTAGION_DATA"]
    let beside = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(components: "..", "..", "..", "shared", "data").standardized.path
    let book = "positions/aave_v3_wsteth_202306/steth_aave_v3.csv.gz"
    return [named, beside].compactMap { $0.map { "\($0)/\(book)" } }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  @Test func `gives the published curve of liquidations at risk`() async throws {
    guard let book = Self.data else {
      print("skipped: no real book; set CONTAGION_DATA to the folder that holds positions/")
      return
    }
    let unpacked = try await Subprocess.run(
      .name("gunzip"), arguments: ["-c", book], output: .string(limit: 1 << 24),
      error: .discarded)
    let rows = unpacked.standardOutput.split(whereSeparator: \.isNewline)
    let header = try #require(rows.first).split(separator: ",", omittingEmptySubsequences: false)
    let columns = try ["collateral", "debt", "threshold"].map { name in
      try #require(header.firstIndex { $0.contains(name) && !$0.contains("_") })
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var accounts = "id,protocol,side,asset,units,liquidationThreshold\n"
    for (number, row) in rows.dropFirst().enumerated() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let threshold = try #require(Double(cells[columns[2]]))
      let ratio = threshold > 1 ? threshold / 10_000 : threshold
      accounts += "a\(number),aave,collateral,basket,\(cells[columns[0]]),\(ratio)\n"
      accounts += "a\(number),aave,debt,USD,\(cells[columns[1]]),\n"
    }
    try accounts.write(
      to: folder.appending(path: "accounts.csv"), atomically: true, encoding: .utf8)
    try """
    schema: contagion.network/1
    name: real-book
    assets:
      basket: {kind: base, price: 1}
      USD: {kind: stable, price: 1}
    protocols:
      aave:
        kind: isolated
        liquidation: {rule: fixed-spread, closeFactor: full, bonus: 0.01}
        recognition: deficit
        reserves: {basket: {}, USD: {}}
    accounts: {file: accounts.csv}
    """.write(to: folder.appending(path: "network.yaml"), atomically: true, encoding: .utf8)

    let file = try YAMLNetwork.read(folder.path)
    #expect(findingText(file.findings, file.places) == "")
    let compiled = try file.network.compiled()
    #expect(compiled.accountCount == 502)
    let points = try compiled.liquidationCurve(
      of: "basket", falls: Self.curve.map { $0.fall / 100 }, choices: Choices())
    for (point, expected) in zip(points, Self.curve) {
      #expect(point.accounts == expected.accounts, "\(expected.fall) %")
      expectClose(point.liquidatableCollateralUSD, expected.collateral, within: 1e-9)
      expectClose(point.liquidatableDebtUSD, expected.debt, within: 1e-9)
      expectClose(point.gapBadDebtUSD, expected.badDebt, within: 1e-9)
    }
  }
}
