import ContagionModel
import OrderedCollections
import Yams

/// One walk through a YAML file: what it says, and what is wrong with it.
///
/// Every method reads one kind of value and returns `nil` if there is none or
/// if it is wrong; what is wrong is in ``findings`` by then, so that a walk
/// never stops at the first mistake.
struct NetworkReading {
  /// Which end of a range a walk takes.
  enum End { case low, high }

  let end: End
  private(set) var findings: [Finding] = []
  private(set) var ranges: [String] = []
  var places: NetworkPlaces
  /// The issuers and pools that the file lists, for names that could be either.
  var issuerNames: Set<String> = []
  var poolNames: Set<String> = []

  /// Where parts stand that came from another file.
  private let changed: [String: Place]

  init(file: String, end: End, changed: [String: Place] = [:]) {
    self.end = end
    self.changed = changed
    places = NetworkPlaces(file: file)
  }

  mutating func fault(_ item: Item, _ message: String) {
    findings.append(Finding(at: item.path, message))
  }

  mutating func add(_ finding: Finding) { findings.append(finding) }

  /// The values of a mapping whose keys are free names; none if it is absent.
  mutating func entries(_ item: Item?, of what: String) -> Fields {
    guard let item, !item.isNull else { return [:] }
    guard case .mapping(let mapping) = item.node else {
      fault(item, "'\(item.name)' is \(item.found); accepted: a mapping of \(what)")
      return [:]
    }
    var fields: Fields = [:]
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        fault(item, "a key of '\(item.name)' is not text")
        continue
      }
      let child = item.child(scalar.string, value)
      mark(child, key: key)
      fields[scalar.string] = child
    }
    return fields
  }

  /// Keys that say where figures come from; every mapping takes them.
  static let provenance = ["source", "date", "note"]

  /// The values of a mapping with fixed keys; what says where a figure comes
  /// from goes with all, and keys that are not listed are left to a caller that
  /// takes others.
  mutating func fields(
    _ item: Item, of what: String, _ keys: [String], required: [String] = [],
    takesOthers: Bool = false
  ) -> Fields {
    if case .mapping = item.node {
    } else if !item.isNull {
      let name = item.name.isEmpty ? "the file" : "'\(item.name)'"
      fault(
        item,
        "\(name) is \(item.found); \(what) is a mapping with: \(keys.joined(separator: ", "))")
      return [:]
    }
    let fields = entries(item, of: what)
    let known = keys + Self.provenance.filter { !keys.contains($0) }
    if !takesOthers {
      for (key, child) in fields where !known.contains(key) { unknownKey(child, of: what, known) }
    }
    for key in Self.provenance { _ = text(fields[key]) }
    for key in required where fields[key] == nil {
      fault(item, "\(what) needs '\(key)'; it has: \(known.joined(separator: ", "))")
    }
    return fields
  }

  mutating func unknownKey(_ item: Item, of what: String, _ known: [String]) {
    let hint = suggestion(for: item.name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    fault(
      item, "\(what) has no key '\(item.name)'\(hint); it has: \(known.joined(separator: ", "))")
  }

  /// The elements of a list; none if it is absent.
  mutating func list(_ item: Item?, of what: String) -> [Item] {
    guard let item, !item.isNull else { return [] }
    guard case .sequence(let sequence) = item.node else {
      fault(item, "'\(item.name)' is \(item.found); accepted: a list of \(what)")
      return []
    }
    return sequence.enumerated().map { index, node in
      let element = item.element(index, node)
      mark(element, key: node)
      return element
    }
  }

  /// Any scalar as text.
  mutating func text(_ item: Item?) -> String? {
    guard let item else { return nil }
    guard case .scalar(let scalar) = item.node, !item.isNull else {
      fault(item, "'\(item.name)' is \(item.found); accepted: text")
      return nil
    }
    return scalar.string
  }

  /// `true` or `false`.
  mutating func flag(_ item: Item?) -> Bool? {
    guard let item, let text = text(item) else { return nil }
    guard let flag = Bool(text) else {
      fault(item, "'\(item.name)' is '\(text)'; accepted: true, false")
      return nil
    }
    return flag
  }

  /// One word of a list of words.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ item: Item?, _ type: Word.Type, except others: [Word] = []
  ) -> Word? {
    guard let item, let text = text(item) else { return nil }
    let known = Word.allCases.map(\.rawValue).filter { !others.map(\.rawValue).contains($0) }
    if let word = Word(rawValue: text), known.contains(text) { return word }
    let hint = suggestion(for: text, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    fault(
      item, "'\(item.name)' is '\(text)'\(hint); accepted: \(known.joined(separator: ", "))")
    return nil
  }

  mutating func noteRange(_ item: Item) { ranges.append(item.path) }

  /// Keeps where a value stands: at itself if it is a scalar, else at its key.
  private mutating func mark(_ item: Item, key: Node) {
    if let place = changed[item.path] {
      places.set(item.path, place)
      return
    }
    var node = key
    if case .scalar = item.node, !item.isNull { node = item.node }
    guard let mark = node.mark ?? key.mark else { return }
    places.set(item.path, line: mark.line, column: mark.column)
  }
}
