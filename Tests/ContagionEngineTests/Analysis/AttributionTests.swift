import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `Shapley's shares` {
  /// The glove game: players 0 and 1 have left gloves, player 2 a right one.
  @Test func `are those of the glove game`() {
    let values = (0..<8).map { set in set & 4 != 0 && set & 3 != 0 ? 1.0 : 0 }
    for (share, expected) in zip(ShapleyValue.shares(of: values), [1.0 / 6, 1.0 / 6, 4.0 / 6]) {
      expectClose(share, expected)
    }
  }

  @Test func `of nobody are none`() {
    #expect(ShapleyValue.shares(of: [3]) == [])
  }

  /// `MP-CASCADE`: without sales that move the pool nothing is lost.
  @Test func `give all of a cascade through one pool to the price`() throws {
    let network = try Network.threeProtocols.compiled()
    let found = try network.attribution(of: [.priceChange("ETH", -0.19)])
    for share in found.shares {
      expectClose(share.usd, share.channel == .price ? 57_972.214087922672854 : 0, within: 1e-10)
    }
    expectClose(found.jointUSD, 57_972.214087922672854, within: 1e-10)
    #expect(found.noneUSD == 0)
    #expect(found.isolatedUSD == 0)
    #expect(found.runs == 35)
  }

  /// `RECEIPT-CHAIN`: a loss that only receipts carry.
  @Test func `give a chain of receipts to claims and sum to the total`() throws {
    let network = try Network.receiptChain.compiled()
    let shocks = try #require(Network.receiptChain.shocks.values.first).shocks
    let found = try network.attribution(of: shocks, measure: LossMeasure(.cascadeLoss))
    let sum = found.shares.reduce(0) { $0 + $1.usd }
    expectClose(sum, found.jointUSD - found.noneUSD, within: 1e-9)
  }

  /// A channel that is off by choice takes no part.
  @Test func `leave out what is off already`() throws {
    let network = try Network.threeProtocols.compiled()
    let found = try network.attribution(
      of: [.priceChange("ETH", -0.19)], choices: Choices(without: [.price, .claim]))
    #expect(found.shares.map(\.channel) == [.depth, .funding, .oracle])
    #expect(found.runs == 11)
  }
}

struct `A liquidation curve by protocol` {
  /// At −51 % everybody is called: 4.0 m, 2.96 m and 1.59 m of debt.
  @Test func `splits the whole network`() throws {
    let network = try Network.threeProtocols.compiled()
    let curves = try network.liquidationCurves(of: ["ETH"], falls: [0, 0.51], choices: Choices())
    #expect(curves.map(\.name) == ["all protocols", "Alpha", "Beta", "Gamma"])
    let last = curves.compactMap(\.points.last)
    #expect(last.map(\.liquidatableDebtUSD) == [8_550_000, 4_000_000, 2_960_000, 1_590_000])
    #expect(last.map(\.accounts) == [7, 3, 2, 2])
    expectClose(last[0].badDebtUSD, 1_783_395.2727272727273, within: 1e-10)
    // Alpha: 4.0 m − 3,600·980/1.05.
    expectClose(last[1].badDebtUSD, 640_000, within: 1e-10)
    expectClose(last[1].gapBadDebtUSD, 640_000, within: 1e-10)
    #expect(last[1].depthUSD.isNaN)
    #expect(last[0].depthUSD > 0)
  }

  @Test func `lets several assets fall together`() throws {
    let network = try Network.twoAssets.compiled()
    let curve = try network.liquidationCurves(
      of: ["ETH", "BTC"], falls: [0.4], choices: Choices())[0]
    expectClose(curve.points[0].badDebtUSD, 400, within: 1e-9)
  }
}
