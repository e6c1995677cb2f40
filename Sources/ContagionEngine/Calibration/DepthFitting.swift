public import ContagionModel
import RealModule

/// Fits pool formulas to what sales of several sizes were quoted.
///
/// A formula takes part if it has reserves, whose ratio is its price, or a
/// parameter in base units that no default fills. Its average price is then
/// `p·f(q / s)` with price `p` and size `s`. For a size, the price of least
/// squared error is in closed form, `ln p = mean(ln average − ln f)`; the size is
/// looked for in a grid of 30 steps a decade from a tenth of the smallest
/// quote to a billion times the largest, and refined by golden section.
public struct DepthFitting: Sendable {
  /// Sizes and average prices above 0.
  public let quotes: [DepthQuote]
  public let base: AssetID
  public let quote: AssetID
  /// The share of what is paid in that the pool keeps, 0 ..< 1.
  public let fee: Double

  /// - Precondition: Quotes of two sizes at least; sizes, prices above 0.
  public init(quotes: [DepthQuote], base: AssetID, quote: AssetID, fee: Double = 0) {
    precondition(Set(quotes.map(\.size)).count > 1, "one size says nothing of depth")
    precondition(quotes.allSatisfy { $0.size > 0 && $0.price > 0 }, "a quote of nothing")
    self.quotes = quotes
    self.base = base
    self.quote = quote
    self.fee = fee
  }

  /// Every formula of the catalog that can be fitted, the best first; errors that
  /// differ by less than about 1e-9 are equal, and the catalog's order decides.
  ///
  /// - Complexity: O(formulas · quotes), with about 500 looks at each quote.
  public func fits() -> [DepthFit] {
    Catalog.priceImpacts.entries.compactMap { fit($0.listing) }.enumerated().sorted {
      (($0.element.error * 1e9).rounded(), $0.offset)
        < (($1.element.error * 1e9).rounded(), $1.offset)
    }.map(\.element)
  }

  private func fit(_ listing: RuleListing) -> DepthFit? {
    guard let family = DepthFamily(listing, self) else { return nil }
    let sizes = quotes.map(\.size)
    let low = Double.log((sizes.min() ?? 1) / 10)
    let high = Double.log((sizes.max() ?? 1) * 1e9)
    let step = Double.log(10) / 30
    let grid = Array(stride(from: low, through: high, by: step))
    let errors = grid.map { residuals(family, .exp($0)).error }
    guard let best = errors.indices.min(by: { errors[$0] < errors[$1] }), errors[best].isFinite
    else { return nil }
    let size = Double.exp(
      minimum(in: grid[best] - step...grid[best] + step) {
        residuals(family, .exp($0)).error
      })
    let (level, error, worst) = residuals(family, size)
    let price = Double.exp(level)
    return DepthFit(
      pool: family.pool(size: size, price: price), price: price, size: size,
      sizeName: family.sizeName, error: error, worst: worst)
  }

  /// The best log price for a size, and what is left of the quotes then.
  private func residuals(
    _ family: DepthFamily, _ size: Double
  ) -> (level: Double, error: Double, worst: Double) {
    let differences = zip(quotes, family.averages(quotes.map(\.size), size: size)).map {
      Double.log($0.price) - .log($1)
    }
    let count = Double(differences.count)
    let level = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - level) * ($1 - level) }
    let error = Double.sqrt(squares / count)
    return (
      level, error.isFinite ? error : .infinity, differences.map { abs($0 - level) }.max() ?? 0
    )
  }

  /// Where a function with one valley is least, by golden section.
  private func minimum(in range: ClosedRange<Double>, _ value: (Double) -> Double) -> Double {
    let golden = (Double.sqrt(5) - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (atLeft, atRight) = (value(left), value(right))
    for _ in 0..<80 {
      if atLeft <= atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - golden * (high - low)
        atLeft = value(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + golden * (high - low)
        atRight = value(right)
      }
    }
    return (low + high) / 2
  }
}
