import ContagionEngine
import ContagionModel
import ContagionReports
import ContagionTestSupport
import Testing

struct `The table of flows` {
  /// All seized ETH of `MP-CASCADE` goes into the one pool, so what is sold is what the
  /// pool gains: it opens with 20,000 ETH, is moved along k = 8·10¹¹ to a price of
  /// 1,620, and ends at 974.195… USD, √(k/p) being its ETH.
  @Test func `adds up to what the pool took in`() throws {
    let study = try Network.threeProtocols.compiled().study(of: [.priceChange("ETH", -0.19)])
    let rows = try ReportTables.table(named: "flows").table(of: study).rows
    let sold = rows.filter { $0[1] == .text("sale") }.reduce(0) { sum, row in
      guard case .number(let units, .units) = row[7] else { return sum }
      return sum + units
    }
    let end = study.joint.assets[0].marketEnd
    expectClose(end, 974.195, within: 1e-6)
    let k = 8e11
    expectClose(sold, (k / end).squareRoot() - (k / 1620).squareRoot(), within: 1e-9)
    #expect(rows.contains { $0[0] == .integer(0) && $0[1] == .text("shock trade") })
  }
}
