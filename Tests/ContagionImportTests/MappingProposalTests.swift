import ContagionFiles
import ContagionImport
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

/// Mappings are proposed from names of columns and from what they hold.
struct `A proposed mapping` {
  /// What `csv` proposes for a text.
  private static func proposal(_ text: String) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID())")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try proposal(of: url.path)
  }

  private static func proposal(of path: String) throws -> String {
    do {
      _ = try Importing.book("csv", [path])
    } catch ImportError.needsMapping(_, let text) {
      return text
    }
    return ""
  }

  private static func table(_ text: String) throws -> FlatMapping.Columns {
    try MappingText.mapping(text, in: "mapping.yaml").tables[0]
  }

  /// The columns are those that a reader of the header would take.
  @Test func `tells amounts from symbols and gives each side its own asset`() throws {
    let path = "\(Importing.samples)/positions.csv"
    let mapping = try MappingText.mapping(Self.proposal(of: path), in: "mapping.yaml")
    var collateral = FlatMapping.Entry(
      side: .fixed("collateral"), asset: .column("collateral_symbol"), units: "collateral_amount")
    collateral.usd = "collateral_usd"
    var debt = FlatMapping.Entry(
      side: .fixed("debt"), asset: .column("debt_symbol"), units: "debt_amount")
    debt.usd = "debt_usd"
    #expect(mapping.tables.map(\.account) == ["borrower"])
    #expect(mapping.tables[0].entries == [collateral, debt])
    let book = try Importing.book("csv", [path]) {
      $0.mapping = mapping
      $0.defaultThreshold = 0.8
      $0.defaultBonus = 0.05
    }
    #expect(book.units(.collateral, "WETH") == 419)
    #expect(book.units(.collateral, "WBTC") == 1.5)
    #expect(book.units(.debt, "USDC") == 32_000)
    #expect(book.units(.debt, "DAI") == 500_000)
    // 750,720 / 408 = 1840, of the row that is worth most; 18,000 / 10 = 1800.
    #expect(book.network.assets["WETH"]?.price == 1840)
    expectClose(book.network.assets["WBTC"]?.price ?? 0, 27_000.5, within: 1e-15)
    #expect(
      book.report.remarks.contains(
        "prices of WETH in the rows run from 1800 to 1840 USD; 1840, of the row that is worth"
          + " most, is taken"))
  }

  /// Dune's decoded events hold raw amounts and addresses, and no side.
  @Test func `leaves open what no column says`() throws {
    let text = try Self.proposal(
      """
      evt_tx_hash,evt_block_time,amount,borrowRate,onBehalfOf,reserve,user
      0x1,23/12/2025 9:16,30000000,4.08E+25,0xa,0xda,0xb
      0x2,2/12/2025 9:16,5000000,4.08E+25,0xc,0xda,0xd

      """)
    do {
      _ = try Self.table(text)
      Issue.record("an open side is taken")
    } catch {
      #expect(
        "\(error)"
          == "mapping.yaml:15:15: error: 'side' is empty; accepted: collateral, debt or deposit, or"
          + " a column at 'sideColumn'")
    }
    let table = try Self.table(text.replacing("side: \"\"", with: "side: debt"))
    #expect(table.account == "onBehalfOf")
    #expect(table.time == "evt_block_time")
    var entry = FlatMapping.Entry(
      side: .fixed("debt"), asset: .column("reserve"), units: "amount", isRaw: true)
    #expect(table.entries == [entry])
    #expect(text.contains("# decimals: a number or a column, or decimals in --assets"))
    let filled = text.replacing("side: \"\"", with: "side: debt")
      .replacing("# decimals: a number or a column, or decimals in --assets", with: "decimals: 6")
    entry.decimals = "6"
    #expect(try Self.table(filled).entries == [entry])
  }

  @Test(arguments: [
    ("0.86", nil), ("86", 0.01), ("8600", 0.0001), ("860000000000000000", 1e-18),
    ("1", nil), ("50000", Double.infinity),
  ])
  func `scales thresholds by their values`(text: String, scale: Double?) throws {
    let table = try Self.table(
      Self.proposal("account,asset,collateral,debt,lltv\n0x1,ETH,1,2,\(text)\n"))
    #expect(table.entries.count == 2)
    #expect(table.entries[0].thresholdScale == (scale == .infinity ? 1 : scale ?? 1))
    #expect(table.entries[0].threshold == (scale == .infinity ? nil : "lltv"))
    #expect(table.entries[1].threshold == nil)
  }

  @Test func `knows a column of sides, of symbols and of names`() throws {
    let table = try Self.table(
      Self.proposal(
        """
        protocol,wallet,tokenAddress,tokenSymbol,positionType,decimals,amount,oraclePrice,day
        aave,0x1,0xc0,WETH,supply,18,3000,2000,2025-12-23
        spark,0x1,0xa0,USDC,borrow,6,1000,1,2025-12-23
        """))
    var entry = FlatMapping.Entry(
      side: .column("positionType"), asset: .column("tokenAddress"), symbol: "tokenSymbol",
      units: "amount", isRaw: true)
    entry.decimals = "decimals"
    entry.price = "oraclePrice"
    var expected = FlatMapping.Columns(account: "wallet")
    expected.venue = "protocol"
    expected.time = "day"
    expected.entries = [entry]
    #expect(table == expected)
  }

  @Test func `of the real exports takes their own columns`() throws {
    guard
      let files = Importing.real(
        "positions/aave_v3_wsteth_202306/steth_aave_v3.csv.gz",
        "positions/compound_v2_borrowers_2023/positions.csv.gz",
        "positions/compound_v2_borrowers_2023/accounts.csv.gz")
    else { return }
    let aave = try Self.table(
      Self.proposal(of: files[0]).replacing("asset: \"\"", with: "asset: X"))
    #expect(aave.account == "user")
    #expect(aave.entries.map(\.units) == ["collateral", "debt"])
    #expect(aave.entries[0].threshold == "threshold")
    #expect(aave.entries[0].thresholdScale == 0.0001)
    let compound = try Self.table(Self.proposal(of: files[1]))
    #expect(compound.entries.map(\.units) == ["ctoken_balance", "stored_borrow_balance"])
    #expect(compound.entries.map(\.symbol) == ["ctoken_symbol", "ctoken_symbol"])
    #expect(compound.entries.allSatisfy { $0.asset == .column("ctoken") && !$0.isRaw })
    let totals = try MappingText.mapping(Self.proposal(of: files[2]), in: "mapping.yaml")
    #expect(totals.numeraire == "ETH")
    #expect(
      totals.tables[0].totals
        == .init(
          weightedCollateral: "total_collateral_value_eth", debt: "total_borrow_value_eth"))
  }
}
