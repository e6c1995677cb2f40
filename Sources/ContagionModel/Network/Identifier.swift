/// A name that a network file gives to one of its objects.
///
/// Names are compared byte for byte; any text is allowed, the empty text
/// included (diagrams and tables quote it). `Object` keeps names of different
/// kinds of object apart.
public struct Identifier<Object>: Hashable, Sendable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The name as the file spells it.
  public let name: String

  public init(_ name: String) { self.name = name }

  public init(stringLiteral value: String) { name = value }

  public var description: String { name }

  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.name < rhs.name }
}

/// The name of an asset.
public typealias AssetID = Identifier<Asset>
/// The name of a liquidity pool.
public typealias PoolID = Identifier<LiquidityPool>
/// The name of a lending protocol.
public typealias ProtocolID = Identifier<LendingProtocol>
/// The name of an issuer.
public typealias IssuerID = Identifier<Issuer>
/// The name of a bridge.
public typealias BridgeID = Identifier<Bridge>
/// The name of an oracle feed.
public typealias OracleID = Identifier<OracleFeed>
