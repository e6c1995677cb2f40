extension DOT {
  /// What an attribute is set to.
  public enum Value: Hashable, Sendable, ExpressibleByStringInterpolation,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral
  {
    /// Text that appears as it is: nothing in it is an escape sequence, an
    /// entity or markup. A line feed is a line break.
    case text(String)
    /// Graphviz's HTML-like markup, which must be well formed.
    case html(String)
    /// Written with at most three decimals.
    case number(Double)

    public init(stringLiteral value: String) { self = .text(value) }

    public init(integerLiteral value: Int) { self = .number(Double(value)) }

    public init(floatLiteral value: Double) { self = .number(value) }
  }

  /// Attributes sorted by key; each key once, the last value given wins.
  public struct Attributes: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// A key and its value.
    public struct Pair: Hashable, Sendable {
      public let key: String
      public var value: Value
    }

    public private(set) var pairs: [Pair]

    public init(dictionaryLiteral elements: (String, Value)...) {
      pairs = []
      pairs.reserveCapacity(elements.count)
      for (key, value) in elements { self[key] = value }
    }

    public subscript(key: String) -> Value? {
      get {
        let place = place(of: key)
        return place < pairs.count && pairs[place].key == key ? pairs[place].value : nil
      }
      set {
        let place = place(of: key)
        let exists = place < pairs.count && pairs[place].key == key
        switch newValue {
        case .some(let value) where exists: pairs[place].value = value
        case .some(let value): pairs.insert(Pair(key: key, value: value), at: place)
        case .none where exists: pairs.remove(at: place)
        case .none: break
        }
      }
    }

    /// These attributes, with others added or in their place.
    public func merging(_ others: Attributes) -> Attributes {
      var merged = self
      for pair in others.pairs { merged[pair.key] = pair.value }
      return merged
    }

    /// Most attributes come in order or nearly so; a scan from the end is short.
    private func place(of key: String) -> Int {
      var place = pairs.count
      while place > 0, pairs[place - 1].key >= key { place -= 1 }
      return place
    }
  }
}
