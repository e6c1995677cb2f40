import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// The shipped episodes against what was published about them.
struct `Shipped episodes` {
  func cascade(_ name: String, _ shock: String, high: Bool = false) throws -> Cascade {
    let file = try `Shipped networks`.file(name)
    let network = try #require(high ? file.high : file.network)
    let shocks = try #require(network.shocks[shock]).shocks
    return try network.compiled().cascade(after: shocks)
  }

  func badDebt(_ cascade: Cascade, _ reserve: String) -> Double {
    cascade.badDebt.first { $0.reserve.description == reserve }?.totalUSD ?? .nan
  }

  /// `KELP-AAVE-2026`: bad debt in million USD by reserve under both rules of
  /// sharing the loss, as published by Aave and LlamaRisk on 20 April 2026. The
  /// positions are calibrated to them, so this holds the engine to the published
  /// method: debt above collateral at the haircut, nothing liquidated.
  static let kelp: [(shock: String, reserve: String, million: Double)] = [
    ("uniform", "aave-ethereum/WETH", 91.79), ("uniform", "aave-ethereum/wstETH", 3.07),
    ("uniform", "aave-mantle/WETH", 10.38), ("uniform", "aave-arbitrum/WETH", 10.30),
    ("uniform", "aave-base/WETH", 6.12), ("l2-only", "aave-mantle/WETH", 77.71),
    ("l2-only", "aave-arbitrum/WETH", 88.41), ("l2-only", "aave-base/WETH", 47.50),
    ("l2-only", "aave-ink/WETH", 13.93), ("l2-only", "aave-ethereum/WETH", 0),
  ]

  @Test(arguments: kelp)
  func `give the bad debt published for Kelp`(
    shock: String, reserve: String, million: Double
  ) throws {
    let cascade = try cascade("2026-04-kelp", shock)
    #expect(cascade.rounds.isEmpty)
    #expect(cascade.realizedBadDebtUSD == 0)
    let found = badDebt(cascade, reserve)
    #expect(abs(found - million * 1e6) <= 0.006 * million * 1e6, "\(found)")
  }

  /// `KELP-AAVE-2026`: shares of the reserve lost in the second rule, percent, and
  /// the haircut 112,204/152,577 behind it.
  @Test(arguments: [
    ("aave-mantle", 71.45), ("aave-arbitrum", 26.67), ("aave-base", 23.28), ("aave-ink", 18.0),
  ])
  func `give the share of each reserve published for Kelp`(
    lender: String, percent: Double
  ) throws {
    let cascade = try cascade("2026-04-kelp", "l2-only")
    let loss = try #require(
      cascade.issuers.first { cascade.parties[$0.party].name == "\(lender)/WETH" })
    let share = 100 * loss.lossUSD / loss.claimsUSD
    #expect(abs(share - percent) <= 0.006 * percent, "\(share)")
    let receipt = try #require(cascade.assets.first { $0.asset == "rsETH-mantle" })
    #expect(abs(1 - receipt.end / receipt.opening - 112_204.0 / 152_577) < 5e-5)
  }

  /// `STREAM-XUSD-2025`: Elixir held 68 M USD of Stream's claims, 65 % of deUSD's
  /// backing (56 % by another account), so deUSD was backed by 104.6 M USD.
  @Test func `hold the exposures published for Stream`() throws {
    let file = try `Shipped networks`.file("2025-11-stream")
    let compiled = try file.network.compiled()
    let exposures = try compiled.exposures(of: "stream")
    let elixir = try #require(exposures.first { $0.holder == "elixir" })
    expectClose(elixir.totalUSD, 68e6, within: 1e-9)
    let shares = try [file.network, #require(file.high)].map { network in
      let found = try network.compiled().exposures(of: "stream").first { $0.holder == "elixir" }
      return try #require(found.map { $0.totalUSD / $0.assetsUSD })
    }
    expectClose(shares.max() ?? .nan, 0.65, within: 1e-6)
    expectClose(shares.min() ?? .nan, 0.56, within: 1e-6)
    expectClose(68e6 / 0.65 / 1e6, 104.61538461538461)
  }

  /// Stream loses 93 of its 315.788… M USD, h = 29.45 %. Oracles are hard-coded,
  /// so nobody is called; a market that lent D at loan-to-value L hides
  /// D·(1 − (1 − h)/L). Elixir loses 68·h, and deUSD is worth 1 − 0.65·h.
  @Test func `hide the loss of Stream behind hard-coded oracles`() throws {
    let low = try cascade("2025-11-stream", "stream-loss")
    let high = try cascade("2025-11-stream", "stream-loss", high: true)
    for cascade in [low, high] {
      #expect(cascade.rounds.isEmpty)
      #expect(cascade.realizedBadDebtUSD == 0)
      expectClose(cascade.finalLossUSD, 93e6, within: 1e-9)
    }
    let stream = try #require(low.issuers.first { low.parties[$0.party].name == "stream" })
    let fall = 93e6 / stream.claimsUSD
    expectClose(stream.lossUSD, 93e6, within: 1e-9)
    expectClose(fall, 0.294501, within: 1e-6)
    let elixir = try #require(low.issuers.first { low.parties[$0.party].name == "elixir" })
    expectClose(elixir.lossUSD, 68e6 * fall, within: 1e-6)
    let worth = [low, high].map { cascade in
      cascade.assets.first { $0.asset == "deUSD" }.map { $0.end / $0.opening } ?? .nan
    }
    expectClose(worth.min() ?? .nan, 1 - 0.65 * fall, within: 1e-6)
    expectClose(worth.max() ?? .nan, 1 - 0.56 * fall, within: 1e-6)
  }

  /// The three layers of the Silo book reconcile: what depositors have in a vault
  /// (14,232,831) is what the vault has in its market (14,233,939), to 0.01 %.
  @Test func `reconcile depositors, vaults and markets`() throws {
    let network = try `Shipped networks`.file("2025-11-stream").network
    let vault = try #require(network.issuers["vault-2ba39e"])
    let lent = vault.allocations.reduce(0) { $0 + $1.units }
    #expect(abs(lent - 14_233_939) < 1)
    #expect(abs(vault.supply - 14_232_831) < 1)
    #expect(abs(lent / vault.supply - 1) < 1e-3)
  }
}
