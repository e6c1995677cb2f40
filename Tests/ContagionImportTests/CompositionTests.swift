import ContagionEngine
import ContagionImport
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

/// Compound v2 (May 2023), wstETH on Aave (June 2023), 1inch quotes (November
/// 2023) and prices in one network.
struct `Imports that are put together` {
  static let compound = """
    protocol: compound-v2
    closeFactor: plain
    recognition: none
    numeraire: ETH
    tables:
      - account: account
        entries:
          - {side: collateral, assetColumn: ctoken, symbolColumn: ctoken_symbol, units: ctoken_balance}
          - {side: debt, assetColumn: ctoken, symbolColumn: ctoken_symbol, units: stored_borrow_balance}
      - account: account
        totals: {weightedCollateral: total_collateral_value_eth, debt: total_borrow_value_eth}
    """
  static let aave = """
    protocol: aave
    kind: isolated
    closeFactor: aave-v3
    tables:
      - account: user
        entries:
          - {side: collateral, asset: wstETH, units: amount, threshold: threshold, thresholdScale: 0.0001}
          - {side: debt, asset: WETH, units: ethdebt}
    """
  static let tokens: [(String, String, Int)] = [
    ("0x2260fac5e5542a773aa44fbcfedf7c193bc2c599", "WBTC", 8),
    ("0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0", "wstETH", 18),
    ("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "USDC", 6),
    ("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "WETH", 18),
    ("0xdac17f958d2ee523a2206206994597c13d831ec7", "USDT", 6),
    ("0x0000000000085d4780b73119b644ae5ecd22b376", "TUSD", 18),
    ("0x8e870d67f660d95d5be530380d0ec0bd388289e1", "USDP", 18),
    ("0xac3e018457b222d93114458476f3e3416abbe38f", "sfrxETH", 18),
  ]

  /// Options as the command line makes them for a network that is added to.
  static func options(_ network: Network?, _ names: [String] = []) throws -> ImportOptions {
    var options = ImportOptions(name: "test")
    for (id, asset) in network?.assets ?? [:] {
      options.knownAssets.append(id)
      options.prices[id.name] = asset.price
    }
    for text in names {
      let url = FileManager.default.temporaryDirectory.appending(path: "names-\(UUID()).csv")
      try Data(text.utf8).write(to: url)
      defer { try? FileManager.default.removeItem(at: url) }
      try AssetList.read(SourceFile(url.path), into: &options)
    }
    return options
  }

  /// Imports into a network; a proposal of names that comes is taken as it is.
  static func add(
    _ format: String, _ files: [String], to network: Network, expecting proposal: String,
    _ change: (inout ImportOptions) -> Void
  ) throws -> Network {
    func book(_ names: [String]) throws -> ImportedBook {
      var options = try options(network, names)
      change(&options)
      return try ImportedBook.read(
        files.map { SourceFile($0) }, as: format,
        with: Catalog.networkImporters.rule(RuleChoice(format)), options)
    }
    var names: [String] = []
    do {
      _ = try book([])
      Issue.record("no names were proposed")
    } catch ImportError.names(_, let text) {
      #expect(text == proposal)
      names = [text]
    }
    return try network.merged(with: try book(names).network)
  }

  @Test func `sell into the same pools, and more falls than the shock`() throws {
    let folder = "positions/compound_v2_borrowers_2023"
    guard
      let files = Importing.real(
        "\(folder)/positions.csv.gz", "\(folder)/accounts.csv.gz",
        "positions/aave_v3_wsteth_202306/steth_aave_v3.csv.gz",
        "dex/oneinch_quotes_crvusdrisk_2023.csv.gz")
    else { return }
    let book = try Importing.book("csv", Array(files.prefix(2))) {
      $0.mapping = try? MappingText.mapping(Self.compound, in: "compound.yaml")
      // ETH at the book's own date; wstETH is 1.12881 ETH in the Aave file.
      $0.prices = ["ETH": 1845, "YFI": 6600]
      $0.defaultThreshold = 0.7
      $0.thresholds = ["ETH": 0.825]
      $0.defaultBonus = 0.08
      $0.dropsUnpriced = true
      $0.minimumUSD = 200
    }
    var network = book.network
    #expect(network.assets["ETH"]?.marketPool == nil)
    network = try Self.add(
      "csv", [files[2]], to: network, expecting: "source,name\nWETH,ETH\n"
    ) {
      $0.mapping = try? MappingText.mapping(Self.aave, in: "aave.yaml")
      $0.prices["wstETH"] = 1845 * 1.12881
      $0.defaultBonus = 0.05
    }
    #expect(network.assets["WETH"] == nil)
    network = try Self.add(
      "oneinch-quotes", [files[3]], to: network, expecting: "source,name\nWETH,ETH\n"
    ) {
      for (address, name, decimals) in Self.tokens {
        $0.assetNames[address] = name
        $0.decimals[address] = decimals
      }
      for stable in ["USDC", "USDT", "TUSD", "USDP"] where $0.prices[stable] == nil {
        $0.prices[stable] = 1
      }
      $0.prices["sfrxETH"] = 1900
    }
    #expect(network.protocols.keys == ["compound-v2", "aave"])
    #expect(network.pools.count == 28)
    let pool = try #require(network.assets["ETH"]?.marketPool)
    #expect(network.pools[pool]?.base == "ETH")

    // A fall by 30 % sells 11 m USD of ETH and does not get past the flat beginning
    // of its market pool's ladder; WBTC that is seized with it moves. At 50 % ETH moves.
    let compiled = try network.compiled()
    for (fall, moved) in [(-0.3, AssetID("WBTC")), (-0.5, "ETH")] {
      let study = try compiled.study(of: [.priceChange("ETH", fall)])
      let debts = study.joint.badDebt.reduce(0) { $0 + $1.realizedUSD + $1.latentUSD }
      #expect(abs(debts - study.noFeedback.badDebtUSD) > 100)
      let prices = try #require(study.joint.assets.first { $0.asset == moved })
      #expect(prices.marketEnd < prices.marketAfterShock)
      let sold = study.joint.poolDepths.filter { $0.asset == "ETH" && $0.soldUSD > 1e6 }
      #expect(sold.map(\.pool).contains(pool))
      #expect(sold.count > 1)
    }
  }

  /// ETH with one pool that quotes it against USDC.
  static func quoted(_ pool: PoolID, _ quotes: [DepthQuote]) -> Network {
    Network(
      name: "n",
      assets: [
        "ETH": Asset(kind: .base, price: 2000, marketPool: pool),
        "USDC": Asset(kind: .stable, price: 1, peg: 1),
      ],
      pools: [
        pool: LiquidityPool(
          base: "ETH", quote: "USDC", formula: RuleChoice("depth-table"), price: 2000,
          quotes: quotes)
      ])
  }

  @Test func `keep a market pool unless nothing can be sold into it`() throws {
    let other = Self.quoted("second", [DepthQuote(size: 5, price: 1990)])
    let empty = try Self.quoted("first", []).merged(with: other)
    #expect(empty.assets["ETH"]?.marketPool == "second")
    let deep = try Self.quoted("first", [DepthQuote(size: 1, price: 1990)]).merged(with: other)
    #expect(deep.assets["ETH"]?.marketPool == "first")
  }
}
