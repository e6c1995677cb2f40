import ContagionEngine
import ContagionImport
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `Liquidity by tick` {
  static let pair = ["eth-usdc_liquidity.csv", "eth-usdc_price.csv"]

  static func read(
    _ names: [String] = pair, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportedBook {
    try Importing.book("uniswap-ticks", names.map { "\(Importing.samples)/\($0)" }) {
      $0.decimals = ["eth": 18, "usdc": 6]
      $0.prices = ["USDC": 1]
      $0.fee = 0.0005
      change(&$0)
    }
  }

  /// 10^18 over the root of 10^18·10^6 is 10^6; the later row is the price.
  @Test func `becomes ranges of a pool in whole tokens`() throws {
    let book = try Self.read()
    let pool = try #require(book.network.pools["eth-usdc"])
    #expect(pool.formula.name == "concentrated")
    #expect(pool.ranges.map(\.liquidity) == [1e6, 2e6])
    #expect(pool.ranges.map(\.price) == [0.99940285, 1597.2423])
    #expect(pool.price == 1600)
    #expect(pool.fee == 0.0005)
    #expect(book.network.assets["ETH"]?.price == 1600)
    #expect(book.network.assets["ETH"]?.marketPool == "eth-usdc")
    #expect(book.report.rowsKept == 2)
    #expect(book.dropped("price other than the latest") == 2)
  }

  @Test func `needs a fee, decimals and a price`() throws {
    #expect(
      throws: ImportError.noFee(["eth-usdc"])
    ) { try Self.read { $0.fee = nil } }
    #expect(
      "\(ImportError.noFee(["eth-usdc"]))"
        == "error: the files do not say what is paid: no fee for pools eth-usdc; give --fee RATIO,"
        + " such as 0.0005")
    let file = "\(Importing.samples)/eth-usdc_liquidity.csv"
    func message(_ names: [String], _ change: (inout ImportOptions) -> Void) -> String {
      do {
        _ = try Self.read(names, change)
        return "nothing"
      } catch { return "\(error)".replacing(file, with: "FILE") }
    }
    #expect(
      message(Self.pair) { $0.decimals = ["usdc": 6] }
        == "FILE:1:1: error: decimals of 'eth' are missing; without them liquidity cannot be scaled;"
        + " give --assets FILE with asset,decimals")
    #expect(
      message(Self.pair) { $0.decimals = ["eth": 8, "usdc": 6] }.hasPrefix(
        "FILE:2:21: error: price0 is 0.99940285, but tick -276330 with 8 and 6 decimals is "))
    #expect(
      message([Self.pair[0]]) { _ in }
        == "FILE:1:1: error: the pool's price is missing; give eth-usdc_price.csv too, or --price"
        + " for both tokens")
  }

  /// Ranges, and base units whose sale lowers the price by 2 %, summed with 40
  /// digits; the prices are the last rows'.
  @Test func `of five real pools has their depth`() throws {
    let names = ["eth-uni", "eth-usdc", "uni-usdc", "usdc-usdt", "wbtc-usdc"]
    let paths = names.flatMap { ["\($0)_liquidity.csv", "\($0)_price.csv"] }
    guard
      let files = SharedData.files(paths.map { "dex/univ3_liquidity_2025/\($0)" })
    else { return }
    let book = try Importing.book("uniswap-ticks", files) {
      $0.decimals = ["eth": 18, "usdc": 6, "usdt": 6, "uni": 18, "wbtc": 8]
      $0.prices = ["USDC": 1, "USDT": 1]
      $0.fee = 0
    }
    // 658 + 199 + 150 + 61 + 61.
    #expect(book.read("ticks") == 1129)
    let rule = try Catalog.priceImpacts.rule(RuleChoice("concentrated"))
    for (name, depth) in [
      ("eth-usdc", 652.3071160872303), ("wbtc-usdc", 3.228537674611399),
      ("eth-uni", 7.70594761477214), ("uni-usdc", 1032.4970388440743),
      ("usdc-usdt", 9_681_333.336326765),
    ] {
      let pool = try #require(book.network.pools[PoolID(name)])
      expectClose(rule.depth(to: 0.02, of: rule.opening(of: pool)), depth)
    }
    #expect(book.network.assets["ETH"]?.marketPool == "eth-usdc")
    #expect(book.network.assets["UNI"]?.marketPool == "uni-usdc")
    _ = try book.network.compiled()
  }
}
