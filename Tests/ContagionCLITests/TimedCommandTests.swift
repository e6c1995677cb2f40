import Foundation
import Testing

struct `The run command over time` {
  static let network = "Networks/toy/one-of-each.yaml"

  static func path(_ text: String, in folder: String) throws -> String {
    let file = "\(folder)/prices.csv"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  /// ETH at 2,000 and then 1,500: alpha's large account is called at the second hour, and
  /// from then on providers leave the pool, which has fallen by more than a fifth.
  @Test func `plays a path and writes the steps`() async throws {
    try await Program.withFolder { folder in
      let file = try Self.path(
        "time,ETH\n2024-01-01 00:00,2000\n2024-01-01 02:00,1500\n2024-01-01 03:00,1500\n",
        in: folder)
      let run = try await Program.shell(
        "\"$0\" run \(Self.network) --path \(file) --step 30m --out \(folder)")
      #expect(run.code == 0, "\(run.remarks)")
      #expect(run.output.contains("time* 3h in steps of 30m"))
      let name = "one-of-each--path--path=prices--step=30m"
      let table = try String(
        contentsOfFile: "\(folder)/\(name)/tables/by-step.csv", encoding: .utf8)
      let rows = table.split(whereSeparator: \.isNewline)
      #expect(rows.count == 4)
      #expect(rows[1].hasPrefix("02:00,1500.0,"))
      #expect(rows[2].hasPrefix("02:30,1500.0,"))
      #expect(rows[3].hasPrefix("03:00,1500.0,"))
    }
  }

  /// Whoever leaves and whatever is held has a column of its own, in a run where it is.
  @Test func `says what left and what was held`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "\"$0\" run Networks/toy/every-rule.yaml --format csv --out \(folder)")
      #expect(run.code == 0, "\(run.remarks)")
      let table = try String(
        contentsOfFile: "\(folder)/every-rule--path/tables/by-step.csv", encoding: .utf8)
      let header = table.prefix { !$0.isNewline }
      for key in [
        "delevered", "withdrawn", "refused", "poolsLeft", "exited", "paused", "thresholds",
      ] {
        #expect(header.contains(key), "\(header)")
      }
      for engine in ["plain/A", "full/B", "target/D"] {
        #expect(table.contains("fixed-\(engine) 0."), "\(engine)")
      }
      #expect(table.contains("withdrawals of fixed-target: outflow"))
      #expect(table.contains("liquidations of fixed-plain: price"))
      #expect(table.contains("liquidations of fixed-full: oracle-deviation"))
    }
  }

  @Test(arguments: [
    ("time,ETHH\n0,1\n", "--step 1m", "prices.csv:1:6: error: no asset is called 'ETHH'"),
    ("time,ETH\n0,1\nsoon,2\n", "--step 1m", "prices.csv:3:1: error: 'soon' is no time"),
    ("time,ETH\n0,1\n60,-2\n", "--step 1m", "prices.csv:3:4: error: "),
    ("time,ETH\n0,1\n0,2\n", "--step 1m", "prices.csv:3:1: error: the time '0' is here twice"),
    ("time,ETH\n0,1\n60,1\n", "", "--path needs --step, the length of a step: 1m, 10m, 1h"),
    ("time,ETH\n0,1\n60,1\n", "--step 1x", "--step is '1x'; it is a number and s, m, h or d"),
    (
      "time,ETH\n0,1\n60,1\n", "--step 1m --from 2030-01-01",
      "--from is 2030-01-01, after the last price of the path"
    ),
    (
      "time,ETH\n0,1\n60,1\n", "--step 1m --liquidators profitable --clearing uniform",
      "choices.liquidators: error: 'profitable' needs clearing 'synchronous'"
    ),
    (
      "time,ETH\n0,1\n60,1\n", "--step 1m --arbitrage capital",
      "choices.arbitrage: error: 'capital' needs 'agents: {arbitrageurs: {capital: USD}}'"
    ),
  ])
  func `refuses what it cannot play`(text: String, options: String, message: String) async throws {
    try await Program.withFolder { folder in
      let file = try Self.path(text, in: folder)
      let run = try await Program.shell(
        "\"$0\" run \(Self.network) --path \(file) \(options) --out \(folder)")
      #expect(run.code != 0)
      #expect(run.remarks.contains(message), "\(run.remarks)")
    }
  }

  /// 100,000 USD of offset cover alpha's bad debt whole; Beta's has no cover.
  @Test func `insures a network under its own programme`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "\"$0\" insure \(Self.network) --format csv --out \(folder)")
      #expect(run.code == 0, "\(run.remarks)")
      #expect(run.output.contains("the protocols' own programme"))
      let none = try await Program.shell(
        "\"$0\" insure Networks/toy/three-protocols.yaml --out \(folder)")
      #expect(none.code == 1)
      #expect(
        none.remarks.contains(
          "no protocol has a 'programme' of its own; give designs with --designs"))
    }
  }
}
