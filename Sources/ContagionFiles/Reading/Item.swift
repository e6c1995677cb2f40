import OrderedCollections
import Yams

/// A value of a YAML file and its path in the network.
struct Item {
  /// `assets.ETH.price`; empty for the whole file.
  let path: String
  /// The last part of the path: `price`.
  let name: String
  let node: Node

  /// A child under a key of this mapping.
  func child(_ key: String, _ node: Node) -> Item {
    Item(path: path.isEmpty ? key : "\(path).\(key)", name: key, node: node)
  }

  /// An element of this list.
  func element(_ index: Int, _ node: Node) -> Item {
    Item(path: "\(path)[\(index)]", name: "\(name)[\(index)]", node: node)
  }

  /// Whether nothing is written: no text, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// What is written, for messages: `a list`, `'abc'`, `nothing`.
  var found: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): isNull ? "nothing" : "'\(scalar.string)'"
    case .alias: "an alias"
    }
  }
}

/// The values of a mapping by key, in the order of the file.
typealias Fields = OrderedDictionary<String, Item>
