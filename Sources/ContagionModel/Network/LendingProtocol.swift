public import OrderedCollections

/// A lending protocol: reserves under one set of rules.
public struct LendingProtocol: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Collateral is a deposit in the same reserves (Aave, Compound v2).
    case pooled
    /// Collateral is kept apart and not lent (Morpho, Silo, Euler v2).
    case isolated
    /// One asset is lent; collateral is kept apart (Compound v3).
    case singleBase = "single-base"
    /// The debt asset is issued against collateral kept apart (Maker).
    case cdp
  }

  public var kind: Kind
  public var chain: String?
  /// The liquidation mechanism, from its catalog.
  public var liquidation: RuleChoice
  public var recognition: Recognition
  /// Whether a borrower owes what the collateral does not cover.
  public var recourse: Bool
  public var reserves: OrderedDictionary<AssetID, Reserve>
  public var eModes: OrderedDictionary<String, EMode>
  /// Who pays for bad debt before its lenders do, in order.
  public var programme: [ProgrammePayer]
  /// What stops it for a while in a timed run, from the catalog of circuit breakers.
  public var breaker: RuleChoice?

  public init(
    kind: Kind, liquidation: RuleChoice, recognition: Recognition,
    reserves: OrderedDictionary<AssetID, Reserve>, chain: String? = nil, recourse: Bool = false,
    eModes: OrderedDictionary<String, EMode> = [:], programme: [ProgrammePayer] = [],
    breaker: RuleChoice? = nil
  ) {
    self.kind = kind
    self.liquidation = liquidation
    self.recognition = recognition
    self.reserves = reserves
    self.chain = chain
    self.recourse = recourse
    self.eModes = eModes
    self.programme = programme
    self.breaker = breaker
  }
}

/// How a protocol books a loan that no collateral covers any more.
public enum Recognition: String, Hashable, Sendable, CaseIterable {
  /// All claims on the reserve shrink at once (Morpho, Euler v2).
  case sharePrice = "share-price"
  /// The claims keep their value; a deficit is recorded (Aave v3.3+).
  case deficit
  /// The protocol's own reserves pay and may go negative (Compound v3).
  case reserves
  /// The loan stays on the books (Compound v2).
  case none
}

/// Assets of one risk category, which share a higher threshold.
public struct EMode: Hashable, Sendable {
  public var assets: [AssetID]
  public var liquidationThreshold: Double
  public var bonus: Double

  public init(assets: [AssetID], liquidationThreshold: Double, bonus: Double) {
    self.assets = assets
    self.liquidationThreshold = liquidationThreshold
    self.bonus = bonus
  }
}
