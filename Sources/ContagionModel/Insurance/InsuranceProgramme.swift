public import OrderedCollections

/// An insurance design with its amounts, as a file gives it.
public struct InsuranceProgramme: Hashable, Sendable {
  /// Which bad debt is settled.
  public enum Basis: String, Hashable, Sendable, CaseIterable {
    /// What is booked.
    case realized = "realised"
    /// Also what hard-coded oracles and slow recognition hide.
    case realizedAndLatent = "realised+latent"
  }

  /// The cover of one market, or of all reserves of one protocol.
  public struct Silo: Hashable, Sendable {
    /// Amounts by name, USD: the design says which it takes.
    public var amounts: [String: Double]
    /// What the capital is held in; `nil` is cash.
    public var asset: AssetID?

    public init(_ amounts: [String: Double], asset: AssetID? = nil) {
      self.amounts = amounts
      self.asset = asset
    }
  }

  /// A part of a common pool of capital.
  public struct Holding: Hashable, Sendable {
    /// Value before the event, USD.
    public var usd: Double
    /// `nil` is cash.
    public var asset: AssetID?
    /// The insured market in which it is deposited, if it is in one.
    public var market: InsuredID?

    public init(usd: Double, asset: AssetID? = nil, market: InsuredID? = nil) {
      self.usd = usd
      self.asset = asset
      self.market = market
    }
  }

  /// A request to leave the cover.
  public struct Exit: Hashable, Sendable {
    public var silo: InsuredID
    /// When the cooldown starts, in days from the event's start.
    public var day: Double
    public var usd: Double

    public init(silo: InsuredID, day: Double, usd: Double) {
      self.silo = silo
      self.day = day
      self.usd = usd
    }
  }

  /// Money that somebody may give afterwards and has not promised.
  public struct Bailout: Hashable, Sendable {
    public var usd: Double
    /// Days from the settlement until it is there.
    public var delayDays: Double

    public init(usd: Double, delayDays: Double = 0) {
      self.usd = usd
      self.delayDays = delayDays
    }
  }

  /// A rule laid over the design.
  public struct Overlay: Hashable, Sendable {
    /// A rule of the catalog of overlays.
    public var rule: RuleChoice
    /// The asset whose price it looks at, where it looks at one.
    public var asset: AssetID?

    public init(_ rule: RuleChoice, asset: AssetID? = nil) {
      self.rule = rule
      self.asset = asset
    }
  }

  public var name: String
  public var title: String
  public var source: String
  /// A rule of the catalog of designs.
  public var design: RuleChoice
  /// In the order in which they act.
  public var overlays: [Overlay] = []
  public var settles: Basis
  public var silos: OrderedDictionary<InsuredID, Silo>
  public var layers: [InsuranceLayer]
  public var capital: [Holding]
  /// The token that is minted or slashed.
  public var token: AssetID?
  public var exits: [Exit]
  /// Days from the event's start to the settlement.
  public var recognitionDay: Double
  /// Paid a year for the cover, USD; `nil` if nobody says.
  public var annualCostUSD: Double?
  public var bailout: Bailout?

  public init(
    _ name: String, title: String? = nil, source: String = "", design: RuleChoice,
    settles: Basis = .realized, silos: OrderedDictionary<InsuredID, Silo> = [:],
    layers: [InsuranceLayer] = [], capital: [Holding] = [], token: AssetID? = nil,
    exits: [Exit] = [], recognitionDay: Double = 0, annualCostUSD: Double? = nil,
    bailout: Bailout? = nil
  ) {
    self.name = name
    self.title = title ?? name
    self.source = source
    self.design = design
    self.settles = settles
    self.silos = silos
    self.layers = layers
    self.capital = capital
    self.token = token
    self.exits = exits
    self.recognitionDay = recognitionDay
    self.annualCostUSD = annualCostUSD
    self.bailout = bailout
  }
}
