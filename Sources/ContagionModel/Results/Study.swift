/// A run beside the runs that explain it.
public struct Study: Hashable, Sendable {
  public var joint: Cascade
  /// Prices and NAVs frozen after the shock.
  public var noFeedback: RunSummary
  /// One run per protocol with the other protocols' accounts frozen.
  public var isolated: [RunSummary]
  /// One run per channel with the channel switched off.
  public var withoutChannel: [RunSummary]
  /// The bad debt shared out over channels, if that was asked for.
  public var attribution: ChannelAttribution?
  /// The joint run with the protocols' own programmes settled, if they have any.
  public var insured: InsuredCascade?

  public init(
    joint: Cascade, noFeedback: RunSummary, isolated: [RunSummary], withoutChannel: [RunSummary]
  ) {
    self.joint = joint
    self.noFeedback = noFeedback
    self.isolated = isolated
    self.withoutChannel = withoutChannel
  }
}

/// The figures of a run that is compared with another.
public struct RunSummary: Hashable, Sendable {
  /// What is special about it: `joint`, a protocol, a channel.
  public var name: String
  public var rounds: Int
  public var stop: Cascade.Stop
  public var realizedBadDebtUSD: Double
  public var latentBadDebtUSD: Double
  public var liquidatedUSD: Double
  /// Σ over final bearers.
  public var finalLossUSD: Double
  /// Bad debt (realised and latent) by protocol, in the order of the network.
  public var badDebtByProtocol: [ProtocolAmount]

  public init(
    name: String, rounds: Int, stop: Cascade.Stop, realizedBadDebtUSD: Double,
    latentBadDebtUSD: Double, liquidatedUSD: Double, finalLossUSD: Double,
    badDebtByProtocol: [ProtocolAmount]
  ) {
    self.name = name
    self.rounds = rounds
    self.stop = stop
    self.realizedBadDebtUSD = realizedBadDebtUSD
    self.latentBadDebtUSD = latentBadDebtUSD
    self.liquidatedUSD = liquidatedUSD
    self.finalLossUSD = finalLossUSD
    self.badDebtByProtocol = badDebtByProtocol
  }

  public var badDebtUSD: Double { realizedBadDebtUSD + latentBadDebtUSD }
}

/// USD of one protocol.
public struct ProtocolAmount: Hashable, Sendable {
  public var lendingProtocol: ProtocolID
  public var usd: Double

  public init(_ lendingProtocol: ProtocolID, _ usd: Double) {
    self.lendingProtocol = lendingProtocol
    self.usd = usd
  }
}

extension Cascade {
  /// Σ over final bearers of the loss marked right after the shock.
  public var directLossUSD: Double { finalBearers.reduce(0) { $0 + $1.directUSD } }
  /// Σ over final bearers.
  public var finalLossUSD: Double { finalBearers.reduce(0) { $0 + $1.finalUSD } }
  /// Final over direct loss; NaN without a direct loss, which is also one below 1e-9 of the
  /// gains and losses it is the sum of.
  public var amplification: Double {
    let marked = finalBearers.reduce(0) { $0 + abs($1.directUSD) }
    return abs(directLossUSD) > 1e-9 * marked ? finalLossUSD / directLossUSD : .nan
  }
  /// Σ over issuers; never added to the final loss.
  public var grossIssuerLossUSD: Double { issuers.reduce(0) { $0 + $1.lossUSD } }
  public var realizedBadDebtUSD: Double { badDebt.reduce(0) { $0 + $1.realizedUSD } }
  public var latentBadDebtUSD: Double { badDebt.reduce(0) { $0 + $1.latentUSD } }
  public var badDebtUSD: Double { realizedBadDebtUSD + latentBadDebtUSD }
  /// Debt repaid by liquidators.
  public var liquidatedUSD: Double {
    rounds.reduce(0) { $0 + $1.liquidations.reduce(0) { $0 + $1.repaidUSD } }
  }

  private var finalBearers: some Sequence<Loss> {
    losses.lazy.filter { parties[$0.party].isFinalBearer }
  }
}
