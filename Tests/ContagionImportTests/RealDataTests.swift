import ContagionEngine
import ContagionFiles
import ContagionImport
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

/// Published books, with counts and sums that were found in them by other
/// programs. Without the folder of real data each test says that it is skipped.
struct `A published book` {
  static let euler = "positions/euler_v1_20230313"

  /// ETH was 1,595.70 USDC at the pause.
  @Test func `of Euler has the counts and creditors that were published`() throws {
    guard let files = Importing.real("\(Self.euler)/balancesUsers.json.gz") else { return }
    let book = try Importing.book("euler-v1-json", files) {
      $0.prices = ["WETH": 1595.7]
      $0.nets = true
    }
    #expect(book.report.rowsRead == 4616)
    let accounts = book.network.accounts
    let owners = Set(
      (0..<accounts.count).map { accounts.name(of: $0).split(separator: "/")[0] })
    #expect(owners.count == 2759)
    expectClose(book.read("net value") ?? 0, 129_389.073, within: 1e-8)
    let contracts = try #require(
      book.report.totals.first { $0.measure == "net value of 141 contracts" })
    expectClose(contracts.read * 1595.7, 62.1e6, within: 1e-3)

    let study = try book.network.compiled().study(
      of: try #require(book.network.shocks["total-loss"]).shocks)
    var losses: [String: Double] = [:]
    for loss in study.joint.losses where study.joint.parties[loss.party].isFinalBearer {
      losses[study.joint.parties[loss.party].name, default: 0] += loss.finalUSD
    }
    expectClose(
      losses["0xba12222222228d8ba445958a75a0704d566bf2c8"] ?? 0, 12.23e6, within: 1e-3)
    expectClose(
      losses["0xf5ad02f3dbbf4b42dee1f1255607f929ca2a7c5a"] ?? 0, 17_615_272, within: 1e-5)
    expectClose(losses.values.reduce(0, +), 129_389.073 * 1595.7, within: 1e-6)
  }

  @Test func `of Euler with the attackers is flagged`() throws {
    guard let files = Importing.real("\(Self.euler)/balancesAllETokenUpgrade.json.gz") else {
      return
    }
    let book = try Importing.book("euler-v1-json", files) {
      $0.prices = ["WETH": 1595.7]
      $0.defaultThreshold = 0.9
      $0.defaultBonus = 0.2
    }
    #expect(
      book.report.remarks.contains {
        $0.hasPrefix(
          "collateral without backing: debts of 6092444 ETH exceed all deposits of 4480055 ETH")
      })
    #expect(book.report.rowsRead == 4705)
  }

  /// 3,021 rows, 17 vaults, 12 markets, 44,338,710 units of which 272.7 are BTC.
  @Test func `of Silo has three layers that reconcile`() throws {
    let folder = "positions/silo_stream_xusd_202511"
    guard
      let files = Importing.real(
        "\(folder)/stream_vaults_positions.csv.gz", "\(folder)/stream_markets_positions.csv.gz")
    else { return }
    let book = try Importing.book("silo-csv", files) {
      $0.prices = [
        "USDC": 1, "USDC.e": 1, "dUSD": 1, "AUSD": 1, "scUSD": 1, "USDt": 1, "BTC": 100_000,
      ]
    }
    #expect(book.report.rowsRead == 3021 + 712)
    #expect(book.network.issuers.count == 17)
    #expect(book.network.protocols.count == 12)
    let claims = book.report.totals.filter { $0.measure == "claims on markets" }
    expectClose(claims.reduce(0) { $0 + $1.read }, 44_338_710.19277217, within: 1e-9)
    expectClose(claims.first { $0.unit == "BTC" }?.read ?? 0, 272.69829356, within: 1e-9)
    let layers = try #require(
      book.report.totals.first { $0.measure.hasPrefix("vault-42161:0x2ba39e") })
    expectClose(layers.read, 14_232_831, within: 1e-6)
    expectClose(layers.stated ?? 0, 14_233_939, within: 1e-6)
  }

  /// 5 of the 188 owe with no collateral at all and are left out by name; 7 ETH
  /// of collateral lie in tokens without a price.
  @Test func `of Compound v2 has its debts and unhealthy accounts`() throws {
    let folder = "positions/compound_v2_borrowers_2023"
    guard
      let files = Importing.real("\(folder)/positions.csv.gz", "\(folder)/accounts.csv.gz")
    else { return }
    let mapping = """
      protocol: compound-v2
      closeFactor: plain
      recognition: none
      bonus: 0.08
      numeraire: ETH
      tables:
        - account: account
          entries:
            - {side: collateral, assetColumn: ctoken, symbolColumn: ctoken_symbol, units: ctoken_balance}
            - {side: debt, assetColumn: ctoken, symbolColumn: ctoken_symbol, units: stored_borrow_balance}
        - account: account
          totals: {weightedCollateral: total_collateral_value_eth, debt: total_borrow_value_eth}
      """
    let book = try Importing.book("csv", files) {
      $0.mapping = try? MappingText.mapping(mapping, in: "compound.yaml")
      $0.prices = ["ETH": 1845, "YFI": 6600]
      $0.defaultThreshold = 0.7
      $0.thresholds = ["ETH": 0.825]
      $0.dropsUnpriced = true
    }
    #expect(book.report.rowsRead == 26_352)
    #expect(book.read("accounts with totals") == 29_369)
    for (measure, stated) in [("debt", 300_001.0), ("weighted collateral", 579_333)] {
      let total = try #require(book.report.totals.first { $0.measure == measure })
      expectClose(total.stated ?? 0, stated, within: 3e-6)
      expectClose(total.read, stated, within: 2e-5)
    }
    let accounts = book.network.accounts
    var debt = Array(repeating: 0.0, count: accounts.count)
    for entry in 0..<accounts.entryCount
    where accounts.entrySide[entry] == AccountBook.Side.debt.rawValue {
      let price = book.network.assets[accounts.assets[Int(accounts.entryAsset[entry])]]?.price ?? 0
      debt[Int(accounts.entryAccount[entry])] += accounts.entryUnits[entry] * price / 1845
    }
    let compiled = try book.network.compiled()
    let large = debt.indices.filter { debt[$0] > 0.1 }
    #expect(large.count == 1986 - 5)
    let names = Set(large.map { accounts.name(of: $0) })
    let unhealthy = (0..<compiled.accountCount).filter { compiled.openingHealth(of: $0) < 1 }
    #expect(unhealthy.count { names.contains(compiled.identity(of: $0).name) } == 188 - 5)
  }

  @Test func `of crvUSD has loans beside its total debt`() throws {
    let folder = "positions/crvusd_20240130/pool_metadata_0x"
    guard
      let files = Importing.real(
        "\(folder)1681195c176239ac5e72d9aebacf5b2492e0c4ee.json.gz",
        "\(folder)37417b2238aa52d0dd2d6252d989e728e8f706e4.json.gz",
        "\(folder)e0438eb3703bf871e31ce639bd351109c88666ea.json.gz",
        "\(folder)f9bd9da2427a50908c4c6d1599d8e62837c2bcb0.json.gz",
        "\(folder)fa96ad0a9e64261db86950e2da362f5572c5c6fd.json.gz")
    else { return }
    let book = try Importing.book("crvusd-subgraph", files) { $0.prices = ["crvUSD": 1] }
    #expect(book.network.protocols.count == 5)
    #expect(book.report.rowsRead == 773)
    // Summed in Python over the file's 1,080 bands, 30 January 2024.
    #expect(
      book.report.remarks.contains {
        $0.hasPrefix("crvusd-WBTC: 209 bands hold 1632.27855290564")
          && $0.contains(" WBTC and 650353.2361889")
          && $0.contains(" between oracle prices of 1.2311799410748")
          && $0.contains(" and 48094.65508949")
      })
    let debts = book.report.totals.filter { $0.measure.hasSuffix("debt of loans") }
    #expect(debts.count == 5)
    for total in debts {
      let limit = total.measure.contains("WETH") ? 0.007 : 0.002
      #expect(abs(total.read / (total.stated ?? 0) - 1) < limit, "\(total.measure)")
    }
  }

  /// `REALBOOK-AAVE3`: a fall of 30 % calls 182 accounts.
  @Test func `of Aave gives the published curve through a mapping`() throws {
    guard let files = Importing.real("positions/aave_v3_wsteth_202306/steth_aave_v3.csv.gz")
    else { return }
    let mapping = """
      protocol: aave
      kind: isolated
      closeFactor: full
      bonus: 0.01
      prices: {basket: 1, USD: 1}
      tables:
        - account: user
          entries:
            - {side: collateral, asset: basket, units: collateral, threshold: threshold, thresholdScale: 0.0001}
            - {side: debt, asset: USD, units: debt}
      """
    let book = try Importing.book("csv", files) {
      $0.mapping = try? MappingText.mapping(mapping, in: "aave.yaml")
    }
    #expect(book.report.rowsRead == 502)
    #expect(book.network.accounts.count == 502)
    expectClose(book.units(.collateral, "basket"), 652.1e6, within: 1e-3)
    expectClose(book.units(.debt, "USD"), 403.9e6, within: 1e-3)
    let points = try book.network.compiled().liquidationCurve(
      of: "basket", falls: [0.3], choices: Choices())
    #expect(points[0].accounts == 182)
    expectClose(points[0].liquidatableDebtUSD, 317_228_806.73642987, within: 1e-9)
    expectClose(points[0].gapBadDebtUSD, 36_284_758.78373882, within: 1e-9)
  }

  @Test(arguments: [
    (
      "aave_config_2023/AaveV3Ethereum_UpgradeAaveV3ETHPooolWETHParameters_20231031_before.json",
      "WETH", 0.83, 0.05
    ),
    ("aave_v3_daily/aave_v3_20251010T0015Z.json.gz", "WETH", 0.83, 0.05),
    ("morpho_markets/eth_markets.csv.gz", "morpho-wstETH-USDT/wstETH", 0.86, 0.043_841_336),
    ("compound_v3/mainnet/usdc/configuration.json", "WETH", 0.895, 0.052_631_579),
    ("venus/venus_isolated_pools_initial_config.csv", "venus-Stablecoins/USDT", 0.88, 0.1),
  ])
  func `of parameters gives thresholds and bonuses`(
    name: String, asset: String, threshold: Double, bonus: Double
  ) throws {
    guard let files = Importing.real("params/\(name)") else { return }
    var options = ImportOptions(name: "test")
    try ParameterFile.read(SourceFile(files[0]), into: &options)
    expectClose(options.thresholds[asset] ?? 0, threshold, within: 1e-9)
    expectClose(options.bonuses[asset] ?? 0, bonus, within: 1e-6)
  }

  @Test func `of quotes has 19,278 of them`() throws {
    guard let files = Importing.real("dex/oneinch_quotes_crvusdrisk_2023.csv.gz") else { return }
    let tokens: [(String, String, Int, Double)] = [
      ("0x0000000000085d4780b73119b644ae5ecd22b376", "TUSD", 18, 1),
      ("0x2260fac5e5542a773aa44fbcfedf7c193bc2c599", "WBTC", 8, 37_000),
      ("0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0", "wstETH", 18, 2300),
      ("0x8e870d67f660d95d5be530380d0ec0bd388289e1", "USDP", 18, 1),
      ("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "USDC", 6, 1),
      ("0xac3e018457b222d93114458476f3e3416abbe38f", "sfrxETH", 18, 2100),
      ("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "WETH", 18, 2000),
      ("0xdac17f958d2ee523a2206206994597c13d831ec7", "USDT", 6, 1),
    ]
    let book = try Importing.book("oneinch-quotes", files) {
      for (address, name, decimals, price) in tokens {
        $0.assetNames[address] = name
        $0.decimals[address] = decimals
        $0.prices[name] = price
      }
    }
    #expect(book.read("quotes") == 19_278)
    #expect(book.network.pools.count == 28)
    let pool = try #require(
      book.network.pools["weth-usdc"] ?? book.network.pools["usdc-weth"])
    expectClose(pool.price ?? 0, pool.base == "WETH" ? 2000 : 0.0005, within: 1e-12)
    _ = try book.network.compiled()
  }
}
