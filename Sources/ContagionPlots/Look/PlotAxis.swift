import Foundation

/// What stands along an axis.
public struct PlotAxis: Hashable, Sendable {
  public enum Unit: Hashable, Sendable {
    case usd
    /// A ratio that is shown as a percentage.
    case share
    /// A number without a unit, or one that the label states.
    case plain
  }

  public var label: String
  public var unit: Unit

  public init(_ label: String, _ unit: Unit) {
    self.label = label
    self.unit = unit
  }

  /// The factor that brings values to what is shown, and the label with it.
  ///
  /// Dollars are shown in thousands, millions or billions, by the largest.
  func scaled(for values: some Sequence<Double>) -> (factor: Double, label: String) {
    switch unit {
    case .share: return (100, "\(label) (%)")
    case .plain: return (1, label)
    case .usd:
      let largest = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
      let (factor, name) =
        switch largest {
        case ..<10_000: (1.0, "USD")
        case ..<1e6: (1e-3, "thousand USD")
        case ..<1e9: (1e-6, "million USD")
        default: (1e-9, "billion USD")
        }
      return (factor, "\(label) (\(name))")
    }
  }
}
