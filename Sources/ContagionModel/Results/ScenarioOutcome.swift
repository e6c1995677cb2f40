/// What one scenario comes to, in columns that an ensemble keeps.
///
/// Places are those of ``ScenarioAxes``. All amounts are USD, less those of the
/// run without shock.
public struct ScenarioOutcome: Hashable, Sendable {
  /// Bad debt booked and hidden, by reserve.
  public var realizedBadDebtUSD: [Double]
  public var latentBadDebtUSD: [Double]
  /// Losses by party: marked right after the shock, and at the end.
  public var directLossUSD: [Double]
  public var finalLossUSD: [Double]
  /// What liquidators repaid and seized, and how often they called, by protocol.
  public var repaidUSD: [Double]
  public var seizedUSD: [Double]
  public var calls: [Int]
  /// Economic price at the end as a share of the opening's, by asset; 1 where the
  /// opening has none.
  public var priceFactors: [Double]
  /// What all borrowers have left above their debt, 0 or more.
  public var borrowerEquityUSD: Double
  public var rounds: Int
  public var stop: Cascade.Stop
  /// Bad debt booked and hidden by account, in their order, for those that left any;
  /// sums to that of all reserves. Empty unless asked for.
  public var accountBadDebtUSD: [AccountAmount]

  /// An amount at one account, as the compiled network counts them.
  public struct AccountAmount: Hashable, Sendable {
    public var account: Int
    public var usd: Double

    public init(account: Int, usd: Double) {
      self.account = account
      self.usd = usd
    }
  }

  public init(
    realizedBadDebtUSD: [Double], latentBadDebtUSD: [Double], directLossUSD: [Double],
    finalLossUSD: [Double], repaidUSD: [Double], seizedUSD: [Double], calls: [Int],
    priceFactors: [Double], borrowerEquityUSD: Double, rounds: Int, stop: Cascade.Stop,
    accountBadDebtUSD: [AccountAmount] = []
  ) {
    self.realizedBadDebtUSD = realizedBadDebtUSD
    self.latentBadDebtUSD = latentBadDebtUSD
    self.directLossUSD = directLossUSD
    self.finalLossUSD = finalLossUSD
    self.repaidUSD = repaidUSD
    self.seizedUSD = seizedUSD
    self.calls = calls
    self.priceFactors = priceFactors
    self.borrowerEquityUSD = borrowerEquityUSD
    self.rounds = rounds
    self.stop = stop
    self.accountBadDebtUSD = accountBadDebtUSD
  }

  /// Realised and latent bad debt of all reserves.
  public var badDebtUSD: Double {
    realizedBadDebtUSD.reduce(0, +) + latentBadDebtUSD.reduce(0, +)
  }
}

/// What the places of a ``ScenarioOutcome`` stand for.
public struct ScenarioAxes: Hashable, Sendable {
  public var reserves: [ReserveID]
  public var protocols: [ProtocolID]
  public var parties: [Party]
  public var assets: [AssetID]

  public init(
    reserves: [ReserveID], protocols: [ProtocolID], parties: [Party], assets: [AssetID]
  ) {
    self.reserves = reserves
    self.protocols = protocols
    self.parties = parties
    self.assets = assets
  }
}
