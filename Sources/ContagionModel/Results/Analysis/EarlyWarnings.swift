/// Signs of fragility before any shock.
public struct EarlyWarnings: Hashable, Sendable {
  /// What falls due between two falls of an asset's price.
  public struct Step: Hashable, Sendable {
    /// The lower end, 0 ..< 1; the upper is one resolution further.
    public var fall: Double
    public var priceUSD: Double
    /// Collateral in the asset that falls due per USD of price, in units: λ(P).
    public var unitsPerUSD: Double
    /// USD of collateral in the asset that fall due, per percentage point.
    public var dueUSD: Double
    /// R(P), the pool moved to P; NaN without a market pool.
    public var ratio: Double

    public init(
      fall: Double, priceUSD: Double, unitsPerUSD: Double, dueUSD: Double, ratio: Double
    ) {
      self.fall = fall
      self.priceUSD = priceUSD
      self.unitsPerUSD = unitsPerUSD
      self.dueUSD = dueUSD
      self.ratio = ratio
    }
  }

  /// One collateral asset.
  public struct AssetWarning: Hashable, Sendable {
    public var asset: AssetID
    public var priceUSD: Double
    public var collateralUSD: Double
    /// Over the accounts that post it.
    public var byAccount: Concentration
    /// USD whose sale lowers the market price by 10 %; NaN without a pool.
    public var depthAt10PercentUSD: Double
    /// The largest scanned fall before the first account is called; NaN if none is.
    public var firstCall: Double
    /// The smallest scanned fall from which R(P) is 1 or more; NaN if it never is.
    public var cliff: Double
    public var steps: [Step]

    public init(
      asset: AssetID, priceUSD: Double, collateralUSD: Double, byAccount: Concentration,
      depthAt10PercentUSD: Double, firstCall: Double, cliff: Double, steps: [Step]
    ) {
      self.asset = asset
      self.priceUSD = priceUSD
      self.collateralUSD = collateralUSD
      self.byAccount = byAccount
      self.depthAt10PercentUSD = depthAt10PercentUSD
      self.firstCall = firstCall
      self.cliff = cliff
      self.steps = steps
    }

    /// The step of largest R(P); `nil` if there is none.
    public var peak: Step? { steps.filter { !$0.ratio.isNaN }.max { $0.ratio < $1.ratio } }
  }

  /// The distance of the steps, 0 ..< 1.
  public var resolution: Double
  public var assets: [AssetWarning]
  /// B_kl: fall of asset k set off by a unit fall of asset l over ``window``.
  public var branching: NonnegativeMatrix
  /// Rows and columns of ``branching``.
  public var branchingAssets: [AssetID]
  /// The fall over which ``branching`` takes density.
  public var window: Double
  /// Collateral of protocols against depth.
  public var overlap: PortfolioOverlap

  public init(
    resolution: Double, assets: [AssetWarning], branching: NonnegativeMatrix,
    branchingAssets: [AssetID], window: Double, overlap: PortfolioOverlap
  ) {
    self.resolution = resolution
    self.assets = assets
    self.branching = branching
    self.branchingAssets = branchingAssets
    self.window = window
    self.overlap = overlap
  }
}
