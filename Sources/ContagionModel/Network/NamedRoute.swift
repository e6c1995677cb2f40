/// The pools through which seized collateral is sold for a debt asset, where
/// the file names them.
public struct NamedRoute: Hashable, Sendable {
  public var from: AssetID
  public var to: AssetID
  public var pools: [PoolID]

  public init(from: AssetID, to: AssetID, pools: [PoolID]) {
    self.from = from
    self.to = to
    self.pools = pools
  }
}
