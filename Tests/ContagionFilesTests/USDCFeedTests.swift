import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// USDC below one dollar, March 2023: one book under a fixed and under a market feed.
struct `USDC under two feeds` {
  func cascade(_ shock: String) throws -> Cascade {
    let network = try `Shipped networks`.file("2023-03-usdc-svb").network
    let shocks = try #require(network.shocks[shock]).shocks
    return try network.compiled().cascade(after: shocks, choices: network.choices)
  }

  func badDebt(_ cascade: Cascade, _ name: String) -> (realized: Double, latent: Double) {
    let found = cascade.badDebt.filter { $0.reserve.description.hasPrefix(name + "/") }
    return (
      found.reduce(0) { $0 + $1.realizedUSD }, found.reduce(0) { $0 + $1.latentUSD }
    )
  }

  func repaid(_ cascade: Cascade, _ name: ProtocolID) -> Double {
    cascade.rounds.flatMap(\.liquidations).filter { $0.lendingProtocol == name }
      .reduce(0) { $0 + $1.repaidUSD }
  }

  /// At 0.88 `stable-stable-02` (health 0.855·0.88·21,034,135.81/17,457,843.09 = 0.9065)
  /// is sold out at a bonus of 8 %: 0.88·21,034,135.81/1.08 = 17,138,925.47 is repaid and
  /// 318,917.62 is left. `stable-stable-03` (0.9410) recovers: of DAI 32,010,440.57 half
  /// and a quarter, of USDT half, then half of the DAI that is left, are
  /// 16,005,220.285 + 8,002,610.1425 + 5,348,007.475 + 4,001,305.07125 = 33,357,142.97375
  /// (after three, health is 0.9798; after four, 1.0039).
  @Test func `sells at a market feed`() throws {
    let cascade = try cascade("svb")
    expectClose(badDebt(cascade, "market-feed").realized, 318_917.62, within: 1e-7)
    expectClose(
      repaid(cascade, "market-feed"), 17_138_925.47 + 33_357_142.97375, within: 1e-9)
  }

  /// A fixed dollar calls nobody: health stays at its opening value, 1.0302 and more.
  @Test(arguments: ["svb", "dai-too", "deeper"])
  func `sells nothing at a fixed dollar`(shock: String) throws {
    let cascade = try cascade(shock)
    #expect(repaid(cascade, "fixed-feed") == 0)
    #expect(badDebt(cascade, "fixed-feed").realized == 0)
  }

  /// At 0.88 every account still has more than it owes (18.5 m against 17.5, 47.0 against
  /// 42.7). At 0.75 two do not: 17,457,843.09 − 0.75·21,034,135.81 = 1,682,241.2325 and
  /// 42,706,455.52 − 0.75·53,412,782.51 = 2,646,868.6375.
  @Test func `hides the loss at a fixed dollar`() throws {
    #expect(badDebt(try cascade("svb"), "fixed-feed").latent == 0)
    expectClose(
      badDebt(try cascade("deeper"), "fixed-feed").latent, 1_682_241.2325 + 2_646_868.6375,
      within: 1e-9)
  }
}
