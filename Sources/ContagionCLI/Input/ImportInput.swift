import ArgumentParser
import ContagionFiles
import ContagionImport
import ContagionModel
import Foundation
import OrderedCollections

/// What the command line adds to files that are imported.
struct ImportInput: ParsableArguments {
  @Option(help: "The name of the network, and of a protocol that the source does not name.")
  var name = "imported"

  @Option(help: ArgumentHelp("Where to write; default: NAME.", valueName: "folder"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "A folder that an import wrote, to which this one is added.", valueName: "network"))
  var into: String?

  @Option(help: ArgumentHelp("A price in USD; may be repeated.", valueName: "asset=usd"))
  var price: [String] = []

  @Option(help: ArgumentHelp("A CSV with asset,price.", valueName: "file"))
  var prices: String?

  @Option(
    help: ArgumentHelp(
      "A liquidation threshold, of one asset or of all that have none.",
      valueName: "[asset=]ratio"))
  var threshold: [String] = []

  @Option(
    help: ArgumentHelp(
      "What a liquidator gets, of one asset or of all that have none.",
      valueName: "[asset=]ratio"))
  var bonus: [String] = []

  @Option(help: "The fee of pools whose files give none, as a ratio.")
  var fee: Double?

  @Option(
    help: ArgumentHelp(
      "Thresholds and bonuses: a snapshot of Aave, Compound v3, Morpho or Venus, or a CSV.",
      valueName: "file"))
  var parameters: String?

  @Option(help: ArgumentHelp("How the columns of a flat table are read.", valueName: "file"))
  var mapping: String?

  @Option(
    help: ArgumentHelp("A column of a flat table; may be repeated.", valueName: "role=column"))
  var column: [String] = []

  @Option(
    help: ArgumentHelp(
      "A CSV with source,name[,decimals] of assets; may be repeated.", valueName: "file"))
  var assets: [String] = []

  @Option(help: "Leave out accounts whose sides are both worth less.")
  var minUsd = 0.0

  @Flag(help: "Leave out entries in assets without a price.")
  var dropUnpriced = false

  @Flag(help: "Offset debts against deposits, so that only claims are left (euler-v1-json).")
  var net = false

  @Flag(help: "Add up rows of one account, side and asset instead of refusing them.")
  var sumRows = false

  /// The folder that is written.
  var folder: String { out ?? into ?? name }

  func check(_ format: String) throws {
    do {
      _ = try Catalog.networkImporters.rule(RuleChoice(format))
    } catch {
      throw ValidationError("\(error)")
    }
    guard minUsd >= 0, minUsd.isFinite else {
      throw ValidationError("--min-usd is \(minUsd); it is 0 or more.")
    }
  }

  /// Reads files of a format.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func book(of files: [String], as format: String) throws -> ImportedBook {
    do {
      return try ImportedBook.read(
        files.map { SourceFile($0) }, as: format,
        with: Catalog.networkImporters.rule(RuleChoice(format)), options())
    } catch let error as ImportError {
      switch error {
      case .needsMapping(_, let proposal), .names(_, let proposal): try Terminal.result(proposal)
      default: break
      }
      throw Terminal.failure(error.description)
    }
  }

  /// The network, or the one it is added to with it.
  func merged(_ network: Network) throws -> Network {
    guard let into, FileManager.default.fileExists(atPath: into) else { return network }
    let file = try LoadedNetwork(into).file
    do {
      return try file.network.merged(with: network)
    } catch {
      throw Terminal.failure("\(into): error: \(error)")
    }
  }

  func write(_ network: Network) throws {
    do {
      try NetworkFolder.write(network, to: folder, replace: out == nil && into != nil)
    } catch {
      throw Terminal.failure(error.description)
    }
  }

  private func options() throws -> ImportOptions {
    var options = ImportOptions(name: name)
    if let into, FileManager.default.fileExists(atPath: into) {
      for (asset, value) in try LoadedNetwork(into).file.network.assets {
        options.prices[asset.name] = value.price
        options.knownAssets.append(asset)
      }
    }
    if let prices { try AssetList.read(SourceFile(prices), into: &options) }
    for file in assets { try AssetList.read(SourceFile(file), into: &options) }
    if let parameters { try ParameterFile.read(SourceFile(parameters), into: &options) }
    for text in price {
      let (asset, value) = try pair(text, "--price")
      options.prices[asset] = value
    }
    for text in threshold {
      if let value = Double(text) {
        options.defaultThreshold = value
      } else {
        let (asset, value) = try pair(text, "--threshold")
        options.thresholds[asset] = value
      }
    }
    for text in bonus {
      let (asset, value) = try ratio(text, "--bonus")
      if let asset { options.bonuses[asset] = value } else { options.defaultBonus = value }
    }
    if let fee {
      guard (0..<1).contains(fee) else {
        throw Terminal.failure("error: --fee is \(fee); accepted: 0 or more, below 1")
      }
      options.fee = fee
    }
    for value in Array(options.thresholds.values) + [options.defaultThreshold ?? 0]
    where !(0...1).contains(value) {
      throw Terminal.failure("error: a threshold is \(value); accepted: 0 to 1")
    }
    for text in column {
      guard let equals = text.firstIndex(of: "=") else {
        throw Terminal.failure("error: --column '\(text)'; accepted: ROLE=COLUMN")
      }
      options.columns[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    if let mapping {
      let text = String(decoding: try SourceFile(mapping).contents(), as: UTF8.self)
      options.mapping = try MappingText.mapping(text, in: mapping)
    }
    options.minimumUSD = minUsd
    options.dropsUnpriced = dropUnpriced
    options.sumsRows = sumRows
    options.nets = net
    return options
  }

  /// `0.08` or `ASSET=0.08`.
  private func ratio(_ text: String, _ option: String) throws -> (String?, Double) {
    let equals = text.lastIndex(of: "=")
    let number = equals.map { text[text.index(after: $0)...] } ?? text[...]
    guard let value = Double(number), (0...1).contains(value) else {
      throw Terminal.failure(
        "error: \(option) '\(text)'; accepted: RATIO or ASSET=RATIO, from 0 to 1")
    }
    return (equals.map { String(text[..<$0]) }, value)
  }

  private func pair(_ text: String, _ option: String) throws -> (String, Double) {
    guard let equals = text.lastIndex(of: "="),
      let value = Double(text[text.index(after: equals)...]), value > 0, value.isFinite
    else { throw Terminal.failure("error: \(option) '\(text)'; accepted: ASSET=NUMBER, above 0") }
    return (String(text[..<equals]), value)
  }
}
