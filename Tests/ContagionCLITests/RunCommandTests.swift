import Foundation
import Testing

struct `The run command` {
  @Test func `takes the shipped network, says so, and writes the whole folder`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run("run", "--out", folder)
      #expect(run.code == 0)
      let name = "2023-q2-ethereum-lending--eth-25"
      #expect(
        run.remarks == """
          running Networks/2023-q2-ethereum-lending with its default shock: ETH falls by 25 %
          wrote \(folder)/\(name)

          """)
      #expect(run.output.hasPrefix("Compound v2 and Aave v3 wstETH borrowers"))
      let files = Set(try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(name)"))
      for file in [
        "run.json", "report.md", "cascade.dot", "cascade.svg", "cascade.png", "cascade.pdf",
        "network.svg", "infection.svg", "tables/summary.csv", "tables/by-party.md",
      ] {
        #expect(files.contains(file), "\(file)")
      }
    }
  }

  /// The committed example is what the program writes now, byte for byte.
  @Test func `writes the run that the README shows`() async throws {
    try await Program.withFolder { folder in
      _ = try await Program.run("run", "--out", folder)
      let name = "2023-q2-ethereum-lending--eth-25"
      for file in ["run.json", "cascade.dot", "tables/summary.csv"] {
        let kept = try Data(contentsOf: URL(filePath: "\(Program.root)/Output/\(name)/\(file)"))
        let made = try Data(contentsOf: URL(filePath: "\(folder)/\(name)/\(file)"))
        #expect(kept == made, "\(file)")
      }
    }
  }

  @Test func `gives the same bytes twice and refuses another run in the same folder`() async throws
  {
    try await Program.withFolder { folder in
      let toy = "Networks/toy/three-protocols.yaml"
      let first = try await Program.run("run", toy, "--out", folder)
      let second = try await Program.run("run", toy, "--out", folder)
      #expect(first.code == 0 && second.code == 0)
      #expect(first.output == second.output)
      let place = "\(folder)/three-protocols--eth-19"
      let table = URL(filePath: place + "/tables/summary.csv")
      try Data("another run\n".utf8).write(to: table)
      let refused = try await Program.run("run", toy, "--out", folder)
      #expect(refused.code == 1)
      #expect(refused.remarks.contains(place))
      #expect(refused.remarks.contains("--replace"))
      #expect(try String(contentsOf: table, encoding: .utf8) == "another run\n")
      let replaced = try await Program.run("run", toy, "--out", folder, "--replace")
      #expect(replaced.code == 0)
      #expect(try String(contentsOf: table, encoding: .utf8).hasPrefix("measure,"))
    }
  }

  @Test func `names the folder after every choice that is not the default`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run(
        "run", "Networks/toy/three-protocols.yaml", "--shock", "ETH=-30%", "--clearing",
        "sequential", "--without", "claim", "price", "--out", folder)
      #expect(run.code == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(
        names == ["three-protocols--ETH=-30%--clearing=sequential--without=price+claim"])
      #expect(run.output.contains("clearing* sequential"))
    }
  }

  /// Gamma's bad debt is 57,972.21 USD (`MP-CASCADE`).
  @Test func `ends with 2 above a stated limit`() async throws {
    try await Program.withFolder { folder in
      let toy = "Networks/toy/three-protocols.yaml"
      let above = try await Program.run("run", toy, "--out", folder, "--fail-above", "57k")
      let below = try await Program.run("run", toy, "--out", folder, "--fail-above", "58k")
      #expect(above.code == 2)
      #expect(below.code == 0)
    }
  }

  @Test func `keeps the run when the reader of its tables has gone`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "\"$0\" run Networks/toy/three-protocols.yaml --format json --out '\(folder)' | true")
      #expect(run.code == 0)
      #expect(run.remarks == "wrote \(folder)/three-protocols--eth-19\n")
      #expect(
        FileManager.default.fileExists(atPath: "\(folder)/three-protocols--eth-19/run.json"))
    }
  }

  @Test(arguments: [
    (
      ["run", "nowhere"],
      "nowhere: error: no such file or folder; a network is a YAML file or a folder with"
        + " network.yaml\n"
    ),
    (
      ["run", "Networks/toy/three-protocols.yaml", "--shock", "eth-91"],
      "no shock is called 'eth-91' (did you mean 'eth-19'?); known: eth-19; or spell one:"
        + " ETH=-30%\n"
    ),
    (
      ["run", "Networks/toy/three-protocols.yaml", "--shock", "ETC=-30%"],
      "shock ETC=-30%: error: no asset is called 'ETC' (did you mean 'ETH'?); known: ETH, USD\n"
    ),
    (
      ["run", "Networks/toy/three-protocols.yaml", "--shock", "ETH=NaN"],
      "'ETH=NaN' is not a shock: 'NaN' is not a finite number or percentage; a shock reads"
        + " ASSET=-30%, ASSET=0.30, issuer:NAME.loss=93e6 or =40%, pool:NAME.depth=-50%,"
        + " oracle:NAME.hold, oracle:NAME=1.0, deposits:PROTOCOL/ASSET=-30%, bridge:NAME.drained=40%,"
        + " bridge:NAME.allocation=RULE, bridge:NAME.halted or reserve:PROTOCOL/ASSET.liquidationThreshold=0.7\n"
    ),
    (
      ["run", "Networks/toy/receipt-chain.yaml", "--shock", "issuer:A.loss=2000"],
      "shock issuer:A.loss=2000: error: the loss is 2000.0 USD, but 'A' holds only 1000.0 USD that"
        + " can be destroyed; a loss destroys direct holdings of base and stable assets (receipts"
        + " where there are no others), or cash and outside loans of a reserve\n"
    ),
    (
      ["exposure", "Networks/toy/three-protocols.yaml", "--of", "Alpa"],
      "nothing in the network is called 'Alpa' (did you mean 'Alpha'?); known: ETH, USD, Alpha, Beta,"
        + " Gamma, Alpha/ETH, Alpha/USD, Beta/ETH, Beta/USD, Gamma/ETH, Gamma/USD, eth-usd\n"
    ),
  ])
  func `says what is wrong and what would be accepted`(
    arguments: [String], message: String
  ) async throws {
    let run = try await Program.shell(
      "\"$0\" " + arguments.map { "'\($0)'" }.joined(separator: " "))
    #expect(run.code == 1)
    #expect(run.output == "")
    #expect(run.remarks == message)
  }

  @Test func `says when standard output is full`() async throws {
    let run = try await Program.shell("\"$0\" rules > /dev/full")
    #expect(run.code == 1)
    #expect(run.remarks == "standard output: No space left on device\n")
  }

  /// Interrupted anywhere between reading and the last picture, a run leaves
  /// nothing under its final name, or everything.
  @Test(arguments: [20, 80, 200, 500, 1000])
  func `leaves no half of itself when interrupted`(milliseconds: Int) async throws {
    try await Program.withFolder { folder in
      let ended = try await Program.interrupted(
        after: .milliseconds(milliseconds), "run", "--out", folder)
      let place = "\(folder)/2023-q2-ethereum-lending--eth-25"
      let isThere = FileManager.default.fileExists(atPath: place)
      #expect(isThere || !ended)
      if isThere {
        for file in ["run.json", "tables/summary.csv", "cascade.dot"] {
          let kept = try Data(contentsOf: URL(filePath: "\(place)/\(file)"))
          let shown = try Data(
            contentsOf: URL(
              filePath: "\(Program.root)/Output/2023-q2-ethereum-lending--eth-25/\(file)"))
          #expect(kept == shown)
        }
      }
    }
  }

  @Test func `uses the exit code of wrong usage`() async throws {
    #expect(try await Program.run("run", "--clearing", "none").code == 64)
    #expect(try await Program.run("rules", "liquidations").code == 64)
  }
}
