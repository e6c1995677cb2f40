/// What is insured as one: a reserve, a protocol, or a column of a loss table.
public struct InsuredMarket: Hashable, Sendable {
  /// `aave-ethereum/WETH`, `aave-ethereum`, or the column's name.
  public var id: InsuredID
  public var chain: String?
  /// What its lenders have at stake; `nil` if nobody says.
  public var depositsUSD: Double?

  public init(_ id: InsuredID, chain: String? = nil, depositsUSD: Double? = nil) {
    self.id = id
    self.chain = chain
    self.depositsUSD = depositsUSD
  }

  /// Whether cover written on `cover` protects this market: it has that name,
  /// or it is a reserve of the protocol of that name.
  public func isCovered(by cover: InsuredID) -> Bool {
    id == cover || id.name.hasPrefix(cover.name + "/")
  }
}

/// The name of an insured market, or of the protocol that has it.
public typealias InsuredID = Identifier<InsuredMarket>
