import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Losses that travel through receipts: `RECEIPT-CHAIN`, `RECEIPT-MUTUAL`.
struct `Receipts that pass a loss on` {
  @Test func `give the share prices worked out by hand and lose 200 in the end`() throws {
    let cascade = try Network.receiptChain.compiled().cascade(
      after: Network.receiptChain.shocks["loss"]?.shocks ?? [])
    #expect(cascade.stop == .quiet)
    func end(_ asset: AssetID) -> Double {
      cascade.assets.first { $0.asset == asset }?.end ?? .nan
    }
    expectClose(end("rA"), 0.8)
    expectClose(end("rB"), 2879.0 / 3030)
    func loss(_ issuer: String) -> Double {
      cascade.issuers.first { cascade.parties[$0.party].name == issuer }?.lossUSD ?? .nan
    }
    expectClose(loss("A/USD"), 200)
    expectClose(loss("B/USD"), 3020.0 / 101)
    expectClose(loss("C/USD"), 9042.0 / 10201)
    expectClose(cascade.grossIssuerLossUSD, 2354262.0 / 10201)
    expectClose(cascade.finalLossUSD, 200)
  }

  /// l_A = l₀ / (1 − h_A·h_B) with h = 1/5 and 3/10, l₀ = 1/10.
  @Test func `share a loss between vaults that hold each other`() throws {
    let cascade = try Network.mutualVaults.compiled().cascade(
      after: Network.mutualVaults.shocks["loss"]?.shocks ?? [])
    let a = try #require(cascade.assets.first { $0.asset == "shareA" })
    let b = try #require(cascade.assets.first { $0.asset == "shareB" })
    expectClose(1 - a.end / a.opening, 5.0 / 47)
    expectClose(1 - b.end / b.opening, 3.0 / 94)
    expectClose(cascade.finalLossUSD, 10)
  }
}
