import Foundation

/// What the figures of a column measure.
public enum TableUnit: String, Hashable, Sendable, CaseIterable, Codable {
  case text
  case count
  case usd
  /// A price.
  case usdPerUnit
  /// Units of an asset.
  case units
  /// A ratio that people read as a percentage; 0.05 is shown as 5.00.
  case share
  /// A ratio that people read as a factor.
  case ratio
  /// A number whose unit the row or the title names; shown with six significant
  /// digits, each figure by itself.
  case plain

  /// The unit as headers name it; empty where the figures need none.
  public var label: String {
    switch self {
    case .text, .count, .plain: ""
    case .usd: "USD"
    case .usdPerUnit: "USD/unit"
    case .units: "units"
    case .share: "%"
    case .ratio: "×"
    }
  }

  /// What a machine-readable key ends in.
  public var keySuffix: String {
    switch self {
    case .text, .count, .plain: ""
    case .usd, .usdPerUnit: "USD"
    case .units: "Units"
    case .share, .ratio: "Ratio"
    }
  }

  /// The number of decimals that people are shown.
  ///
  /// One number for all figures that stand under each other, so that they
  /// align: cents while all are below 1000 USD, else whole dollars; prices with
  /// at least four significant digits for the smallest.
  ///
  /// Zeros and figures that are not finite have no say.
  func decimals(for figures: [Double]) -> Int {
    let sizes = figures.map(abs).filter { $0 > 0 && $0.isFinite }
    let largest = sizes.max() ?? 0
    switch self {
    case .text, .count, .plain: return 0
    case .usd: return largest < 1000 ? 2 : 0
    case .units: return largest < 1000 ? 4 : 2
    case .share: return 2
    case .ratio: return 4
    case .usdPerUnit:
      let smallest = sizes.min() ?? 1
      guard smallest < 10 else { return 2 }
      return min(12, max(4, 3 - Int(smallest.exponent10)))
    }
  }
}

extension Double {
  /// The exponent of the first significant decimal digit: −2 for 0.05.
  ///
  /// - Precondition: Finite and not zero.
  fileprivate var exponent10: Double { log10(abs(self)).rounded(.down) }
}
