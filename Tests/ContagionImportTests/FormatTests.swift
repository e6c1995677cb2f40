import ContagionEngine
import ContagionFiles
import ContagionImport
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

/// Every format on a small sample of its shape, with numbers from a pencil.
struct `Every import format` {
  /// A folder of each sample passes `check` and can be compiled.
  @Test(arguments: [
    ("silo-csv", ["silo-vaults.csv", "silo-markets.csv"]), ("oneinch-quotes", ["quotes.csv"]),
    ("euler-v1-json", ["euler.json"]),
    ("crvusd-subgraph", ["crvusd.json"]), ("maker-ilks", ["maker-ilks.csv"]),
    ("compound-v2-subgraph", ["compound.json"]), ("aave-subgraph", ["aave.json"]),
    ("messari", ["messari.json"]), ("morpho-api", ["morpho.json"]),
    ("defillama-liquidations", ["llama-liquidations.json"]),
    ("defillama-yields", ["llama-yields.json"]), ("dune-csv", ["dune.csv"]), ("csv", ["flat.csv"]),
    ("uniswap-ticks", ["eth-usdc_liquidity.csv", "eth-usdc_price.csv"]),
    ("neva", ["neva-list.csv", "neva-sheets.csv"]), ("graphml", ["claims.graphml"]),
    ("networkriskmeasures", ["nrm-banks.csv", "nrm-matrix.csv"]), ("gexf", ["claims.gexf"]),
  ])
  func `gives a folder without findings`(format: String, names: [String]) throws {
    let book = try Importing.book(format, names.map { "\(Importing.samples)/\($0)" }) {
      $0.prices = ["USDC": 1, "BTC": 100_000, "WETH": 2000, "ETH": 2000, "crvUSD": 1, "DAI": 1]
      $0.prices["WBTC"] = 60_000
      $0.defaultThreshold = 0.8
      $0.defaultBonus = 0.05
      $0.fee = 0.003
      $0.decimals = ["0xc0": 18, "0xa0": 6, "eth": 18, "usdc": 6]
      $0.assetNames = ["ethereum:0xC0": "WETH"]
      if format == "oneinch-quotes" { $0.assetNames = ["0xc0": "WETH", "0xa0": "USDC"] }
      $0.columns = [
        "account": "user", "asset": "reserve", "symbol": "symbol", "side": "kind",
        "raw": "amount", "decimals": "decimals", "time": "evt_block_time",
      ]
      if format == "csv" {
        let text = try? String(contentsOfFile: "\(Importing.samples)/flat.yaml", encoding: .utf8)
        $0.mapping = try? MappingText.mapping(text ?? "", in: "flat.yaml")
      }
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try NetworkFolder.write(book.network, to: folder)
    let file = try YAMLNetwork.read(folder)
    #expect(findingText(file.findings, file.places) == "")
    _ = try file.network.compiled()
    #expect(file.network.accounts == book.network.accounts)
  }

  /// Each side's asset has a column of its own; prices are worth over units.
  @Test func `of Dune takes two columns of assets`() throws {
    let book = try Importing.sample("dune-csv", "positions.csv") {
      $0.columns = [
        "account": "borrower", "collateral": "collateral_amount", "debt": "debt_amount",
        "collateral-asset": "collateral_symbol", "debt-asset": "debt_symbol",
        "collateral-usd": "collateral_usd",
      ]
      $0.prices = ["USDC": 1, "DAI": 1]
      $0.defaultThreshold = 0.8
      $0.defaultBonus = 0.05
    }
    #expect(book.units(.collateral, "WETH") == 419)
    #expect(book.units(.debt, "DAI") == 500_000)
    #expect(book.network.assets["WETH"]?.price == 1840)
  }

  @Test func `has a sample in this suite`() {
    #expect(Catalog.networkImporters.entries.count == 18)
  }

  /// 100 USDC of depositors stand against 100.5 in the market; 2 BTC are held.
  @Test func `of Silo makes markets reserves and vaults issuers`() throws {
    let book = try Importing.sample("silo-csv", "silo-vaults.csv", "silo-markets.csv") {
      $0.prices = ["USDC": 1, "BTC": 100_000]
    }
    #expect(book.report.rowsRead == 6)
    #expect(book.report.rowsKept == 5)
    #expect(book.dropped("no assets") == 1)
    let vault = try #require(book.network.issuers["vault-146:0xaaaaaa"])
    #expect(vault.supply == 100)
    #expect(
      vault.allocations == [Allocation(ReserveID("silo-146:0xcccccc", "USDC"), 100.5)])
    #expect(book.network.issuers["vault-146:0xbbbbbb"]?.holdings == [Holding("BTC", 2)])
    #expect(book.units(.deposit, "USDC") == 25)
    #expect(book.read("claims on markets") == 125.5)
  }

  /// Staked and free deposits are one; 8 ETH with 2 ETH of debt are collateral.
  @Test func `of Euler makes deposits behind a debt collateral`() throws {
    let book = try Importing.sample("euler-v1-json", "euler.json") {
      $0.prices = ["WETH": 1600]
      $0.thresholds = ["WETH": 0.9]
      $0.defaultBonus = 0.2
    }
    #expect(book.units(.deposit, "WETH") == 30)
    #expect(book.units(.collateral, "WETH") == 8)
    #expect(book.units(.debt, "USDC") == 4000)
    #expect(book.network.assets["USDC"]?.price == 0.8)
    #expect(book.read("net value") == 36)
    #expect(book.read("net value of 1 contracts") == 30)
  }

  /// 8 ETH less a quarter for the debt of 2 ETH leave 6.
  @Test func `of Euler offsets debts where claims are asked for`() throws {
    let book = try Importing.sample("euler-v1-json", "euler.json") {
      $0.prices = ["WETH": 1600]
      $0.nets = true
    }
    #expect(book.units(.deposit, "WETH") == 36)
    #expect(book.units(.debt, "USDC") == 0)
  }

  @Test func `of crvUSD keeps what soft liquidation converted`() throws {
    let book = try Importing.sample("crvusd-subgraph", "crvusd.json") { $0.prices = ["crvUSD": 1] }
    #expect(book.units(.collateral, "WETH") == 2.5)
    #expect(book.units(.collateral, "crvUSD") == 100)
    #expect(book.units(.debt, "crvUSD") == 1500)
    #expect(book.network.protocols["crvusd-WETH"]?.reserves["WETH"]?.liquidationThreshold == 0.94)
    #expect(book.dropped("neither collateral nor debt") == 1)
    let bands = book.report.totals.first { $0.measure.hasSuffix("and in bands") }
    #expect(bands?.stated == 2.4)
    #expect(
      book.report.remarks.first
        == "crvusd-WETH: 1 band holds 2.4 WETH and 100 crvUSD between oracle prices of 1960 and"
        + " 1980; a network file has no bands, so loans are closed whole below their threshold")
  }

  /// Ratios of 145 % and 130 %: thresholds 1 / 1.45 and 1 / 1.3.
  @Test func `of Maker turns collateral ratios into thresholds`() throws {
    let book = try Importing.sample("maker-ilks", "maker-ilks.csv") {
      $0.prices = ["ETH": 1500, "WBTC": 20_000, "DAI": 1]
    }
    expectClose(
      book.network.protocols["ETH-A"]?.reserves["ETH"]?.liquidationThreshold ?? 0, 1 / 1.45,
      within: 1e-12)
    #expect(book.read("debt ceilings") == 15_000_500)
    #expect(book.dropped("no collateral ratio of 100 % or more") == 1)
  }

  /// 500 cETH weigh 8.25 ETH: at a factor of 0.825 they are 10 ETH. The cheaper
  /// of two debts, 0.0005 ETH a unit, is the price of USDC; the median, 0.00055,
  /// accrues: 2 ETH of debt are 4,000 USDC, 1.1 ETH are 2,200.
  @Test func `of Compound keeps every health factor`() throws {
    let book = try Importing.sample("compound-v2-subgraph", "compound.json") {
      $0.prices = ["ETH": 2000]
      $0.thresholds = ["ETH": 0.825]
      $0.defaultBonus = 0.08
    }
    expectClose(book.units(.collateral, "ETH"), 11, within: 1e-12)
    expectClose(book.units(.debt, "USDC"), 6200, within: 1e-12)
    expectClose(book.network.assets["USDC"]?.price ?? 0, 1, within: 1e-12)
    let compiled = try book.network.compiled()
    // Lowest health first.
    expectClose(compiled.openingHealth(of: 0), 0.825 / 1.1, within: 1e-12)
    expectClose(compiled.openingHealth(of: 1), 8.25 / 2, within: 1e-12)
  }

  /// 2 ETH; 1,000 scaled USDC at an index of 1.5 are 1,500; 0.0005 ETH is 1 USD.
  @Test func `of Aave scales wei, basis points and ray`() throws {
    let book = try Importing.sample("aave-subgraph", "aave.json") { $0.prices = ["ETH": 2000] }
    #expect(book.units(.collateral, "WETH") == 2)
    #expect(book.units(.debt, "USDC") == 1500)
    #expect(book.network.assets["USDC"]?.price == 1)
    #expect(book.network.protocols["aave"]?.reserves["WETH"]?.liquidationThreshold == 0.825)
    expectClose(
      book.network.protocols["aave"]?.reserves["WETH"]?.bonus ?? 0, 0.05, within: 1e-12)
  }

  @Test func `of Messari reads percentages and leaves closed positions out`() throws {
    let book = try Importing.sample("messari", "messari.json")
    #expect(book.units(.collateral, "WETH") == 3)
    #expect(book.units(.debt, "USDC") == 1000)
    #expect(book.network.protocols["test"]?.reserves["WETH"]?.liquidationThreshold == 0.8)
    #expect(book.dropped("closed position") == 1)
    let debt = book.report.totals.first { $0.measure == "debt of USDC" }
    #expect(debt?.stated == 1000)
  }

  /// Shares · (assets + 1) / (shares in all + 10^6), in the smallest units:
  /// 5·10^14 · (10^9 + 1) / (5·10^14 + 10^6) = 999,999,999.0000…, 1,000 USDC.
  @Test func `of Morpho turns shares into assets`() throws {
    let book = try Importing.sample("morpho-api", "morpho.json")
    #expect(book.units(.collateral, "wstETH") == 1)
    expectClose(
      book.units(.debt, "USDC"), 5e14 * 1_000.000_001 / (5e14 + 1e6), within: 1e-12)
    expectClose(
      book.units(.deposit, "USDC"), 1e15 * 2_000.000_001 / (1e15 + 1e6), within: 1e-12)
    let reserve = book.network.protocols["morpho-wstETH-USDC"]?.reserves["wstETH"]
    #expect(reserve?.liquidationThreshold == 0.86)
    expectClose(reserve?.bonus ?? 0, 1 / (0.3 * 0.86 + 0.7) - 1, within: 1e-12)
  }

  /// 2 ETH called at 1,000 USD with a threshold of 0.8 owe 1,600 USD.
  @Test func `of liquidation prices gives the debt that they imply`() throws {
    let book = try Importing.sample("defillama-liquidations", "llama-liquidations.json") {
      $0.decimals = ["0xc0": 18]
      $0.assetNames = ["0xc0": "ETH"]
      $0.prices = ["ETH": 1250]
      $0.defaultThreshold = 0.8
      $0.defaultBonus = 0.05
    }
    #expect(book.units(.debt, "USD") == 1600)
    expectClose(try book.network.compiled().openingHealth(of: 0), 1.25, within: 1e-12)
  }

  /// Two ladders, falling by 5 % and by nothing; of an even number the upper is
  /// the median. At 1,000 USD the pool opens at half the price that was quoted.
  @Test func `of quotes gives a depth table at the network's prices`() throws {
    let book = try Importing.sample("oneinch-quotes", "quotes.csv") {
      $0.decimals = ["0xc0": 18, "0xa0": 6]
      $0.assetNames = ["0xc0": "WETH", "0xa0": "USDC"]
      $0.prices = ["WETH": 1000, "USDC": 1]
    }
    #expect(Array(book.network.pools.keys) == ["weth-usdc"])
    let pool = try #require(book.network.pools["weth-usdc"])
    #expect(pool.price == 1000)
    #expect(pool.quotes.map(\.size) == [100])
    expectClose(pool.quotes[0].price, 1000, within: 1e-12)
    #expect(book.network.assets["WETH"]?.marketPool == "weth-usdc")
    #expect(book.read("quotes") == 6)
  }

  /// 10 ETH of 2,000 USD against TUSD, quoted first; 100 ETH against USDC.
  @Test func `of quotes prices a token in its deepest pool`() throws {
    let book = try Importing.sample("oneinch-quotes", "quotes-two-stables.csv") {
      $0.decimals = ["0xc0": 18, "0xa0": 6, "0xb0": 18]
      $0.assetNames = ["0xc0": "WETH", "0xa0": "USDC", "0xb0": "TUSD"]
      $0.prices = ["WETH": 2000, "USDC": 1, "TUSD": 1]
    }
    #expect(Array(book.network.pools.keys) == ["weth-tusd", "weth-usdc"])
    #expect(book.network.assets["WETH"]?.marketPool == "weth-usdc")
  }

  @Test func `of yields makes a vault of each pool`() throws {
    let book = try Importing.sample("defillama-yields", "llama-yields.json") {
      $0.minimumUSD = 1000
    }
    #expect(book.network.issuers.count == 1)
    #expect(book.dropped("no TVL") == 1)
    #expect(book.dropped("pool below 1000 USD") == 1)
  }

  /// 3E+18 with 18 decimals are 3; the 23rd shows that days come first.
  @Test func `of Dune reads what spreadsheets made of it`() throws {
    let book = try Importing.sample("dune-csv", "dune.csv") {
      $0.columns = [
        "account": "user", "asset": "reserve", "symbol": "symbol", "side": "kind",
        "raw": "amount", "decimals": "decimals", "time": "evt_block_time",
      ]
      $0.prices = ["WETH": 2000, "USDC": 1]
      $0.defaultThreshold = 0.8
      $0.defaultBonus = 0.05
    }
    #expect(book.units(.collateral, "WETH") == 3)
    #expect(book.units(.debt, "USDC") == 1000)
    #expect(book.network.asOf == "2025-12-23")
    #expect(book.dropped("nothing in any mapped column") == 1)
  }
}
