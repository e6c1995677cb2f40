import Foundation
import Yams

/// The text of a YAML file on its way to a tree of nodes.
enum YAMLText {
  /// The root of the only document in a file.
  ///
  /// - Throws: ``NetworkFileError`` at the place of what is not UTF-8 or YAML.
  static func root(of bytes: Data, in file: String) throws(NetworkFileError) -> Node {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(firstFault(in: bytes, file))
    }
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch let error as YamlError {
      throw networkError(error, text, file)
    } catch {
      throw .unreadable(file, reason: error.localizedDescription)
    }
    guard let root else { throw .empty(file) }
    if case .scalar(let scalar) = root, scalar.string.isEmpty { throw .empty(file) }
    return root
  }

  private static func networkError(
    _ error: YamlError, _ text: String, _ file: String
  ) -> NetworkFileError {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if mark.snippet(from: text).hasPrefix("\t") {
        return .syntax(place(mark, file), "a tab; indent with spaces")
      }
      guard let context else { return .syntax(place(mark, file), problem) }
      let around = context.text.trimmingCharacters(in: .whitespaces)
      return .syntax(
        place(mark, file), "\(around) (from \(context.mark)), \(problem)")
    case .reader(let problem, let offset, _, _):
      let before = text.utf8.prefix(offset ?? 0)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      return .syntax(Place(file: file, line: line, column: 1), problem)
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let first = place(context.mark, file)
      let second = DuplicateKey.second(key, after: first, in: text) ?? first
      return .duplicateKey(second, key: key, first: first)
    default:
      return .syntax(Place(file: file, line: 1, column: 1), "\(error)")
    }
  }

  private static func place(_ mark: Mark, _ file: String) -> Place {
    Place(file: file, line: mark.line, column: mark.column)
  }

  /// Where the first byte stands that no UTF-8 text can have.
  private static func firstFault(in bytes: Data, _ file: String) -> Place {
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil {
        var good = part
        while !good.isEmpty, String(validating: good, as: UTF8.self) == nil {
          good = good.dropLast()
        }
        let column = String(decoding: good, as: UTF8.self).unicodeScalars.count + 1
        return Place(file: file, line: line, column: column)
      }
      line += 1
    }
    return Place(file: file, line: 1, column: 1)
  }
}
