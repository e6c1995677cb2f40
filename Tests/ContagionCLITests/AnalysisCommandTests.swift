import Foundation
import Testing

struct `The analysis commands` {
  static let toy = "Networks/toy/three-protocols.yaml"

  /// At −51 % Alpha's three accounts owe 4.0 m; 4.0 m − 3,600·980/1.05 is lost.
  @Test func `curve has every protocol in one table and one plot`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run(
        "curve", Self.toy, "--asset", "ETH", "--by", "protocol", "--to", "51", "--step", "51",
        "--format", "csv", "--out", "\(folder)/curve")
      #expect(run.code == 0)
      let row = try #require(
        run.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("Alpha,0.51") })
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(Double(cells[4]) == 4_000_000)
      #expect(abs((Double(cells[6]) ?? 0) - 640_000) < 1e-6)
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/curve").sorted()
      #expect(
        names == [
          "curve-by-protocol.csv", "loss-curve.gp", "loss-curve.pdf", "loss-curve.png",
          "loss-curve.svg",
        ])
      #expect(run.remarks == "wrote \(folder)/curve\n")
    }
  }

  @Test func `curve names an asset that is not there`() async throws {
    let run = try await Program.run("curve", Self.toy, "--asset", "ETHH")
    #expect(run.code == 1)
    #expect(
      run.remarks == "no asset is called 'ETHH' (did you mean 'ETH'?); known: ETH, USD\n")
  }

  /// `MP-SWEEP` at −36 %: 3,380,162,958,992 / 4,991,679.
  @Test func `sweep gives a loss per value`() async throws {
    let run = try await Program.run(
      "sweep", Self.toy, "--field", "shock.ETH=-0%..-36%:2", "--format", "csv")
    #expect(run.code == 0)
    let row = try #require(run.output.split(whereSeparator: \.isNewline).last)
    let cells = row.split(separator: ",").compactMap { Double($0) }
    #expect(cells[0] == -0.36)
    #expect(abs(cells[1] - 3_380_162_958_992.0 / 4_991_679) < 1e-6)
  }

  @Test func `sweep lists what can be varied`() async throws {
    let run = try await Program.run("sweep", Self.toy, "--list", "--format", "csv")
    #expect(run.code == 0)
    #expect(run.output.contains("\r\npools.eth-usd.reserves.ETH,20000.0,units\r\n"))
    #expect(run.output.contains("\r\nshock.ETH,-0.19,ratio\r\n"))
  }

  @Test(arguments: [
    ("shock.ETC=-10%..-20%", 1, "no field is called 'shock.ETC' (did you mean 'shock.ETH'?)"),
    (
      "protocols.Alpha.liquidation.bonus=0..5", 1,
      "'protocols.Alpha.liquidation.bonus' is 1.5, outside 0.0...1.0"
    ),
    ("shock.ETH=-10%", 64, "is no range of a field: '-10%' has no '..'"),
  ])
  func `sweep refuses a field with what would do`(
    field: String, code: Int32, message: String
  ) async throws {
    let run = try await Program.run("sweep", Self.toy, "--field", field)
    #expect(run.code == code)
    #expect(run.output == "")
    #expect(run.remarks.contains(message))
  }

  /// −2000 · Σ C/(1+b) per unit of the price change, everybody sold at 980 USD.
  @Test func `sensitivities give slopes`() async throws {
    let run = try await Program.run(
      "sensitivities", Self.toy, "--shock", "ETH=-51%", "--field", "shock.ETH", "--format", "csv")
    #expect(run.code == 0)
    let row = try #require(run.output.split(whereSeparator: \.isNewline).last)
    let cells = row.split(separator: ",")
    #expect(cells[5] == "smooth")
    let exact = -2000 * (3600 / 1.05 + 2300 * 479.0 / 500 + 1400 / 1.1)
    #expect(abs((Double(cells[6]) ?? 0) / exact - 1) < 1e-9)
  }

  /// `MP-SWEEP`: 79,727 USD at −27.75 %, so 80,000 is reached before and after.
  @Test func `solve finds falls that reach a loss, with their gaps`() async throws {
    let run = try await Program.run(
      "solve", Self.toy, "--asset", "ETH", "--loss", "80k", "--format", "csv")
    #expect(run.code == 0)
    let ends = run.output.split(whereSeparator: \.isNewline).dropFirst().map { row in
      row.split(separator: ",").prefix(2).compactMap { Double($0) }
    }
    #expect(ends.count > 1)
    #expect(ends.contains { $0[0] <= 0.2604 && $0[1] >= 0.2604 })
    #expect(!ends.contains { $0[0] <= 0.2775 && $0[1] >= 0.2775 })
  }

  /// What is owed is worth as much more as a USD is: the slopes are the mean and the expected
  /// shortfall that `ensemble` tells of the same draws, and half of the latter is kept by a USD of
  /// half the price.
  @Test func `sensitivities and solve run on the draws of an ensemble`() async throws {
    try await Program.withFolder { folder in
      let draws = "\(Self.toy) --scenarios 200 --seed 7 --format csv"
      let ensemble = try await Program.shell(
        "\"$0\" ensemble \(draws) --out \(folder) --quiet")
      func figure(_ measure: String) throws -> Double {
        let row = try #require(
          ensemble.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(measure),") })
        return try #require(Double(row.split(separator: ",")[1]))
      }
      let mean = try figure("mean bad debt")
      let tail = try figure("ES 99 %")
      #expect(tail > 1000)
      let slopes = try await Program.shell(
        "\"$0\" sensitivities \(draws) --field assets.USD.price --out \(folder)/slopes")
      let rows = slopes.output.split(whereSeparator: \.isNewline).filter {
        $0.hasPrefix("assets.USD.price,")
      }
      let found = rows.map { Double($0.split(separator: ",")[6]) ?? .nan }
      #expect(found.count == 2)
      for (slope, expected) in zip(found, [mean, tail]) {
        #expect(abs(slope / expected - 1) < 1e-9)
      }
      let files = try `The ensemble command`.files("\(folder)/slopes").keys
      for name in [
        "sensitivities.csv", "sensitivities-tail.csv", "tornado.svg", "tornado-tail.svg",
      ] {
        #expect(files.contains(name))
      }
      let solved = try await Program.shell(
        "\"$0\" solve \(draws) --field assets.USD.price=0.25..2:4 --loss \(tail / 2)")
      let keeps = try #require(
        solved.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("keeps it,") })
      #expect(abs((Double(keeps.split(separator: ",")[1]) ?? 0) - 0.5) < 2e-6)
    }
  }

  @Test func `scenarios take the place of shocks`() async throws {
    let run = try await Program.run(
      "sensitivities", Self.toy, "--shock", "ETH=-1%", "--scenarios", "10")
    #expect(run.code == 64)
    #expect(run.remarks.contains("--scenarios takes the place of --shock and --apart."))
    let solve = try await Program.run(
      "solve", Self.toy, "--asset", "ETH", "--loss", "1", "--scenarios", "10")
    #expect(solve.code == 64)
    #expect(solve.remarks.contains("--scenarios goes with --field and --loss"))
  }

  /// From −20 % of each of two assets on, see the pencil of the engine's tests.
  @Test func `solve wants to know what is varied and what is reached`() async throws {
    #expect(try await Program.run("solve", Self.toy, "--loss", "1M").code == 64)
    #expect(try await Program.run("solve", Self.toy, "--asset", "ETH").code == 64)
    let unknown = try await Program.run("solve", Self.toy, "--asset", "ETH", "--breaks", "Gama")
    #expect(unknown.code == 1)
    #expect(
      unknown.remarks
        == "no protocol is called 'Gama' (did you mean 'Gamma'?); known: Alpha, Beta, Gamma\n")
  }

  @Test func `warnings come as tables and a plot, without any shock`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run(
        "warnings", Self.toy, "--format", "csv", "--out", "\(folder)/warnings")
      #expect(run.code == 0)
      #expect(run.output.contains("\r\nETH,2000.0,14600000.0,"))
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/warnings")
      #expect(names.contains("price-axis.csv") && names.contains("branching.svg"))
    }
  }

  /// The program finds no gnuplot on an empty search path.
  @Test func `plots say so when gnuplot is absent, and tables are written`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.shell(
        "PATH= \"$0\" curve \(Self.toy) --asset ETH --out \(folder)/curve")
      #expect(run.code == 0)
      #expect(run.remarks.contains("gnuplot is not on the search path; install it"))
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/curve").sorted()
      #expect(names == ["curve.csv", "loss-curve.gp"])
    }
  }

  /// `MP-CASCADE`: everything that is lost comes through the pool.
  @Test func `run shares the loss out over channels`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run("run", Self.toy, "--shapley", "--out", folder)
      #expect(run.code == 0)
      #expect(run.output.contains("Bad debt by channel, Shapley"))
      let csv = try String(
        contentsOfFile: "\(folder)/three-protocols--eth-19/tables/attribution.csv", encoding: .utf8)
      #expect(csv.contains("\r\nprice,57972.214087"))
    }
  }
}
