/// One run: every movement, why it stopped, and who lost what.
public struct Cascade: Hashable, Sendable {
  public enum Stop: String, Hashable, Sendable {
    /// Nothing was left to liquidate.
    case quiet
    /// The round limit was reached.
    case roundLimit = "round limit"
    /// The horizon came while accounts below 1 still waited.
    case horizon
  }

  /// Name, title and date of the network.
  public var network: String
  public var networkTitle: String
  public var asOf: String
  /// The shock in words, and its parts as they are spelled.
  public var shockTitle: String
  public var shocks: [Shock]
  public var choices: Choices
  public var parties: [Party]
  public var assets: [AssetPrices]
  public var rounds: [CascadeRound]
  public var ledger: [LedgerEntry]
  public var stop: Stop
  /// Gains and losses by party and asset, less those of the zero-shock run.
  public var losses: [Loss]
  /// Bad debt by protocol and debt asset, less that of the zero-shock run.
  public var badDebt: [BadDebt]
  /// What issuers, reserves and pools lost and passed on.
  public var issuers: [IssuerLoss]
  /// The accounts that lost most, largest first.
  public var topAccounts: [AccountLoss]
  /// How each party's loss is traced to its source.
  public var infections: [Infection]
  /// Accounts below 1 before the shock, and what they owe.
  public var openingUnhealthy: Int
  public var openingUnhealthyDebtUSD: Double
  /// What was sold into each pool beside its depth.
  public var poolDepths: [PoolDepth] = []
  /// Auctions of a timed run, by protocol that held any.
  public var auctions: [AuctionCount] = []
  /// The steps of a timed run; none in an instant one.
  public var steps: [TimedStep] = []
  /// How a timed run went; `nil` for an instant one.
  public var timing: Timing?

  public init(
    network: String, networkTitle: String, asOf: String, shockTitle: String, shocks: [Shock],
    choices: Choices, parties: [Party], assets: [AssetPrices], rounds: [CascadeRound],
    ledger: [LedgerEntry], stop: Stop, losses: [Loss], badDebt: [BadDebt], issuers: [IssuerLoss],
    topAccounts: [AccountLoss], infections: [Infection], openingUnhealthy: Int,
    openingUnhealthyDebtUSD: Double
  ) {
    self.network = network
    self.networkTitle = networkTitle
    self.asOf = asOf
    self.shockTitle = shockTitle
    self.shocks = shocks
    self.choices = choices
    self.parties = parties
    self.assets = assets
    self.rounds = rounds
    self.ledger = ledger
    self.stop = stop
    self.losses = losses
    self.badDebt = badDebt
    self.issuers = issuers
    self.topAccounts = topAccounts
    self.infections = infections
    self.openingUnhealthy = openingUnhealthy
    self.openingUnhealthyDebtUSD = openingUnhealthyDebtUSD
  }
}

/// The prices of one asset along a run, USD per unit.
public struct AssetPrices: Hashable, Sendable {
  public var asset: AssetID
  public var chain: String?
  /// Economic price before the shock, right after it, and at the end.
  public var opening: Double
  public var afterShock: Double
  public var end: Double
  /// Market price (what a spot oracle reads) at the same three times.
  public var marketOpening: Double
  public var marketAfterShock: Double
  public var marketEnd: Double

  public init(
    asset: AssetID, chain: String?, opening: Double, afterShock: Double, end: Double,
    marketOpening: Double, marketAfterShock: Double, marketEnd: Double
  ) {
    self.asset = asset
    self.chain = chain
    self.opening = opening
    self.afterShock = afterShock
    self.end = end
    self.marketOpening = marketOpening
    self.marketAfterShock = marketAfterShock
    self.marketEnd = marketEnd
  }
}

/// What one party lost on one asset; negative is a gain.
public struct Loss: Hashable, Sendable {
  /// Index into ``Cascade/parties``.
  public var party: Int
  /// Index into ``Cascade/assets``.
  public var asset: Int
  /// Value at the opening.
  public var openingUSD: Double
  /// Marked at post-shock prices with nothing liquidated.
  public var directUSD: Double
  /// At the end of the run: direct plus what the cascade added.
  public var finalUSD: Double
  /// The part of ``finalUSD`` that is lost claims, not falling prices.
  public var creditUSD: Double

  public init(
    party: Int, asset: Int, openingUSD: Double, directUSD: Double, finalUSD: Double,
    creditUSD: Double
  ) {
    self.party = party
    self.asset = asset
    self.openingUSD = openingUSD
    self.directUSD = directUSD
    self.finalUSD = finalUSD
    self.creditUSD = creditUSD
  }

  /// What the cascade added to the direct loss.
  public var cascadeUSD: Double { finalUSD - directUSD }
  /// The part of ``finalUSD`` that is falling prices.
  public var marketUSD: Double { finalUSD - creditUSD }
}

/// Bad debt of one reserve.
public struct BadDebt: Hashable, Sendable {
  public var reserve: ReserveID
  public var chain: String?
  /// Units written off.
  public var realizedUnits: Double
  /// At end economic prices, except where a write-off was booked at the
  /// reserve's oracle.
  public var realizedUSD: Double
  /// Debt above the collateral of open accounts, at end economic prices.
  public var latentUSD: Double

  public init(
    reserve: ReserveID, chain: String?, realizedUnits: Double, realizedUSD: Double,
    latentUSD: Double
  ) {
    self.reserve = reserve
    self.chain = chain
    self.realizedUnits = realizedUnits
    self.realizedUSD = realizedUSD
    self.latentUSD = latentUSD
  }

  public var totalUSD: Double { realizedUSD + latentUSD }
}

/// What an issuer lost; its holders bear it.
public struct IssuerLoss: Hashable, Sendable {
  /// Index into ``Cascade/parties``.
  public var party: Int
  /// Claims on it at the opening, USD.
  public var claimsUSD: Double
  /// Loss in USD at end prices; never added to final losses.
  public var lossUSD: Double
  /// Value of a claim as a share of its opening value: as the issuer books it.
  public var accountingNAV: Double
  /// The same with hidden losses shared by all claims.
  public var economicNAV: Double

  public init(
    party: Int, claimsUSD: Double, lossUSD: Double, accountingNAV: Double, economicNAV: Double
  ) {
    self.party = party
    self.claimsUSD = claimsUSD
    self.lossUSD = lossUSD
    self.accountingNAV = accountingNAV
    self.economicNAV = economicNAV
  }
}

/// What one account went through.
public struct AccountLoss: Hashable, Sendable {
  public var account: String
  public var lendingProtocol: ProtocolID
  /// Health factor before the shock.
  public var openingHealth: Double
  public var calls: Int
  public var repaidUSD: Double
  public var badDebtUSD: Double
  /// Equity lost.
  public var lossUSD: Double

  public init(
    account: String, lendingProtocol: ProtocolID, openingHealth: Double, calls: Int,
    repaidUSD: Double, badDebtUSD: Double, lossUSD: Double
  ) {
    self.account = account
    self.lendingProtocol = lendingProtocol
    self.openingHealth = openingHealth
    self.calls = calls
    self.repaidUSD = repaidUSD
    self.badDebtUSD = badDebtUSD
    self.lossUSD = lossUSD
  }
}

/// Loss that one party passed to another.
///
/// Bad debt is traced to the sources of the price fall that caused it, in
/// proportion to their share of the fall (in logarithms): the shock, and the
/// protocols whose liquidators sold. A claim's loss is traced to its issuer.
public struct Infection: Hashable, Sendable {
  /// `shock`, a protocol, or an issuer.
  public var from: String
  /// A protocol, an issuer, or a final bearer's label.
  public var to: String
  public var channel: Channel
  public var lossUSD: Double

  public init(from: String, to: String, channel: Channel, lossUSD: Double) {
    self.from = from
    self.to = to
    self.channel = channel
    self.lossUSD = lossUSD
  }
}
