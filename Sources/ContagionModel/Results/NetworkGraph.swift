/// Who is exposed to what before any shock, for other programs.
public struct NetworkGraph: Hashable, Sendable {
  public struct Node: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case lendingProtocol = "protocol"
      case reserve, issuer, pool, asset
    }

    public var kind: Kind
    /// A reserve's is `PROTOCOL/ASSET`.
    public var name: String
    public var chain: String?
    /// Collateral and loans of a protocol or reserve, assets of an issuer,
    /// reserves of a pool; of an asset what those have of it.
    public var usd: Double

    public init(kind: Kind, name: String, chain: String?, usd: Double) {
      self.kind = kind
      self.name = name
      self.chain = chain
      self.usd = usd
    }

    /// The kind and the name, which no other node has.
    public var id: String { "\(kind.rawValue):\(name)" }
  }

  /// An arrow from the one who is exposed to what it depends on.
  public struct Edge: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// A protocol to its reserves: collateral behind loans, and loans.
      case collateral, loans
      /// A reserve to its asset: collateral and loans in it.
      case listing
      /// An issuer to an asset that it holds, and to a reserve in which it deposits.
      case holding, allocation
      /// A pool to an asset in its reserves.
      case liquidity
      /// A receipt to its issuer, reserve or pool: the supply of an issuer, else
      /// what the nodes here hold of the receipt.
      case claim
    }

    public var source: Int
    public var target: Int
    public var kind: Kind
    public var usd: Double

    public init(source: Int, target: Int, kind: Kind, usd: Double) {
      self.source = source
      self.target = target
      self.kind = kind
      self.usd = usd
    }
  }

  public var name: String
  public var title: String
  public var nodes: [Node]
  /// Ends are indices into ``nodes``.
  public var edges: [Edge]

  public init(name: String, title: String, nodes: [Node], edges: [Edge]) {
    self.name = name
    self.title = title
    self.nodes = nodes
    self.edges = edges
  }
}
