import ContagionModel
import Crypto
import Foundation
import OrderedCollections
import Yams

/// Reads a network from a YAML file and the accounts file that it names.
public enum YAMLNetwork {
  /// The file that stands for its folder.
  public static let fileName = "network.yaml"

  /// Reads a network and everything that is wrong with it.
  ///
  /// - Parameters:
  ///   - path: A YAML file, or a folder with `network.yaml`.
  ///   - rules: Changes to make to the file before it is read.
  /// - Returns: The network, its findings and where everything stands.
  /// - Throws: ``NetworkFileError`` if there is no such file or if it is not
  ///   YAML; what is wrong with the network is in the findings.
  public static func read(
    _ path: String, under rules: RuleSet? = nil
  ) throws(NetworkFileError) -> NetworkFile {
    let file = try networkFile(at: path)
    let (bytes, input) = try InputFile.read(file)
    var root = try YAMLText.root(of: bytes, in: file)
    var changed: [String: Place] = [:]
    var inputs = [input]
    if let rules {
      (root, changed) = try rules.applied(to: root)
      inputs.append(rules.input)
    }
    return assembled(Item(path: "", name: "", node: root), file, inputs, changed)
  }

  private static func networkFile(at path: String) throws(NetworkFileError) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(path)
    }
    guard isFolder.boolValue else { return path }
    let file = path.hasSuffix("/") ? path + fileName : "\(path)/\(fileName)"
    guard FileManager.default.fileExists(atPath: file) else { throw .noNetworkInFolder(path) }
    return file
  }

  /// Reads both ends of the ranges and checks what came of it.
  private static func assembled(
    _ root: Item, _ file: String, _ read: [InputFile], _ changed: [String: Place]
  ) -> NetworkFile {
    var inputs = read
    var reading = NetworkReading(file: file, end: .low, changed: changed)
    var document = reading.document(root)
    let inline = document.network.accounts.entryCount
    if let accounts = document.accountsFile {
      AccountsFile.read(accounts, beside: file, into: &document.network.accounts, &reading, &inputs)
    }
    document.network.accounts.close()
    var findings = reading.findings + checked(document.network, after: reading.findings)
    var high: Network?
    if !reading.ranges.isEmpty {
      var highReading = NetworkReading(file: file, end: .high)
      var network = highReading.document(root).network
      if !reading.ranges.contains(where: { $0.hasPrefix("accounts.") }) {
        network.accounts = document.network.accounts
      } else if document.network.accounts.entryCount > inline, let item = document.accountsFile {
        var seen: [InputFile] = []
        AccountsFile.read(item, beside: file, into: &network.accounts, &highReading, &seen)
        network.accounts.close()
      }
      for finding in checked(network, after: reading.findings) where !findings.contains(finding) {
        findings.append(
          Finding(
            finding.severity, at: finding.path,
            finding.message + " (at the high end of the ranges)"))
      }
      high = network
    }
    return NetworkFile(
      network: document.network, high: high, ranges: reading.ranges, places: reading.places,
      findings: sorted(findings, by: reading.places), inputs: inputs)
  }

  /// What is wrong with a network beyond what reading it has already found.
  ///
  /// A value that could not be read leaves a gap; findings at the gap or around
  /// it say nothing new. With a gap in the accounts no sum over them is meant.
  private static func checked(_ network: Network, after reading: [Finding]) -> [Finding] {
    let gaps = reading.filter { $0.severity == .error }.map(\.path)
    let network = closingPools(network, gaps)
    var findings = network.objectFindings()
    if !gaps.contains(where: { $0.hasPrefix("accounts") }) {
      findings += network.accountFindings()
    } else {
      findings += network.entryFindings()
    }
    return findings.filter { finding in
      !gaps.contains { gap in
        isWithin(finding.path, gap) || isWithin(gap, finding.path)
      }
    }
  }

  /// The network with any two assets in the pools of which a side could not be
  /// read; assets that they price count as priced.
  private static func closingPools(_ network: Network, _ gaps: [String]) -> Network {
    var network = network
    let open = network.pools.keys.filter { pool in
      ["", ".reserves", ".pair"].contains { gaps.contains("pools.\(pool)\($0)") }
    }
    for (id, asset) in network.assets {
      guard let pool = asset.marketPool, open.contains(pool) else { continue }
      network.assets[id]?.marketPool = nil
      network.assets[id]?.price = asset.price ?? 1
    }
    let names = network.assets.keys
    guard let base = names.first, let quote = names.last else { return network }
    for pool in open {
      network.pools[pool]?.base = base
      network.pools[pool]?.quote = quote
    }
    return network
  }

  private static func isWithin(_ path: String, _ part: String) -> Bool {
    guard path.hasPrefix(part), !part.isEmpty else { return false }
    let next = path.dropFirst(part.count).first
    return next == nil || next == "." || next == "["
  }
}

extension InputFile {
  /// Reads a file and its digest.
  ///
  /// - Throws: ``NetworkFileError`` if there is none, or none that can be read.
  static func read(_ path: String) throws(NetworkFileError) -> (bytes: Data, input: InputFile) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    do {
      let bytes = try Data(contentsOf: URL(filePath: path))
      return (
        bytes,
        InputFile(path: path, sha256: hexadecimal(SHA256.hash(data: bytes)), bytes: bytes.count)
      )
    } catch {
      throw .unreadable(path, reason: error.localizedDescription)
    }
  }
}

/// A digest in lower-case hexadecimal.
func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
  digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
}
