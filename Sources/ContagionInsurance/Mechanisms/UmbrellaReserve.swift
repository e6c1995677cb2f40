/// One reserve of Aave's Umbrella: its deficit, offset and stake, in units.
///
/// `newDeficit = max(0, deficit − (offset + pending))`; the slash is
/// `newDeficit × (1 + fee)`, at most what the stake has above its minimum, and
/// covers in proportion if that is short.
///
/// Source: aave-umbrella 759147d, Umbrella.sol, `slash`.
public struct UmbrellaReserve: Hashable, Sendable {
  /// What one slash did.
  public struct Slash: Hashable, Sendable {
    public var newDeficit: Double
    public var wanted: Double
    public var slashed: Double
    public var covered: Double
    /// What is left above the offset.
    public var uncovered: Double
  }

  public private(set) var poolDeficit: Double
  public var offset: Double
  public private(set) var pending: Double
  public private(set) var assets: Double
  /// Shares of the stake; they do not change by a slash.
  public let shares: Double
  public var minimumAssets: Double

  public init(
    stake: Double, offset: Double = 0, pending: Double = 0, deficit: Double = 0,
    minimumAssets: Double = 1
  ) {
    assets = stake
    shares = stake
    self.offset = offset
    self.pending = pending
    poolDeficit = deficit
    self.minimumAssets = minimumAssets
  }

  /// Assets of the stake per share.
  public var exchangeRate: Double { assets / shares }

  /// Adds a deficit and slashes what is new above the offset.
  public mutating func slash(adding deficit: Double, fee: Double = 0) -> Slash {
    poolDeficit += deficit
    let new = max(0, poolDeficit - (offset + pending))
    let wanted = new * (1 + fee)
    let slashed = min(wanted, max(0, assets - minimumAssets))
    let covered = slashed == wanted ? new : new * slashed / wanted
    assets -= slashed
    pending += covered
    return Slash(
      newDeficit: new, wanted: wanted, slashed: slashed, covered: covered,
      uncovered: new - covered)
  }
}

/// What stakers of Umbrella are paid a year.
///
/// `E(x) = (2M − M x / T) x / T` up to the target `T`, then linear to `0.8 M` at
/// `1.2 T`, then flat.
///
/// Source: aave-umbrella 759147d, rewards README.
public struct EmissionCurve: Hashable, Sendable {
  public var target: Double
  public var most: Double

  public init(target: Double, most: Double) {
    self.target = target
    self.most = most
  }

  /// Paid a year for a stake.
  public func emission(for assets: Double) -> Double {
    let filled = assets / target
    if filled <= 1 { return (2 * most - most * filled) * filled }
    return most - min(filled - 1, 0.2) * most
  }
}
