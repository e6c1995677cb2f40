public import ContagionModel
import Crypto
import Foundation

/// Losses from outside: a table of scenarios, events with rates, or years.
public struct LossTableFile: Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// A row for each scenario: `scenario, probability, badDebt:MARKET, …`.
    case scenarios = "scenarios"
    /// `event, rate, loss[, market]`: at most one event happens in a year.
    case eventLossTable = "event loss table, at most one event a year"
    /// `period, event, loss[, market]`: every period is as likely.
    case yearLossTable = "year loss table"
  }

  public var losses: LossScenarios
  public var kind: Kind
  /// The assets whose price factors the table gives.
  public var assets: [AssetID]
  public var input: InputFile

  /// Reads a table; its header says which kind it is.
  ///
  /// A year loss table lists only periods with events, so that it needs to be told
  /// how many there are.
  ///
  /// - Throws: ``LossTableError`` with everything that is wrong.
  public static func read(
    _ path: String, periods: Int? = nil
  ) throws(LossTableError) -> LossTableFile {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw LossTableError(["\(path): error: cannot be read; a loss table is a CSV file"])
    }
    var table = LossTableText(path)
    table.read([UInt8](bytes))
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let parsed = table.parsed(named: name, periods: periods)
    guard let parsed, table.faults.isEmpty else { throw LossTableError(table.faults) }
    return LossTableFile(
      losses: parsed.losses, kind: parsed.kind, assets: parsed.assets,
      input: InputFile(
        path: path, sha256: hexadecimal(SHA256.hash(data: bytes)), bytes: bytes.count))
  }
}

/// What is wrong with a loss table, a line each: `file:line:column: error: …`.
public struct LossTableError: Error, Hashable, Sendable, CustomStringConvertible {
  public var messages: [String]

  public init(_ messages: [String]) { self.messages = messages }

  public var description: String { messages.joined(separator: "\n") }
}
