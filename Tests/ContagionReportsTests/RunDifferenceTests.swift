import ContagionModel
import Testing

@testable import ContagionReports

struct `The difference of two runs` {
  static let first = RunReport(of: .pencil, inputs: [], version: "1")

  /// Beta's lenders lose 12,000 more, and the shock is another.
  static var second: RunReport {
    var second = first
    second.shock.shocks = ["ETH=-50%"]
    second.inputs = [RunReport.Input(path: "a/network.yaml", sha256: "abc")]
    let row = second.results["by-party"]?.rows.firstIndex {
      $0["party"] == .text("lenders to beta/USDC")
    }
    if let row {
      second.results["by-party"]?.rows[row]["finalLossUSD"] = .number(32_000)
    }
    second.results["by-round"]?.rows.removeLast()
    return second
  }

  @Test func `is nothing for a run and itself`() {
    let difference = RunDifference(from: Self.first, to: Self.first)
    #expect(difference.inputs.isEmpty)
    #expect(difference.changes.isEmpty)
    #expect(difference.tables(limit: 40)[1].caption == "The two runs came out the same.")
  }

  @Test func `names what went in differently`() {
    let difference = RunDifference(from: Self.first, to: Self.second)
    #expect(difference.inputs.map(\.name) == ["shock", "file network.yaml"])
    #expect(difference.inputs[1].first == nil)
    #expect(difference.inputs[1].second == "abc")
  }

  /// The pencil's lenders to beta lose 20,000, now 32,000.
  @Test func `puts the largest amount of money first and counts after it`() throws {
    let difference = RunDifference(from: Self.first, to: Self.second)
    let lenders = try #require(
      difference.changes.first { $0.row == "lenders to beta/USDC" && $0.measure == "final loss" })
    #expect(lenders.first == 20_000)
    #expect(lenders.second == 32_000)
    #expect(lenders.change == 12_000)
    let money = difference.changes.prefix { $0.unit == .usd }
    #expect(money.map { abs($0.change) } == money.map { abs($0.change) }.sorted(by: >))
    #expect(difference.changes.dropFirst(money.count).allSatisfy { $0.unit != .usd })
  }

  @Test func `counts what a run does not have as missing`() {
    let difference = RunDifference(from: Self.first, to: Self.second)
    let gone = difference.changes.filter { $0.table == "Rounds" }
    #expect(!gone.isEmpty)
    #expect(gone.allSatisfy { $0.second == nil && $0.first != nil })
  }

  @Test func `says how many smaller changes are left out`() {
    let difference = RunDifference(from: Self.first, to: Self.second)
    let table = difference.tables(limit: 1)[1]
    #expect(table.rows.count == 1)
    #expect(table.caption.contains("\(difference.changes.count - 1) smaller changes"))
  }
}
