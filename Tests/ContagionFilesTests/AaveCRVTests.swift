import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// The short of CRV on Aave v2, 22 November 2022.
struct `The squeeze of CRV` {
  func cascade(_ shock: String, depth: Double? = nil) throws -> Cascade {
    var network = try `Shipped networks`.file("2022-11-aave-crv").network
    if let depth { network.pools["crv-usdc"]?.formula.values["depth"] = .number(depth) }
    let shocks = try #require(network.shocks[shock]).shocks
    return try network.compiled().cascade(after: shocks)
  }

  func residual(_ cascade: Cascade) throws -> Double {
    try #require(cascade.badDebt.first { $0.reserve.description == "aave-v2/CRV" }).realizedUnits
  }

  /// Published: 2.64 m CRV (Blockworks, November 2022). The depth is written to 1,000
  /// CRV, which is 10 CRV of the residual.
  @Test func `leaves the published residual`() throws {
    let cascade = try cascade("squeeze")
    #expect(abs(try residual(cascade) - 2_640_000) < 10)
    #expect(cascade.rounds.count == 6)
  }

  /// By hand: halves of the debt at 0.6137·(1 + bought/depth), seized with 4.5 % more,
  /// until 63.6 m USDC are gone. At a depth of 400 m CRV:
  ///
  /// | debt | bought | price | repaid | seized |
  /// |---|---|---|---|---|
  /// | 92 | 0 | 0.6137 | 46 | 29.5005590 |
  /// | 46 | 46 | 0.68427550 | 23 | 16.4465616 |
  /// | 23 | 69 | 0.71956325 | 11.5 | 8.6473514 |
  /// | 11.5 | 80.5 | 0.73720713 | 5.75 | 4.4296933 |
  /// | 5.75 | 86.25 | 0.74602906 | 2.875 | 2.2413511 |
  /// | 2.875 | 89.125 | 0.75044003 | 1.4375 | 1.1273016 |
  ///
  /// and the rest, 1.2071815, is more than what half of 1.4375 needs (0.5653073).
  @Test func `takes half of the debt at a time at the price of the round`() throws {
    let cascade = try cascade("squeeze", depth: 400e6)
    let seized = [29.5005590, 16.4465616, 8.6473514, 4.4296933, 2.2413511, 1.1273016]
    for (round, million) in zip(cascade.rounds, seized) {
      let found = round.liquidations.reduce(0) { $0 + $1.seizedUSD }
      #expect(abs(found - million * 1e6) < 1, "round \(round.number): \(found)")
    }
    #expect(cascade.rounds.count > 6)
  }

  /// What the short owes more, the lenders are owed more: nothing to divide by.
  @Test func `has no direct loss and no amplification`() throws {
    let cascade = try cascade("squeeze")
    #expect(abs(cascade.directLossUSD) < 1e-6)
    #expect(cascade.amplification.isNaN)
  }

  @Test func `needs the rise`() throws {
    let cascade = try cascade("day-low")
    #expect(cascade.rounds.isEmpty)
    #expect(cascade.badDebt.allSatisfy { $0.totalUSD == 0 })
  }

  /// 63.6 m USDC bought 92 − 2.64 m CRV: 0.7117 each, between the lowest and the highest
  /// hourly price of the day.
  @Test func `implies an average price within the day`() throws {
    let average = 63.6e6 / (92e6 - (try residual(try cascade("squeeze"))))
    #expect(abs(average - 0.7117) < 5e-5)
    #expect(average > 0.41321 && average < 0.72056)
    guard let file = SharedData.file("prices/hourly_coingecko_2021_2023/CRV_usd.csv.gz") else {
      return
    }
    let prices = try PriceFile.read(file, of: "CRV", time: "timestamp", price: "USD_price")
    let start = try #require(timeSeconds("2022-11-22 00:00"))
    let day = zip(prices.times, prices.prices).filter { (start..<start + 86_400) ~= $0.0 }
      .map(\.1)
    #expect(day.count == 24)
    #expect(abs((day.min() ?? 0) - 0.41321) < 5e-6)
    #expect(abs((day.max() ?? 0) - 0.72056) < 5e-6)
  }
}
