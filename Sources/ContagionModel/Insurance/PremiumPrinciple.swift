/// How a premium for one year is set on what a layer loses.
///
/// `EL` is the expected loss, `sd` its standard deviation, `limit` the most that is
/// paid, all USD; loads and rates are at least 0.
public enum PremiumPrinciple: Hashable, Sendable {
  /// `EL (1 + θ)`.
  case loading(Double)
  /// `EL + λ sd`.
  case standardDeviation(Double)
  /// `EL + r (limit − EL)`: the return that locked capital asks for.
  case costOfCapital(Double)
  /// `EL (1 + θ) + r limit`.
  case loadingAndCapital(Double, Double)

  /// Reads `loading=0.5`, `standard-deviation=0.3`, `cost-of-capital=0.08` or
  /// `loading-and-capital=0.5,0.04`; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false)
      .compactMap { Double($0) }
      .filter { $0 >= 0 && $0.isFinite }
    let given = parts[1].count { $0 == "," } + 1
    guard numbers.count == given else { return nil }
    switch (parts[0], numbers.count) {
    case ("loading", 1): self = .loading(numbers[0])
    case ("standard-deviation", 1): self = .standardDeviation(numbers[0])
    case ("cost-of-capital", 1): self = .costOfCapital(numbers[0])
    case ("loading-and-capital", 2): self = .loadingAndCapital(numbers[0], numbers[1])
    default: return nil
    }
  }

  /// Everything that ``init(_:)`` reads, for messages.
  public static let accepted =
    "loading=0.5, standard-deviation=0.3, cost-of-capital=0.08 or loading-and-capital=0.5,0.04,"
    + " numbers of 0 or more"

  /// In words: `1.5 × expected loss + 0.04 × line`.
  public var words: String {
    switch self {
    case .loading(let loading): "\(1 + loading) × expected loss"
    case .standardDeviation(let factor): "expected loss + \(factor) × standard deviation"
    case .costOfCapital(let rate): "expected loss + \(rate) × (line − expected loss)"
    case .loadingAndCapital(let loading, let rate):
      "\(1 + loading) × expected loss + \(rate) × line"
    }
  }

  /// The premium, USD.
  public func premium(expected: Double, deviation: Double, limit: Double) -> Double {
    switch self {
    case .loading(let loading): expected * (1 + loading)
    case .standardDeviation(let factor): expected + factor * deviation
    case .costOfCapital(let rate): expected + rate * (limit - expected)
    case .loadingAndCapital(let loading, let rate): expected * (1 + loading) + rate * limit
    }
  }

  /// The premium as `loading × EL + rate × limit`; `nil` where it is no such sum.
  public var linear: (loading: Double, rate: Double)? {
    switch self {
    case .loading(let loading): (1 + loading, 0)
    case .standardDeviation: nil
    case .costOfCapital(let rate): (1 - rate, rate)
    case .loadingAndCapital(let loading, let rate): (1 + loading, rate)
    }
  }
}
