import ContagionImport
import ContagionModel
import ContagionTestSupport
import Foundation

/// Imports of the samples beside the tests and of the folder of real data.
enum Importing {
  static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Samples").path

  /// The paths of real files, or `nil` after a visible line.
  static func real(_ names: String...) -> [String]? { SharedData.files(names) }

  /// Imports files of a format.
  static func book(
    _ format: String, _ paths: [String], _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportedBook {
    var options = ImportOptions(name: "test")
    change(&options)
    return try ImportedBook.read(
      paths.map { SourceFile($0) }, as: format,
      with: Catalog.networkImporters.rule(RuleChoice(format)), options)
  }

  /// Imports samples of a format.
  static func sample(
    _ format: String, _ names: String..., change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportedBook {
    try book(format, names.map { "\(samples)/\($0)" }, change)
  }

  /// What an import says of text that it refuses; the path of the text is `FILE`.
  static func refusal(
    _ format: String, _ text: String, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "import-\(UUID())")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    do {
      _ = try book(format, [url.path], change)
      return "nothing"
    } catch {
      return "\(error)".replacing(url.path, with: "FILE")
    }
  }
}

extension ImportedBook {
  /// Units of one side of an asset over all accounts.
  func units(_ side: AccountBook.Side, _ asset: AssetID) -> Double {
    let accounts = network.accounts
    return (0..<accounts.entryCount)
      .filter {
        accounts.entrySide[$0] == side.rawValue
          && accounts.assets[Int(accounts.entryAsset[$0])] == asset
      }
      .reduce(0) { $0 + accounts.entryUnits[$1] }
  }

  /// The sum of a total of the report over all rows.
  func read(_ measure: String) -> Double? { report.totals.first { $0.measure == measure }?.read }

  /// The rows left out for a reason.
  func dropped(_ reason: String) -> Int? { report.drops.first { $0.reason == reason }?.rows }
}
