import Foundation
import Testing

struct `The import command` {
  static let samples = "Tests/ContagionImportTests/Samples"

  @Test func `writes a folder that checks and runs`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run(
        "import", "crvusd-subgraph", "\(Self.samples)/crvusd.json", "--price", "crvUSD=1",
        "--out", "\(folder)/book", "--format", "csv")
      #expect(run.code == 0)
      let table = run.output.replacing("\r\n", with: "\n")
      #expect(table.contains("\nkept,2,\n"))
      #expect(table.contains("\ncrvusd-WETH: debt of loans,crvUSD,1500.0,1500.0,0.0,\n"))
      #expect(
        run.remarks
          == "crvusd-WETH: 1 band holds 2.4 WETH and 100 crvUSD between oracle prices of 1960 and"
          + " 1980; a network file has no bands, so loans are closed whole below their threshold\n"
          + "taken where the files are silent: 'crvusd-WETH' liquidates by fixed-spread"
          + " (bonus 0.06, closeFactor full) and recognises losses by none\n"
          + "0 of 2 accounts are below health 1 at the opening\nwrote \(folder)/book\n")
      let check = try await Program.run("check", "\(folder)/book")
      #expect(check.code == 0)
      #expect(check.output == "")
      let cascade = try await Program.run("run", "\(folder)/book", "--out", "\(folder)/out")
      #expect(cascade.code == 0)
    }
  }

  /// A plain export, as the README says it: the proposal is taken back as it is.
  @Test func `proposes a mapping that it takes back`() async throws {
    try await Program.withFolder { folder in
      let rows = "\(Self.samples)/positions.csv"
      let proposal = try await Program.run("import", "csv", rows)
      #expect(proposal.code == 1)
      #expect(
        proposal.remarks
          == "\(rows): error: a flat table needs a mapping; this one is proposed from the first rows."
          + " Save it, edit it, and give it with --mapping FILE\n")
      let mapping = "\(folder)/mapping.yaml"
      try proposal.output.write(toFile: mapping, atomically: true, encoding: .utf8)
      let run = try await Program.run(
        "import", "csv", rows, "--mapping", mapping, "--threshold", "0.8", "--bonus", "0.05",
        "--out", "\(folder)/book")
      #expect(run.code == 0, "\(run.remarks)")
      let cascade = try await Program.run(
        "run", "\(folder)/book", "--shock", "WETH=-30%", "--out", "\(folder)/out")
      #expect(cascade.code == 0, "\(cascade.remarks)")
    }
  }

  @Test func `adds one import to another`() async throws {
    try await Program.withFolder { folder in
      for format in [
        ["crvusd-subgraph", "crvusd.json"], ["aave-subgraph", "aave.json"],
      ] {
        let run = try await Program.run(
          "import", format[0], "\(Self.samples)/\(format[1])", "--price", "crvUSD=1", "--price",
          "WETH=2000", "--price", "ETH=2000", "--into", "\(folder)/book")
        #expect(run.code == 0, "\(run.remarks)")
      }
      let check = try await Program.run("check", "\(folder)/book")
      #expect(check.output == "")
      let overview = try await Program.run("exposure", "\(folder)/book", "--of", "WETH")
      #expect(overview.output.contains("crvusd-WETH"))
      #expect(overview.output.contains("aave"))
      let again = try await Program.run(
        "import", "aave-subgraph", "\(Self.samples)/aave.json", "--price", "ETH=2000", "--into",
        "\(folder)/book")
      #expect(again.code == 1)
      #expect(
        again.remarks.contains(
          "both networks have a protocol called 'aave'; import the second with another --name"))
    }
  }

  /// WETH is in the network, ETH in the table: a file of names is proposed, taken
  /// back, and the table's asset is the network's.
  @Test func `proposes names and takes them back`() async throws {
    try await Program.withFolder { folder in
      let first = try await Program.run(
        "import", "crvusd-subgraph", "\(Self.samples)/crvusd.json", "--price", "crvUSD=1", "--into",
        "\(folder)/book")
      #expect(first.code == 0)
      let rows = "account,asset,side,units\n0x1,ETH,collateral,1\n0x1,crvUSD,debt,1000\n"
      try rows.write(toFile: "\(folder)/own.csv", atomically: true, encoding: .utf8)
      let line =
        "$0 import dune-csv \(folder)/own.csv --into \(folder)/book --name own"
        + " --column account=account --column asset=asset --column side=side --column units=units"
        + " --threshold 0.8"
      let asked = try await Program.shell(line + " --bonus 0.05")
      #expect(asked.code == 1)
      #expect(asked.output == "source,name\nETH,WETH\n")
      #expect(
        asked.remarks
          == "error: 'ETH' may be what the network calls 'WETH'; a mapping is proposed. Save it, edit"
          + " it (a name for itself keeps two assets apart), and give it with --assets FILE\n")
      try asked.output.write(
        toFile: "\(folder)/names.csv", atomically: true, encoding: .utf8)
      let bare = try await Program.shell(line + " --assets \(folder)/names.csv")
      #expect(
        bare.remarks
          == "error: the files do not say what liquidators get: no bonus for own/WETH; give --bonus"
          + " RATIO for all, --bonus ASSET=RATIO, or --parameters FILE, such as 0.05\n")
      let taken = try await Program.shell(
        line + " --assets \(folder)/names.csv --bonus WETH=0.05")
      #expect(taken.code == 0, "\(taken.remarks)")
      let overview = try await Program.run("exposure", "\(folder)/book", "--of", "WETH")
      #expect(overview.output.contains("own"))
      #expect(overview.output.contains("crvusd-WETH"))
      let wrong = try await Program.shell(line + " --bonus 5")
      #expect(
        wrong.remarks == "error: --bonus '5'; accepted: RATIO or ASSET=RATIO, from 0 to 1\n")
    }
  }

  @Test func `names what it does not know`() async throws {
    let run = try await Program.run("import", "silo", "x.csv")
    #expect(run.code == 64)
    #expect(run.remarks.contains("no import format is called 'silo'"))
    let missing = try await Program.run("import", "silo-csv", "no-such.csv")
    #expect(missing.code == 1)
    #expect(missing.remarks == "no-such.csv: error: no such file\n")
  }
}
