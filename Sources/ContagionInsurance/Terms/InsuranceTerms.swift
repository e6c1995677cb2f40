public import ContagionModel

/// How much of a loss one contract pays.
///
/// Every rule is non-decreasing in the loss, is 0 at 0 and never above it.
public protocol InsuranceTerms: Rule {
  /// What is paid for a loss of at least 0, USD.
  func recovery(for lossUSD: Double) -> Double
  /// The most it can pay, USD; infinite without a limit.
  var maximumUSD: Double { get }
  /// The slice of the loss that it pays, USD, if it pays one.
  var slice: (attachment: Double, limit: Double)? { get }
}

extension InsuranceTerms {
  public var slice: (attachment: Double, limit: Double)? { nil }

  /// The largest amount a file can give, USD.
  static var amounts: ClosedRange<Double> { 0...1e15 }
  static var ratios: ClosedRange<Double> { 0...1 }
  static var oasis: String {
    "Oasis Loss Modelling Framework, Financial Module, calculation rules (ktools a3c17d6)"
  }
}

extension Catalog where Kind == any InsuranceTerms {
  /// All insurance terms in the package. Add yours here.
  public static let insuranceTerms = Catalog(
    "insurance terms",
    [
      Entry(DeductibleAndLimit.self) { $0 },
      Entry(ExcessOfLoss.self) { $0 },
      Entry(Franchise.self) { $0 },
      Entry(QuotaShare.self) { $0 },
      Entry(OccurrenceLimit.self) { $0 },
      Entry(CatastropheExcess.self) { $0 },
      Entry(Proportional.self) { $0 },
    ])
}
