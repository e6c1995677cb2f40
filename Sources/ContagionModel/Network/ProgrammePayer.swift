/// One payer of a protocol's own programme, in the order in which they pay.
///
/// Either an offset, which the protocol's treasury pays first out of what it has
/// set aside, or a stake of one lent asset, which covers the reserve of that asset
/// and is worth what the asset is worth when it pays.
public struct ProgrammePayer: Hashable, Sendable {
  public enum Cover: Hashable, Sendable {
    /// USD, over the reserve of the payer's asset, or over all reserves without one.
    case offset(Double)
    /// Units of the payer's asset.
    case stake(Double)
  }

  /// Who pays: `treasury`, `umbrella`.
  public var name: String
  /// The reserve that is covered; `nil` is all of the protocol's.
  public var asset: AssetID?
  public var cover: Cover

  public init(_ name: String, asset: AssetID? = nil, _ cover: Cover) {
    self.name = name
    self.asset = asset
    self.cover = cover
  }
}
