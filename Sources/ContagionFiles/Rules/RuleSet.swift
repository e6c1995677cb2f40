import ContagionModel
import Foundation
import Yams

/// Changes to a network file: the same book under other rules.
///
/// The file's `change` has the shape of a network file and lists only what
/// differs. A mapping is merged key by key; one that names a `rule` takes the
/// place of the old one whole, as do lists and single values. `"*"` stands for
/// every protocol, or every reserve of a protocol.
///
/// ```yaml
/// schema: contagion.rules/1
/// name: full-close
/// title: Everything is closed at once
/// change:
///   protocols:
///     "*": {liquidation: {rule: fixed-spread, closeFactor: full, bonus: 0.05}}
/// ```
public struct RuleSet {
  /// The version of the file format.
  public static let schema = "contagion.rules/1"

  public let name: String
  public let title: String
  /// The file that was read.
  public let input: InputFile
  private let file: String
  private let change: Node

  /// Reads a rule set.
  ///
  /// - Throws: ``NetworkFileError`` for a file that is not there or not YAML, and
  ///   for a header that is not a rule set's.
  public init(_ path: String) throws(NetworkFileError) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .unreadable(path, reason: "there is no such file; a rule set is a YAML file")
    }
    let (bytes, input) = try InputFile.read(path)
    let root = try YAMLText.root(of: bytes, in: path)
    func fault(_ node: Node?, _ message: String) -> NetworkFileError {
      let mark = node?.mark ?? root.mark
      return .rules(
        Place(file: path, line: mark?.line ?? 1, column: mark?.column ?? 1), message)
    }
    let keys = ["schema", "name", "title", "change", "source", "date", "note"]
    guard case .mapping(let mapping) = root else {
      throw fault(root, "a rule set is a mapping with: \(keys.joined(separator: ", "))")
    }
    guard mapping["schema"]?.string == Self.schema else {
      throw fault(
        mapping["schema"],
        "'schema' is '\(mapping["schema"]?.string ?? "nothing")'; accepted: \(Self.schema)")
    }
    for key in mapping.keys where !keys.contains(key.string ?? "") {
      throw fault(
        key, "a rule set has no key '\(key.string ?? "")'; it has: \(keys.joined(separator: ", "))")
    }
    guard let name = mapping["name"]?.string, !name.isEmpty else {
      throw fault(mapping["name"], "a rule set needs a 'name'")
    }
    guard let change = mapping["change"], case .mapping = change else {
      throw fault(mapping["change"], "'change' is a mapping of what differs from the network file")
    }
    self.name = name
    title = mapping["title"]?.string ?? name
    self.input = input
    file = path
    self.change = change
  }

  /// A network's tree with the changes made, and where each changed part stands.
  ///
  /// - Throws: ``NetworkFileError`` at the place of a change to something that the
  ///   network does not have.
  func applied(to root: Node) throws(NetworkFileError) -> (root: Node, places: [String: Place]) {
    var places: [String: Place] = [:]
    let merged = try merge(change, into: root, at: "", &places)
    return (merged, places)
  }

  private func merge(
    _ change: Node, into node: Node?, at path: String, _ places: inout [String: Place]
  ) throws(NetworkFileError) -> Node {
    guard case .mapping(let changes) = change, case .mapping(var mapping)? = node,
      changes["rule"] == nil
    else {
      note(change, at: path, &places)
      return change
    }
    for (key, value) in changes {
      let name = key.string ?? ""
      let names: [String]
      if name == "*", Self.takesStar(path) {
        names = mapping.keys.compactMap { $0.string }
      } else {
        if Self.isClosed(path), mapping[name] == nil { throw unknown(key, path, mapping) }
        names = [name]
      }
      for name in names {
        let child = path.isEmpty ? name : "\(path).\(name)"
        let merged = try merge(value, into: mapping[name], at: child, &places)
        mapping[Node(name)] = merged
      }
    }
    return .mapping(mapping)
  }

  /// Whether a mapping's names are those of protocols or reserves.
  private static func takesStar(_ path: String) -> Bool {
    path == "protocols" || path.hasPrefix("protocols.") && path.hasSuffix(".reserves")
  }

  /// Whether a change may not add a name here.
  private static func isClosed(_ path: String) -> Bool { takesStar(path) || path == "issuers" }

  private func unknown(_ key: Node, _ path: String, _ mapping: Node.Mapping) -> NetworkFileError {
    let known: [String] = mapping.keys.compactMap(\.string)
    let name = key.string ?? ""
    let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    return .rules(
      Place(file: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1),
      "'\(path)' of the network has no '\(name)'\(hint); it has: \(known.joined(separator: ", "))"
        + (Self.takesStar(path) ? "; \"*\" means all" : ""))
  }

  /// Keeps where a part that came from this file stands.
  private func note(_ node: Node, at path: String, _ places: inout [String: Place]) {
    if let mark = node.mark {
      places[path] = Place(file: file, line: mark.line, column: mark.column)
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping { note(value, at: "\(path).\(key.string ?? "")", &places) }
    case .sequence(let sequence):
      for (index, value) in sequence.enumerated() { note(value, at: "\(path)[\(index)]", &places) }
    case .scalar, .alias: break
    }
  }
}
