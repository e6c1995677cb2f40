import ContagionModel

/// One number of a network or of its shocks, by the path that a file has for it.
public struct NetworkField: Sendable {
  /// What a field counts in.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case ratio, usd
    case usdPerUnit = "USD per unit"
    case units
    /// As a rule says.
    case rule = "as the rule says"
    /// 1 is what the file has.
    case multiple = "× the file"
  }

  /// `protocols.aave-v3.reserves.ETH.liquidationThreshold`.
  public let path: String
  public let unit: Unit
  public let range: ClosedRange<Double>
  /// Whether it stands in lists; quotes of depth tables do not.
  let isListed: Bool
  let read: @Sendable (StressCase) -> Double?
  let write: @Sendable (inout StressCase, Double) -> Void
}

extension StressCase {
  /// Every listed field that has a value.
  public var fields: [(field: NetworkField, value: Double)] {
    FieldList(self).fields.compactMap { field in
      guard field.isListed, let value = field.read(self) else { return nil }
      return (field, value)
    }
  }

  /// The field of a path, and its value: the file's, or what holds if it is silent.
  ///
  /// - Throws: ``AnalysisError/unknownField(_:known:)``.
  public func field(_ path: String) throws(AnalysisError) -> (field: NetworkField, value: Double) {
    let all = FieldList(self).fields
    guard let field = all.first(where: { $0.path == path }), let value = field.read(self) else {
      throw .unknownField(path, known: all.filter { $0.read(self) != nil }.map(\.path))
    }
    return (field, value)
  }

  /// The case with another value of a field.
  ///
  /// - Throws: ``AnalysisError/outOfRange(_:value:allowed:)``.
  public func with(_ field: NetworkField, at value: Double) throws(AnalysisError) -> StressCase {
    guard field.range.contains(value) else {
      throw .outOfRange(field.path, value: value, allowed: field.range)
    }
    var changed = self
    field.write(&changed, value)
    return changed
  }
}
