import ContagionFiles
import ContagionImport
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Subprocess
import Testing

/// What an import says of files that it does not take.
struct `A bad file` {
  static let silo = "network_id,vault,account,asset_symbol,assets,assets_normalized\n"

  @Test func `of another format is told what it looks like`() throws {
    #expect(
      try Importing.refusal("euler-v1-json", Self.silo)
        == "FILE: error: not euler-v1-json: it has no 'subaccountsTotalValue',"
        + " 'eTokenBalanceUnderlying', 'dTokenBalance'; it looks like silo-csv")
  }

  @Test func `under a format that is not known gets the nearest`() {
    #expect(throws: RuleError.self) {
      try Catalog.networkImporters.rule(RuleChoice("silo-csw"))
    }
    do {
      _ = try Catalog.networkImporters.rule(RuleChoice("silo-csw"))
    } catch {
      #expect(
        "\(error)".hasPrefix(
          "no import format is called 'silo-csw' (did you mean 'silo-csv'?); known: "))
    }
  }

  /// A gzip stream that ends in the middle.
  @Test func `that is a broken gzip stream says where it breaks off`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gz-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = folder.appending(path: "a.csv").path
    var text = Self.silo
    for row in 0..<5000 { text += "1,0xaa,0x\(row * 7919),USDC,1,\(row)\n" }
    try Data(text.utf8).write(to: URL(filePath: plain))
    _ = try await Subprocess.run(
      .name("gzip"), arguments: [plain], output: .discarded, error: .discarded)
    let packed = try Data(contentsOf: URL(filePath: plain + ".gz"))
    try packed.prefix(packed.count / 2).write(to: URL(filePath: plain + ".gz"))
    do {
      _ = try Importing.book("silo-csv", [plain + ".gz"]) { $0.prices = ["USDC": 1] }
      Issue.record("taken")
    } catch let error as ImportError {
      guard case .file(let path, .truncated(let bytes)) = error else { throw error }
      #expect(path == plain + ".gz")
      #expect(bytes > 0 && bytes < text.utf8.count)
      #expect(
        error.description
          == "\(path): error: the gzip stream breaks off after \(bytes) unpacked bytes;"
          + " the file is incomplete, fetch it again")
    }
  }

  @Test func `with a row twice names both lines`() throws {
    #expect(
      try Importing.refusal(
        "silo-csv", Self.silo + "1,0xaa,0x01,USDC,1,5\n1,0xaa,0x01,USDC,1,6\n",
        { $0.prices = ["USDC": 1] })
        == "FILE:3:1: error: a second row for deposit of share-1:0xaa of account '0x01';"
        + " the first is at FILE:2")
  }

  @Test func `with a negative balance is refused`() throws {
    #expect(
      try Importing.refusal("silo-csv", Self.silo + "1,0xaa,0x01,USDC,1,-5\n")
        == "FILE:2:20: error: deposit of share-1:0xaa is -5.0; accepted: a finite amount, 0 or more"
    )
  }

  @Test func `without a price lists its assets`() throws {
    #expect(
      try Importing.refusal(
        "silo-csv",
        Self.silo.replacing("vault", with: "market") + "1,0xaa,0x01,XUSD,1,5\n")
        == "error: no price for XUSD (1 entry); give --price ASSET=USD or --prices FILE,"
        + " or leave their entries out with --drop-unpriced")
  }

  @Test func `without decimals cannot be scaled`() throws {
    let text = """
      {"userReserves": [{"user": {"id": "0x01"}, "usageAsCollateralEnabledOnUser": true,
       "reserve": {"symbol": "WETH"}}]}
      """
    #expect(
      try Importing.refusal("aave-subgraph", text)
        == "FILE:2:13: error: 'decimals' is missing; without it amounts cannot be scaled;"
        + " accepted: 0 to 36")
  }

  @Test func `with a token that no market has is refused`() throws {
    let text = """
      {"markets": [], "inputToken": 0, "liquidationThreshold": 0,
       "positions": [{"account": "0x01", "market": "m9", "side": "LENDER", "balance": "1"}]}
      """
    #expect(
      try Importing.refusal("messari", text)
        == "FILE:2:16: error: the position's market 'm9' is not in the file;"
        + " accepted: the id of one of its 0 markets")
  }

  @Test func `with two tokens of one symbol keeps them apart and says so`() throws {
    let text = "account,asset,symbol,units\n0x1,0xAA00000001,cX,1\n0x1,0xBB00000002,cX,2\n"
    let url = FileManager.default.temporaryDirectory.appending(path: "two-\(UUID()).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let book = try Importing.book("dune-csv", [url.path]) {
      $0.columns = [
        "account": "account", "asset": "asset", "symbol": "symbol", "units": "units",
        "side": "deposit",
      ]
      $0.prices = ["cX": 1, "cX@0xbb00": 1]
    }
    #expect(
      book.report.remarks == [
        "two tokens are called cX: 0xaa00000001 is 'cX', 0xbb00000002 is 'cX@0xbb00'",
        "taken where the files are silent: 'test' liquidates by fixed-spread (closeFactor"
          + " plain) and recognises losses by deficit",
      ])
    #expect(book.network.source.hasPrefix("dune-csv: two-"))
    #expect(book.network.source.hasSuffix("and recognises losses by deficit"))
    #expect(book.units(.deposit, "cX") == 1)
    #expect(book.units(.deposit, "cX@0xbb00") == 2)
  }

  @Test func `with a mapped column twice is refused`() throws {
    #expect(
      try Importing.refusal(
        "dune-csv", "user,token,amount,amount\n0x01,WETH,5,6\n",
        {
          $0.columns = ["account": "user", "asset": "token", "side": "debt", "units": "amount"]
        })
        == "FILE:1:1: error: the header has the column 'amount' twice; accepted: one column of each"
        + " name that the mapping takes")
  }

  @Test func `with rows to add up whose thresholds differ is refused`() throws {
    #expect(
      try Importing.refusal(
        "dune-csv", "user,token,amount,lt\n0x01,WETH,5,0.8\n0x01,WETH,6,0.7\n",
        {
          $0.columns = [
            "account": "user", "asset": "token", "side": "collateral", "units": "amount",
            "threshold": "lt",
          ]
          $0.sumsRows = true
        })
        == "FILE:3:11: error: the threshold of collateral of WETH is 0.7, in the first row of the"
        + " account at FILE:2 it is 0.8; accepted: one threshold where rows are added up")
  }

  @Test func `with a negative price in a row is refused`() throws {
    #expect(
      try Importing.refusal(
        "dune-csv", "user,token,amount,price\n0x01,WETH,5,-3\n",
        {
          $0.columns = [
            "account": "user", "asset": "token", "side": "deposit", "units": "amount",
            "price": "price",
          ]
        })
        == "FILE:2:13: error: the price of WETH is -3.0; accepted: 0 (none) or more")
  }

  @Test func `mapped to a column of addresses is told which columns have numbers`() throws {
    #expect(
      try Importing.refusal(
        "dune-csv", "user,token,amount\n0x01,WETH,5\n",
        {
          $0.columns = ["account": "user", "asset": "token", "side": "debt", "units": "user"]
        })
        == "FILE:2:1: error: column 'user' is mapped to amounts and is '0x01'; columns with numbers"
        + " in this row: amount")
  }

  @Test func `mapped to a column that is not there is told the nearest`() throws {
    #expect(
      try Importing.refusal(
        "dune-csv", "user,token,amount\n0x01,WETH,5\n",
        {
          $0.columns = ["account": "user", "asset": "token", "side": "debt", "units": "amout"]
        })
        == "FILE:1:1: error: the mapping names the column 'amout' (did you mean 'amount'?), which"
        + " the header does not have; it has: user, token, amount")
  }

  @Test func `whose dates can be read two ways is refused`() throws {
    #expect(
      try Importing.refusal(
        "dune-csv", "user,token,amount,time\n0x01,WETH,5,2/3/2025 9:00\n",
        {
          $0.columns = [
            "account": "user", "asset": "token", "side": "deposit", "units": "amount",
            "time": "time",
          ]
        })
        == "FILE:2:13: error: '2/3/2025 9:00' and all others can be day/month or month/day; leave"
        + " the time column out; accepted: 2025-12-23")
  }

  @Test(arguments: [
    ("[1, }", "5: error: not JSON: a value is expected"),
    ("", "1: error: not JSON: the text ends here, incomplete"),
    ("1}\n x", "2: error: not JSON: text after the end of the value"),
    (#""\ud83d"}"#, "8: error: not JSON: half a surrogate pair"),
  ])
  func `that is not JSON says where`(value: String, message: String) throws {
    let head = #"{"project": 1, "symbol": 1, "tvlUsd": 1, "pool": 1, "next":"# + "\n"
    let refusal = try Importing.refusal("defillama-yields", head + value)
    #expect(refusal == "FILE:\(value.contains("\n") ? 3 : 2):\(message)")
  }

  static let position = "account,asset,side,units\n0x1,ETH,collateral,1\n0x1,USDC,debt,1\n"
  static let roles = ["account": "account", "asset": "asset", "side": "side", "units": "units"]

  /// What a liquidator gets is in no flat file: it is asked for, not filled in.
  @Test func `without a bonus is told what would be taken`() throws {
    #expect(
      try Importing.refusal("dune-csv", Self.position) {
        $0.columns = Self.roles
        $0.prices = ["ETH": 2000, "USDC": 1]
        $0.defaultThreshold = 0.8
      }
        == "error: the files do not say what liquidators get: no bonus for test/ETH; give --bonus"
        + " RATIO for all, --bonus ASSET=RATIO, or --parameters FILE, such as 0.05")
  }

  @Test func `without a threshold is told what would be taken`() throws {
    #expect(
      try Importing.refusal("dune-csv", Self.position) {
        $0.columns = Self.roles
        $0.prices = ["ETH": 2000, "USDC": 1]
      }
        == "error: collateral without a liquidation threshold: ETH; give --threshold ASSET=RATIO,"
        + " one --threshold RATIO for all, or --parameters FILE")
  }

  /// The network has ETH and usdc; nothing is renamed, and `WETH,WETH` keeps it.
  @Test func `that names an asset otherwise than the network gets a proposal`() throws {
    let text = Self.position.replacing("ETH", with: "WETH")
    func change(_ options: inout ImportOptions) {
      options.columns = Self.roles
      options.prices = ["ETH": 2000, "WETH": 2000, "USDC": 1, "usdc": 1]
      options.defaultThreshold = 0.8
      options.defaultBonus = 0.05
      options.knownAssets = ["ETH", "usdc", "stETH"]
    }
    #expect(
      try Importing.refusal("dune-csv", text, change)
        == "error: 'WETH' may be what the network calls 'ETH', 'USDC' may be what the network calls"
        + " 'usdc'; a mapping is proposed. Save it, edit it (a name for itself keeps two assets"
        + " apart), and give it with --assets FILE")
    let url = FileManager.default.temporaryDirectory.appending(path: "names-\(UUID()).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    do {
      _ = try Importing.book("dune-csv", [url.path], change)
      Issue.record("taken")
    } catch ImportError.names(_, let proposal) {
      #expect(proposal == "source,name\nWETH,ETH\nUSDC,usdc\n")
    }
    let book = try Importing.book("dune-csv", [url.path]) {
      change(&$0)
      $0.assetNames = ["WETH": "ETH", "USDC": "USDC"]
    }
    #expect(Set(book.network.assets.keys) == ["ETH", "USDC"])
  }

  /// A gzip stream with a wrong check sum at its end.
  @Test func `that is a damaged gzip stream says so`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "bad-\(UUID()).csv").path
    try Data((Self.silo + "1,0xaa,0x01,USDC,1,5\n").utf8).write(to: URL(filePath: path))
    _ = try await Subprocess.run(
      .name("gzip"), arguments: [path], output: .discarded, error: .discarded)
    defer { try? FileManager.default.removeItem(atPath: path + ".gz") }
    var packed = try Data(contentsOf: URL(filePath: path + ".gz"))
    packed[packed.count - 8] ^= 0xFF
    try packed.write(to: URL(filePath: path + ".gz"))
    do {
      _ = try Importing.book("silo-csv", [path + ".gz"]) { $0.prices = ["USDC": 1] }
      Issue.record("taken")
    } catch {
      #expect(
        "\(error)" == "\(path).gz: error: the gzip stream is damaged after 0 unpacked bytes:"
          + " incorrect data check")
    }
  }

  @Test func `that is a folder is not read`() {
    #expect(throws: ImportError.file(Importing.samples, .unreadable)) {
      try Importing.book("silo-csv", [Importing.samples])
    }
    #expect(
      "\(ImportError.file("a", .unreadable))" == "a: error: not a file that can be read")
  }

  @Test func `with a token that no list names says its address`() throws {
    let text =
      "src,dst,in_amount,out_amount,timestamp\n0xC0,0xA0,1e18,2000e6,1\n0xC0,0xA0,2e18,3900e6,1\n"
    #expect(
      try Importing.refusal("oneinch-quotes", text) { $0.decimals = ["0xc0": 18] }
        == "FILE:2:6: error: no token of --assets has the address '0xa0'; its name and decimals are"
        + " needed")
  }

  @Test func `that gives values in an asset without a price asks for it`() throws {
    let path = "\(Importing.samples)/euler.json"
    #expect(throws: ImportError.noNumeraire("WETH")) {
      try Importing.book("euler-v1-json", [path]) { $0.defaultThreshold = 0.9 }
    }
    #expect(
      "\(ImportError.noNumeraire("WETH"))"
        == "error: the source gives values in WETH; give its price with --price WETH=USD")
  }

  /// 20, 30, 60 and 60 USD against a minimum of 50: the first two accounts go, the
  /// last owes with nothing behind it. Rows of those that go may repeat.
  @Test func `with small accounts counts them and keeps their rows in no memory`() throws {
    let text = """
      account,asset,side,units
      big,ETH,collateral,1
      a,ETH,collateral,0.005
      b,USDC,debt,30
      c,ETH,collateral,0.02
      a,ETH,collateral,0.005
      big,USDC,debt,1000
      c,ETH,deposit,0.01
      e,USDC,debt,60
      """
    let url = FileManager.default.temporaryDirectory.appending(path: "small-\(UUID()).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let book = try Importing.book("dune-csv", [url.path]) {
      $0.columns = Self.roles
      $0.prices = ["ETH": 2000, "USDC": 1]
      $0.defaultThreshold = 0.8
      $0.defaultBonus = 0.05
      $0.minimumUSD = 50
    }
    #expect(book.report.rowsRead == 8)
    #expect(book.report.rowsKept == 4)
    let small = try #require(book.report.drops.first { $0.reason == "account below 50 USD" })
    #expect(small.rows == 3)
    expectClose(small.valueUSD ?? 0, 50)
    #expect(book.dropped("account with debt and no collateral") == 1)
    let collateral = try #require(
      book.report.totals.first { $0.measure == "collateral of ETH" })
    expectClose(collateral.read, 1.03)
    expectClose(collateral.kept ?? 0, 1.02)
    #expect(book.units(.debt, "USDC") == 1000)
    #expect(book.units(.deposit, "ETH") == 0.01)
  }
}
