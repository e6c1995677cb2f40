import Foundation
import Testing

struct `The ensemble command` {
  static let network = "Networks/toy/three-protocols.yaml"

  /// The folder of a run of 200 scenarios with seed 7.
  static let name = "three-protocols--ensemble-standard-200-7"

  static func files(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      found[path] = FileManager.default.contents(atPath: "\(folder)/\(path)")
    }
    return found
  }

  @Test func `gives the same bytes for any number of workers`() async throws {
    try await Program.withFolder { folder in
      for workers in ["1", "3"] {
        let run = try await Program.run(
          "ensemble", Self.network, "--scenarios", "200", "--seed", "7", "--workers", workers,
          "--with", "isolated,channels", "--out", "\(folder)/\(workers)")
        #expect(run.code == 0, "\(run.remarks)")
        #expect(run.output.contains("ES 99 %"))
        #expect(run.remarks.contains("standard model (illustrative): horizon 7.0 days; ETH:"))
        #expect(run.remarks.contains("200 scenarios, 9 runs each; with the book they take about"))
      }
      let one = try Self.files("\(folder)/1/\(Self.name)")
      let three = try Self.files("\(folder)/3/\(Self.name)")
      #expect(one.keys.contains("scenarios.sqlite"))
      #expect(one.keys.sorted() == three.keys.sorted())
      for (file, bytes) in one { #expect(three[file] == bytes, "\(file)") }
    }
  }

  /// Interrupted after a second or more, gone on with, and compared with a run in one go.
  @Test func `stops at Ctrl-C and goes on to the same bytes`() async throws {
    try await Program.withFolder { folder in
      let line =
        "exec \"$0\" ensemble \(Self.network) --scenarios 8000 --seed 7 --workers 2 --out \(folder)"
      let draft = "\(folder)/cut/.three-protocols--ensemble-standard-8000-7.sqlite"
      // How long a scenario takes depends on what else the machine does: the clock
      // starts when the draft is there.
      func cutAfter(_ seconds: Int) async throws -> Program.Run {
        try await Program.shell(
          "rm -f \(draft); (\(line)/cut) & id=$!; while [ ! -e \(draft) ]; do sleep 0.05; done;"
            + " sleep \(seconds); kill -INT $id; wait $id")
      }
      var cut = try await cutAfter(1)
      for seconds in [2, 4, 8] where cut.code != 0 { cut = try await cutAfter(seconds) }
      if cut.remarks.contains("marked partial") {
        #expect(cut.code == 0)
        #expect(cut.output.contains("PARTIAL"))
        #expect(FileManager.default.fileExists(atPath: draft))
        let again = try await Program.shell("\(line)/cut")
        #expect(again.code == 1)
        #expect(
          again.remarks.contains(
            "\(draft): a run that was cut short; --resume goes on with it, --replace starts anew"))
        let resumed = try await Program.shell("\(line)/cut --resume")
        #expect(resumed.code == 0, "\(resumed.remarks)")
        #expect(resumed.remarks.contains("going on after"))
      } else {
        Issue.record("not interrupted: \(cut.remarks)")
      }
      #expect(!FileManager.default.fileExists(atPath: draft))
      _ = try await Program.shell("\(line)/whole")
      let name = "three-protocols--ensemble-standard-8000-7"
      let (parts, whole) = (
        try Self.files("\(folder)/cut/\(name)"), try Self.files("\(folder)/whole/\(name)")
      )
      #expect(parts.keys.sorted() == whole.keys.sorted())
      for (file, bytes) in whole { #expect(parts[file] == bytes, "\(file)") }
    }
  }

  /// Two losses of 15.12 % and none: the file's probabilities, by hand.
  @Test func `weighs the scenarios of a file`() async throws {
    try await Program.withFolder { folder in
      let file = "\(folder)/mine.csv"
      try "scenario,probability,ETH\ncalm,0.75,\nfall,0.25,-19%\n"
        .write(toFile: file, atomically: true, encoding: .utf8)
      let run = try await Program.run(
        "ensemble", Self.network, "--model", file, "--out", folder, "--format", "csv")
      #expect(run.code == 0, "\(run.remarks)")
      // `MP-CASCADE`: 57,972.2… after a fall by 19 %, a quarter of it on average.
      let mean = try #require(
        run.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("mean bad debt,") })
      let value = try #require(Double(mean.split(separator: ",")[1]))
      #expect(abs(value - 57_972.2 / 4) < 0.1)
      #expect(run.output.contains("errors,\"none: the scenarios are given, not drawn\""))
    }
  }

  @Test func `opens from Python in three lines`() async throws {
    try await Program.withFolder { folder in
      let run = try await Program.run(
        "ensemble", Self.network, "--scenarios", "100", "--seed", "7", "--out", folder)
      #expect(run.code == 0)
      let file = "\(folder)/three-protocols--ensemble-standard-100-7/scenarios.sqlite"
      let script =
        "import sqlite3; c = sqlite3.connect('\(file)');"
        + " print(*c.execute('SELECT COUNT(*), SUM(probability) > 0.999 FROM scenarios').fetchone(),"
        + " c.execute(\\\"SELECT value FROM run WHERE key = 'seed'\\\").fetchone()[0],"
        + " c.execute('SELECT COUNT(*) FROM shocks_by_name').fetchone()[0])"
      let python = try await Program.shell("python3 -c \"\(script)\"")
      #expect(python.output == "100 1 7 100\n", "\(python.remarks)")
    }
  }

  @Test func `says what is wrong with a model, and where`() async throws {
    try await Program.withFolder { folder in
      let file = "\(folder)/model.yaml"
      func remarks(_ text: String) async throws -> String {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let run = try await Program.run(
          "ensemble", Self.network, "--model", file, "--out", folder)
        #expect(run.code == 1)
        return run.remarks
      }
      let head = "schema: contagion.scenarios/1\nname: m\nhorizonDays: 7\n"
      let unknown = try await remarks(
        head + "model: log-normal\nassets:\n  ETHH: {volatility: 0.8}\n")
      #expect(
        unknown
          == "\(file):6:3: error: no asset is called 'ETHH' (did you mean 'ETH'?); known: ETH, USD\n"
      )
      let misspelt = try await remarks(
        head + "model: log-norml\nassets: {ETH: {volatility: 0.8}}\n")
      #expect(
        misspelt
          == "\(file):4:8: error: no scenario model is called 'log-norml' (did you mean"
          + " 'log-normal'?); known: log-normal, student-t, t-copula, jumps, bootstrap, replay, grid,"
          + " file\n")
      let zero = try await remarks(head + "model: log-normal\nassets: {ETH: {volatility: 0}}\n")
      #expect(zero == "\(file):5:28: error: 'volatility' is 0; accepted: above 0\n")
    }
  }

  @Test func `checks its options`() async throws {
    let none = try await Program.run("ensemble", Self.network, "--scenarios", "0")
    #expect(none.code == 64)
    #expect(none.remarks.contains("--scenarios is 0; it is 1 to 100,000,000."))
    let beside = try await Program.run("ensemble", Self.network, "--with", "chanels")
    #expect(beside.code == 64)
    #expect(beside.remarks.contains("--with names 'chanels'. Did you mean 'channels'?"))
    let given = try await Program.run("ensemble", Self.network, "--given", "Alpa=10M")
    #expect(given.code == 1)
    #expect(
      given.remarks.contains(
        "--given: no protocol is called 'Alpa' (did you mean 'Alpha'?); known: Alpha, Beta, Gamma"))
  }
}
