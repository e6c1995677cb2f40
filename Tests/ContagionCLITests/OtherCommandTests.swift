import Foundation
import Testing

struct `The other commands` {
  @Test func `check is silent about sound networks and lists findings of others`() async throws {
    let sound = try await Program.run("check", "Networks/2023-q2-ethereum-lending")
    #expect(sound.code == 0)
    #expect(sound.output == "")
    try await Program.withFolder { folder in
      let file = URL(filePath: folder).appending(path: "network.yaml")
      let text = try String(
        contentsOf: URL(filePath: "\(Program.root)/Networks/toy/three-protocols.yaml"),
        encoding: .utf8)
      try text.replacing("rule: fixed-spread", with: "rule: fixd-spread")
        .write(to: file, atomically: true, encoding: .utf8)
      let broken = try await Program.run("check", folder)
      #expect(broken.code == 1)
      #expect(
        broken.output.contains(
          "error: no liquidation mechanism is called 'fixd-spread' (did you mean 'fixed-spread'?);"
            + " known: fixed-spread"))
      #expect(broken.output.hasPrefix("\(folder)/network.yaml:"))
    }
  }

  @Test func `rules lists what a file can name with its source`() async throws {
    let run = try await Program.run("rules", "close-factor")
    #expect(run.code == 0)
    #expect(run.output.contains("aave-v3"))
    #expect(run.output.contains("Source: aave-v3-origin LiquidationLogic.sol @fd1fbd91"))
    #expect(run.output.contains("fullBelow: "))
  }

  /// Three accounts of ETH stand behind Alpha: 3,600 ETH at 2,000 USD.
  @Test func `exposure adds up what is held`() async throws {
    let run = try await Program.run(
      "exposure", "Networks/toy/three-protocols.yaml", "--of", "ETH", "--format", "csv")
    #expect(run.code == 0)
    #expect(run.output.contains("Alpha,collateral,"))
    #expect(run.output.contains("7200000"))
  }

  /// Of C's 300 USD, 142 are lent against the receipt of B's reserve.
  @Test func `exposure looks through from one holder`() async throws {
    let run = try await Program.run(
      "exposure", "Networks/toy/receipt-chain.yaml", "--from", "C", "--format", "csv")
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("layer,name,throughUSD,shareRatio,ultimateUSD"))
    #expect(run.output.contains("market,B/USD,142.0,"))
    let both = try await Program.run("exposure", "Networks/toy", "--from", "C", "--of", "A")
    #expect(both.code == 64)
  }

  /// 7,300 ETH at 2,000 USD of collateral against 8,550,000 USD of debt.
  @Test func `exposure without a name gives an overview`() async throws {
    let run = try await Program.run(
      "exposure", "Networks/toy/three-protocols.yaml", "--format", "csv")
    #expect(run.code == 0)
    #expect(run.output.contains("\ncollateral,14600000.0,USD,"))
    #expect(run.output.contains("\ndebt,8550000.0,USD,"))
    #expect(run.output.contains("\nR(P) of ETH,"))
    let lines = run.output.replacing("\r\n", with: "\n")
    #expect(lines.contains("\ndebt of Alpha by account,4000000.0,3,0.3712"))
    #expect(lines.contains("\nAlpha/USD,,other lenders,4000000.0,0.0,0.0,0.0\n"))
    #expect(lines.contains("\nAlpha,a3,4000000.0,1900000.0,1.68"))
  }

  @Test func `exposure writes its tables and a diagram`() async throws {
    try await Program.withFolder { folder in
      let toy = "Networks/toy/receipt-chain.yaml"
      let run = try await Program.run("exposure", toy, "--top", "1", "--out", "\(folder)/e")
      #expect(run.code == 0)
      #expect(run.remarks == "wrote \(folder)/e\n")
      for name in [
        "overview.csv", "concentration.csv", "withdrawable.csv", "top-debt.csv",
        "top-collateral.csv", "network.dot", "network.svg", "network.png",
      ] {
        #expect(FileManager.default.fileExists(atPath: "\(folder)/e/\(name)"), "\(name)")
      }
      let picture = try String(contentsOfFile: "\(folder)/e/network.dot", encoding: .utf8)
      #expect(picture.contains("rBUSD"))
      let wrong = try await Program.run("exposure", toy, "--top", "0")
      #expect(wrong.code == 64)
      #expect(wrong.remarks.contains("--top is 0; it is 1 or more."))
    }
  }

  /// `MP-SWEEP`: no bad debt at −9.75 %, 3,380,162,958,992 / 4,991,679 at −36 %.
  @Test func `curve gives the loss against the fall`() async throws {
    let run = try await Program.run(
      "curve", "Networks/toy/three-protocols.yaml", "--asset", "ETH", "--to", "36", "--step", "36",
      "--format", "csv")
    #expect(run.code == 0)
    let row = try #require(run.output.split(whereSeparator: \.isNewline).last)
    let cells = row.split(separator: ",").compactMap { Double($0) }
    #expect(abs(cells[5] - 3_380_162_958_992.0 / 4_991_679) < 1e-6)
  }

  @Test func `synthesize writes a book that runs, the same for the same seed`() async throws {
    try await Program.withFolder { folder in
      for name in ["a", "b"] {
        let made = try await Program.run(
          "synthesize", "\(folder)/\(name)", "--accounts", "200", "--seed", "3")
        #expect(made.code == 0)
      }
      for file in ["network.yaml", "accounts.csv"] {
        let first = try Data(contentsOf: URL(filePath: "\(folder)/a/\(file)"))
        #expect(try Data(contentsOf: URL(filePath: "\(folder)/b/\(file)")) == first)
      }
      let run = try await Program.run("run", "\(folder)/a", "--out", folder)
      #expect(run.code == 0)
      let again = try await Program.run("synthesize", "\(folder)/a")
      #expect(again.code == 1)
      #expect(again.remarks == "\(folder)/a: exists already; name a new folder\n")
    }
  }

  /// `MP-SWEEP`: 57,972.21 USD of bad debt at −19 %, 677,159.60 at −36 %.
  @Test func `diff shows what changed between two runs`() async throws {
    try await Program.withFolder { folder in
      let toy = "Networks/toy/three-protocols.yaml"
      _ = try await Program.run("run", toy, "--out", folder)
      _ = try await Program.run("run", toy, "--shock", "ETH=-36%", "--out", folder)
      let run = try await Program.run(
        "diff", "\(folder)/three-protocols--eth-19", "\(folder)/three-protocols--ETH=-36%",
        "--limit", "1000", "--format", "csv")
      #expect(run.code == 0)
      #expect(run.output.contains("shock,ETH=-19%,ETH=-36%"))
      let row = try #require(
        run.output.split(whereSeparator: \.isNewline).first {
          $0.hasPrefix("Summary,bad debt,value,")
        })
      let cells = row.split(separator: ",").compactMap { Double($0) }
      #expect(abs(cells[0] - 57_972.211) < 1e-2)
      #expect(abs(cells[1] - 3_380_162_958_992.0 / 4_991_679) < 1e-6)
    }
  }

  @Test func `diff says what is no run`() async throws {
    let missing = try await Program.run("diff", "nowhere", "Output")
    #expect(missing.code == 1)
    #expect(
      missing.remarks
        == "nowhere: error: no such file or folder; a run is a folder with run.json, or that file\n"
    )
    let other = try await Program.run("diff", "Networks/toy/receipt-chain.yaml", "Output")
    #expect(
      other.remarks == "Networks/toy/receipt-chain.yaml: error: not a JSON object; a run's document"
        + " is JSON\n")
  }

  /// `MP-SWEEP`: under its own rules the toy's bad debt at −19 % is 57,972.21 USD.
  @Test func `compare runs the book under other rules beside its own`() async throws {
    let run = try await Program.run(
      "compare", "Networks/toy/three-protocols.yaml", "--rules", "Networks/rules/full-close.yaml",
      "--format", "csv")
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("measure,as it is,full-close,unit"))
    let row = try #require(
      run.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("bad debt,") })
    let cells = row.split(separator: ",").compactMap { Double($0) }
    #expect(abs(cells[0] - 57_972.211) < 1e-2)
    #expect(cells[1] != cells[0])
  }

  /// The same fall as `MP-SWEEP`'s, an hour after the start.
  @Test func `compare plays a path under each set of rules`() async throws {
    try await Program.withFolder { folder in
      let path = "\(folder)/prices.csv"
      try "time,ETH\n0,2000\n3600,1620\n".write(toFile: path, atomically: true, encoding: .utf8)
      let run = try await Program.run(
        "compare", "Networks/toy/three-protocols.yaml", "--rules", "Networks/rules/full-close.yaml",
        "--path", path, "--step", "30m", "--format", "csv")
      #expect(run.code == 0, "\(run.remarks)")
      let row = try #require(
        run.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("bad debt,") })
      let cells = row.split(separator: ",").compactMap { Double($0) }
      #expect(abs(cells[0] - 57_972.211) < 1e-2)
      let refused = try await Program.run(
        "compare", "Networks/toy/three-protocols.yaml", "--rules", "Networks/rules/full-close.yaml",
        "--liquidators", "profitable", "--clearing", "uniform")
      #expect(refused.remarks.contains("choices.liquidators: error: 'profitable' needs clearing"))
    }
  }
}
