/// How unevenly an amount is spread over its holders.
///
/// With shares `s_i` of `n` sizes, largest first: HHI = Σ s_i²; the effective
/// number is 1 / HHI; Gini = Σ (n + 1 − 2i)·s_i / n for i = 1…n.
///
/// Source: example `CONCENTRATION`; Hirschman, "The Paternity of an Index", AER
/// 54, 1964.
public struct Concentration: Hashable, Sendable {
  /// Shares of the total, largest first.
  public let shares: [Double]

  /// Measures sizes of 0 or more; a total of 0 has no shares.
  public init(sizes: some Sequence<Double>) {
    let sizes = sizes.filter { $0 > 0 }.sorted(by: >)
    let total = sizes.reduce(0, +)
    shares = sizes.map { $0 / total }
  }

  /// Herfindahl–Hirschman index, 1/n…1; 0 of nothing.
  public var index: Double { shares.reduce(0) { $0 + $1 * $1 } }

  /// As many equal holders as would give the same index; 0 of nothing.
  public var effectiveNumber: Double { shares.isEmpty ? 0 : 1 / index }

  /// 0 for equal shares, towards 1 for a single large one.
  public var gini: Double {
    let count = Double(shares.count)
    return shares.enumerated().reduce(0) {
      $0 + (count - 1 - 2 * Double($1.offset)) * $1.element / count
    }
  }

  /// The share of the largest so many.
  public func top(_ count: Int) -> Double { shares.prefix(count).reduce(0, +) }
}
