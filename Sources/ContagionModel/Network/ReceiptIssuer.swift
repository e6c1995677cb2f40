/// Whose share a receipt is: an issuer, a liquidity pool, or one reserve of a
/// protocol, written `protocol/asset`.
public enum ReceiptIssuer: Hashable, Sendable, CustomStringConvertible {
  case issuer(IssuerID)
  case pool(PoolID)
  case reserve(ReserveID)

  public var description: String {
    switch self {
    case .issuer(let id): id.name
    case .pool(let id): id.name
    case .reserve(let id): id.description
    }
  }
}

/// One reserve of one protocol, written `protocol/asset`.
public struct ReserveID: Hashable, Sendable, CustomStringConvertible {
  public let lendingProtocol: ProtocolID
  public let asset: AssetID

  public init(_ lendingProtocol: ProtocolID, _ asset: AssetID) {
    self.lendingProtocol = lendingProtocol
    self.asset = asset
  }

  /// Reads `protocol/asset`, split at the first slash; `nil` without one.
  public init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/") else { return nil }
    lendingProtocol = ProtocolID(String(text[..<slash]))
    asset = AssetID(String(text[text.index(after: slash)...]))
  }

  public var description: String { "\(lendingProtocol)/\(asset)" }
}
