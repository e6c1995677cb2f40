/// What covers bad debt behind auctions: surplus, then newly minted tokens.
///
/// The surplus heals what it can. The rest is raised in auctions of `sump` each,
/// in which bidders ask for ever fewer tokens, from `dump` on.
///
/// Source: makerdao/dss `vow.sol`, `flop.sol` @fa4f6630 (example
/// `MAKER-BACKSTOP`).
public struct DebtBackstop: Hashable, Sendable {
  public var surplus: Double
  public var badDebt: Double
  /// USD raised by one auction.
  public var sump: Double
  /// Tokens that one auction offers at first.
  public var dump: Double

  public init(surplus: Double, badDebt: Double, sump: Double, dump: Double) {
    self.surplus = surplus
    self.badDebt = badDebt
    self.sump = sump
    self.dump = dump
  }

  public var healed: Double { min(surplus, badDebt) }
  public var unbacked: Double { badDebt - healed }

  /// Auctions of the whole `sump`; a rest below it waits.
  public var auctions: Int { Int(unbacked / sump) }

  /// Tokens minted where nobody competes.
  public var mostMinted: Double { Double(auctions) * dump }

  /// Tokens minted where bidding goes on to the token's price, in USD.
  public func minted(at price: Double) -> Double { Double(auctions) * min(dump, sump / price) }

  /// Tokens offered after auctions ended so often without a bid, each by `pad` more.
  public func offer(afterFailures count: Int, pad: Double = 1.5) -> Double {
    (0..<count).reduce(dump) { offer, _ in offer * pad }
  }
}
