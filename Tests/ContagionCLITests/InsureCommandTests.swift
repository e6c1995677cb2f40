import Foundation
import Testing

struct `The insure command` {
  static let base = "Networks/designs/base"

  /// `D_metrics` and the settled TVaR of `D4_UMB`, from the table of the base fixture.
  @Test func `compares the eight designs on a loss table`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "\"$0\" insure --losses \(Self.base)/losses.csv --designs \(Self.base)/*.yaml"
          + " --format csv --out \(folder)")
      #expect(run.code == 0)
      #expect(run.remarks.contains("losses.csv: scenarios\nwrote \(folder)/losses--insured"))
      let lines = run.output.split(whereSeparator: \.isNewline)
      let umbrella = try #require(lines.first { $0.hasPrefix("D4 asset-matched") })
      let cells = umbrella.split(separator: ",").map(String.init)
      let figures = cells.compactMap(Double.init)
      for expected in [60, 6.05, 2.2, 0.07, 60, 150, 240] {
        #expect(figures.contains { abs($0 - expected) < 1e-9 }, "\(umbrella)")
      }
      let files = try FileManager.default.subpathsOfDirectory(
        atPath: "\(folder)/losses--insured")
      for name in [
        "waterfall.svg", "waterfall.png", "tables/who-pays.csv", "tables/layers.md",
        "tables/layer-prices.csv", "tables/best-split.csv", "tables/best-split-left.csv",
      ] {
        #expect(files.contains(name))
      }
      let layer = try String(
        contentsOfFile: "\(folder)/losses--insured/tables/best-layer.csv", encoding: .utf8)
      // `OPT1_single_layer`.
      let best = try #require(layer.split(whereSeparator: \.isNewline).last)
      let costs = best.split(separator: ",").compactMap { Double($0) }
      for expected in [45, 60, 4.85, 1.2, 4.2, 0.07, 150, 46.55] {
        #expect(costs.contains { abs($0 - expected) < 1e-9 }, "\(best)")
      }
    }
  }

  @Test(arguments: [
    (
      "--premium=twice",
      "--premium is 'twice'; accepted: loading=0.5, standard-deviation=0.3, cost-of-capital=0.08"
        + " or loading-and-capital=0.5,0.04, numbers of 0 or more."
    ),
    ("--tail-weight=-1", "--tail-weight is -1.0; it is 0 or more."),
  ])
  func `refuses prices that are none`(option: String, message: String) async throws {
    let run = try await Program.run(
      "insure", "--losses", "\(Self.base)/losses.csv", "--designs", "\(Self.base)/d7-tower.yaml",
      option)
    #expect(run.code == 64)
    #expect(run.remarks.contains(message))
  }

  /// 91.79 m of bad debt at Ethereum's WETH, less 54.06 m of stake (all but 1) and
  /// an offset of 0.114984 m.
  @Test func `shows what Kelp leaves to lenders on which chain`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "\"$0\" insure Networks/2026-04-kelp --designs Networks/designs/*.yaml"
          + " --format csv --out \(folder)")
      #expect(run.code == 0)
      let table = try String(
        contentsOfFile: "\(folder)/2026-04-kelp--uniform--insured/tables/left-to-lenders.csv",
        encoding: .utf8)
      let rows = table.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",").map(String.init)
      }
      let column = try #require(rows[0].firstIndex(of: "umbrellaUSD"))
      let weth = try #require(rows.first { $0[0] == "aave-ethereum/WETH" })
      #expect(weth[1] == "ethereum")
      #expect(abs((Double(weth[column]) ?? 0) - 37_615_017) < 1000)
      let mantle = try #require(rows.first { $0[0] == "aave-mantle/WETH" })
      #expect(abs((Double(mantle[column]) ?? 0) - 10.38e6) < 1000)
    }
  }

  /// Umbrella covers Ethereum only, and in this case Ethereum loses nothing.
  @Test func `shows that Umbrella pays nothing when only other chains lose`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run(
        "insure", "Networks/2026-04-kelp", "--shock", "l2-only", "--designs",
        "Networks/designs/4-umbrella.yaml", "--format", "csv", "--out", folder)
      #expect(run.code == 0)
      let line = try #require(
        run.output.split(whereSeparator: \.isNewline).first { $0.contains("Umbrella") })
      #expect(line.contains(",54060000.0,"))
      #expect(line.contains(",0.0,"))
    }
  }

  @Test func `settles Stream's hidden loss only when asked`() async throws {
    try await Program.withFolder { folder in
      let booked = try await Program.shell(
        "\"$0\" insure Networks/2025-11-stream --designs Networks/designs/stream/*.yaml"
          + " --format csv --out \(folder)")
      #expect(booked.code == 0)
      #expect(booked.output.contains("Tower over all markets,10000000.0,0.0,0.0,"))
      let hidden = try await Program.shell(
        "\"$0\" insure Networks/2025-11-stream --designs Networks/designs/stream/*.yaml"
          + " --settles realised+latent --format csv --replace --out \(folder)")
      #expect(hidden.code == 0)
      #expect(!hidden.output.contains("Tower over all markets,10000000.0,0.0,0.0,"))
    }
  }

  @Test func `refuses designs that lock different capital`() async throws {
    try await Program.withFolder { folder in
      let design = """
        schema: contagion.design/1
        name: larger
        design: layered-tower
        layers: [{name: pool, payer: capital providers, limit: 190}]
        """
      try design.write(toFile: "\(folder)/larger.yaml", atomically: true, encoding: .utf8)
      let arguments =
        "insure --losses \(Self.base)/losses.csv --designs \(Self.base)/d7-tower.yaml"
        + " \(folder)/larger.yaml --out \(folder)"
      let run = try await Program.shell("\"$0\" \(arguments)")
      #expect(run.code == 1)
      #expect(
        run.remarks.contains(
          "the designs lock different capital: 'd7-tower' 60.0 USD, 'larger' 190.0 USD; give them"
            + " the same, or ask for an unequal comparison with --unequal"))
      let allowed = try await Program.shell("\"$0\" \(arguments) --unequal")
      #expect(allowed.code == 0)
      #expect(allowed.output.contains("compare with care"))
    }
  }

  @Test func `places a name that the network lacks`() async throws {
    let run = try await Program.run(
      "insure", "Networks/toy/three-protocols.yaml", "--shock", "ETH=-19%", "--designs",
      "\(Self.base)/d2-buffer.yaml")
    #expect(run.code == 1)
    #expect(
      run.remarks.contains(
        "\(Self.base)/d2-buffer.yaml:8:3: error: no protocol or reserve is called 'A'"))
    #expect(
      run.remarks.contains("\(Self.base)/d2-buffer.yaml:6:8: error: no asset is called 'TOKEN'"))
  }

  @Test func `wants a network or a table, and not both`() async throws {
    let run = try await Program.run("insure", "--designs", "\(Self.base)/d7-tower.yaml")
    #expect(run.code == 64)
    #expect(run.remarks.contains("Name a network or a loss table with --losses, one of them."))
  }

  /// `C1`: raising 20 m sells 0.25 m tokens worth 25 m at 100; at the new price of 64 the
  /// cohort elsewhere is 4 m short. The stake that is burnt sells nothing.
  @Test func `shows what the insurer's own selling adds`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "\"$0\" insure Networks/toy/safety-module.yaml --designs Networks/designs/toy/*.yaml"
          + " --format csv --out \(folder)")
      #expect(run.code == 0)
      let table = try String(
        contentsOfFile: "\(folder)/safety-module--x-20--insured/tables/second-round.csv",
        encoding: .utf8)
      let rows = table.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      func figure(_ design: String, _ column: String) throws -> Double {
        let place = try #require(rows[0].firstIndex(of: column))
        let row = try #require(rows.first { $0[0] == design })
        return try #require(Double(row[place]))
      }
      for (column, sold, burnt) in [
        ("firstUSD", 20e6, 20e6), ("paidUSD", 20e6, 20e6), ("soldUSD", 25e6, 0),
        ("raisedUSD", 20e6, 0), ("addedUSD", 4e6, 0), ("leftUSD", 4e6, 0),
      ] {
        #expect(
          abs(try figure("Stake of the token slashed and sold", column) - sold) < 1,
          "\(column) of the sold stake")
        #expect(
          abs(try figure("Stake of the lent asset burnt", column) - burnt) < 1,
          "\(column) of the burnt stake")
      }
    }
  }

  /// `C1` again, the fall of X by a fifth the last of three hours of prices.
  @Test func `settles what a path did`() async throws {
    try await Program.withFolder { folder in
      try "time,X\n0,100000000\n3600,100000000\n7200,80000000\n".write(
        toFile: "\(folder)/x.csv", atomically: true, encoding: .utf8)
      let run = try await Program.shell(
        "\"$0\" insure Networks/toy/safety-module.yaml --designs Networks/designs/toy/*.yaml"
          + " --path \(folder)/x.csv --step 1h --format csv --out \(folder)")
      #expect(run.code == 0, "\(run.remarks)")
      let whole = "\(folder)/safety-module--path--path=x--step=1h--insured"
      let table = try String(contentsOfFile: "\(whole)/tables/second-round.csv", encoding: .utf8)
      let sold = try #require(
        table.split(whereSeparator: \.isNewline).first {
          $0.hasPrefix("Stake of the token slashed and sold,")
        })
      let figures = sold.split(separator: ",").dropFirst().prefix(5).map { Double($0) ?? .nan }
      for (found, expected) in zip(figures, [20e6, 20e6, 25e6, 20e6, 0]) {
        #expect(abs(found - expected) < 1)
      }
      #expect(sold.contains(",4000000.0"))
      let json = try String(contentsOfFile: "\(whole)/run.json", encoding: .utf8)
      #expect(json.contains("2h in steps of 1h"))
    }
  }

  @Test func `has no path for an ensemble or a table`() async throws {
    let run = try await Program.run(
      "insure", "--losses", "\(Self.base)/losses.csv", "--designs", "\(Self.base)/d7-tower.yaml",
      "--step", "1h")
    #expect(run.code == 64)
    #expect(run.remarks.contains("an ensemble runs in one moment, and a loss table has no prices"))
  }

  /// Losses of 10 and 100 with chances of 90 % and 10 %: a pool of 96 leaves 4 in the worst tenth.
  @Test func `tells the least capital that keeps a tail`() async throws {
    try await Program.withFolder { folder in
      try "scenario,probability,badDebt:A\ns0,0.9,10\ns1,0.1,100\n".write(
        toFile: "\(folder)/l.csv", atomically: true, encoding: .utf8)
      try """
      schema: contagion.design/1
      name: pool
      design: layered-tower
      layers: [{name: pool, payer: junior, attachment: 0, limit: 60}]

      """.write(toFile: "\(folder)/d.yaml", atomically: true, encoding: .utf8)
      let run = try await Program.shell(
        "\"$0\" insure --losses \(folder)/l.csv --designs \(folder)/d.yaml --level 0.9"
          + " --keep-below 4 --format csv --out \(folder)")
      #expect(run.code == 0, "\(run.remarks)")
      let table = try String(
        contentsOfFile: "\(folder)/l--insured/tables/smallest-cover.csv", encoding: .utf8)
      let rows = table.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
      #expect(rows.count == 2)
      #expect(Double(rows[1][1]) == 60)
      #expect(abs((Double(rows[1][2]) ?? 0) - 96) < 1e-3)
      #expect(abs((Double(rows[1][3]) ?? 0) - 1.6) < 1e-4)
    }
  }
}
