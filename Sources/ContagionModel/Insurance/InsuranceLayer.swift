/// One layer of a tower: who pays which slice of a loss.
public struct InsuranceLayer: Hashable, Sendable {
  /// What the layer looks at.
  public enum Basis: String, Hashable, Sendable, CaseIterable {
    /// The loss of all covered markets in one event.
    case event
    /// Each market's loss by itself, with the terms of each.
    case market
  }

  /// Pays by a price instead of by the loss.
  public struct Trigger: Hashable, Sendable {
    public var asset: AssetID
    /// Pays when the price factor is at or below this.
    public var atOrBelow: Double
    /// What is paid, whatever the loss, USD.
    public var payoutUSD: Double

    public init(asset: AssetID, atOrBelow: Double, payoutUSD: Double) {
      self.asset = asset
      self.atOrBelow = atOrBelow
      self.payoutUSD = payoutUSD
    }
  }

  public var name: String
  public var payer: InsurancePayer
  /// A rule of the catalog of insurance terms.
  public var terms: RuleChoice
  public var basis: Basis
  /// Layers of one priority see the same loss; the next sees what they left.
  public var priority: Int
  /// `nil` pays by the loss.
  public var trigger: Trigger?
  /// Kept by the insured each year before the layer pays, USD.
  public var annualDeductibleUSD: Double
  /// How often the limit comes back in a year; `nil` always.
  public var reinstatements: Int?
  /// What the capital behind the layer is held in; `nil` is cash.
  public var asset: AssetID?
  /// Whether the capital is locked before the event.
  public var isFunded: Bool

  public init(
    _ name: String, payer: InsurancePayer, terms: RuleChoice, basis: Basis = .event,
    priority: Int = 1, trigger: Trigger? = nil, annualDeductibleUSD: Double = 0,
    reinstatements: Int? = 0, asset: AssetID? = nil, isFunded: Bool = true
  ) {
    self.name = name
    self.payer = payer
    self.terms = terms
    self.basis = basis
    self.priority = priority
    self.trigger = trigger
    self.annualDeductibleUSD = annualDeductibleUSD
    self.reinstatements = reinstatements
    self.asset = asset
    self.isFunded = isFunded
  }
}
