/// How a loss travels from one party to another; each can be switched off.
public enum Channel: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Sales move pool prices. Off: they do not.
  case price
  /// Providers take liquidity away. Off: pools keep their reserves.
  case depth
  /// Receipts lose value with their issuer. Off: they keep their NAV.
  case claim
  /// Deposits are lent out and cannot all leave. Off: everyone can withdraw.
  case funding
  /// Protocols act on reports. Off: reports equal the market.
  case oracle
  /// Bridges lose what backs their tokens. Off: the backing is honoured.
  case bridge
  /// Liquidators have so much capital and block space. Off: they are unlimited.
  case capacity

  /// What switching the channel off means, in a few words.
  public var whenOff: String {
    switch self {
    case .price: "sales do not move pools"
    case .depth: "pools keep their reserves when providers leave"
    case .claim: "receipts keep their NAV"
    case .funding: "everyone can withdraw"
    case .oracle: "reports equal the market"
    case .bridge: "the backing of bridged tokens is honoured"
    case .capacity: "liquidators are unlimited"
    }
  }

  public static func < (lhs: Channel, rhs: Channel) -> Bool {
    (allCases.firstIndex(of: lhs) ?? 0) < (allCases.firstIndex(of: rhs) ?? 0)
  }
}
