import Foundation
import Testing

struct `The insure command on an ensemble` {
  private static let network = "Networks/toy/three-protocols.yaml"
  private static let run = "three-protocols--ensemble-standard-300-7"
  private static let insured = "three-protocols--ensemble-standard-300-7--insured"

  /// Two towers of 30,000, one in cash and one in ETH.
  private static func write(to folder: String) throws {
    for (name, asset) in [("cash", ""), ("eth", ", asset: ETH")] {
      let text = """
        schema: contagion.design/1
        name: \(name)
        title: Tower in \(name)
        design: layered-tower
        layers: [{name: pool, payer: capital providers, attachment: 0, limit: 30000\(asset)}]
        """
      try text.write(toFile: "\(folder)/\(name).yaml", atomically: true, encoding: .utf8)
    }
  }

  private static func ensemble(_ folder: String, workers: Int) async throws {
    let run = try await Program.run(
      "ensemble", network, "--scenarios", "300", "--seed", "7", "--workers", "\(workers)",
      "--quiet", "--out", folder)
    #expect(run.code == 0, "\(run.remarks)")
  }

  /// From the folder of one worker's run, from the file of another's.
  @Test func `gives the same bytes for any workers, and values capital at each price`() async throws
  {
    try await Program.withFolder { folder in
      try Self.write(to: folder)
      try await Self.ensemble("\(folder)/1", workers: 1)
      try await Self.ensemble("\(folder)/2", workers: 2)
      for (place, path) in ["1": Self.run, "2": "\(Self.run)/scenarios.sqlite"] {
        let run = try await Program.shell(
          "cd \(folder)/\(place) && \"$0\" insure \"$OLDPWD\"/\(Self.network) --ensemble \(path)"
            + " --designs ../cash.yaml ../eth.yaml --format csv --out out")
        #expect(run.code == 0, "\(run.remarks)")
      }
      let one = try `The ensemble command`.files("\(folder)/1/out/\(Self.insured)")
      let two = try `The ensemble command`.files("\(folder)/2/out/\(Self.insured)")
      #expect(one.keys.sorted() == two.keys.sorted())
      for name in ["design-map.svg", "frontier.png", "frontier-tail.svg", "exceedance.svg"] {
        #expect(one.keys.contains(name), "\(name)")
      }
      for (file, bytes) in one where file != "run.json" { #expect(two[file] == bytes, "\(file)") }
      let document = try #require(one["run.json"])
      let parsed = try JSONSerialization.jsonObject(with: document)
      let report = try #require(parsed as? [String: Any])
      #expect(report["schema"] as? String == "contagion.insurance/1")
      #expect(report["scenarios"] as? Int == 300)
      #expect((report["inputs"] as? [[String: String]])?.count == 4)
      let bytes = try #require(one["tables/efficiency.csv"])
      let table = String(decoding: bytes, as: UTF8.self)
      let rows = table.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let column = try #require(rows[0].firstIndex(of: "capitalAtPayoutRatio"))
      func value(_ title: String) throws -> Double {
        let row = try #require(rows.first { $0[0] == title })
        return try #require(Double(row[column]))
      }
      #expect(try value("Tower in cash") == 1)
      #expect(try value("Tower in eth") < 0.9)
    }
  }

  @Test func `keeps a folder that holds something else`() async throws {
    try await Program.withFolder { folder in
      try Self.write(to: folder)
      try await Self.ensemble(folder, workers: 2)
      let line =
        "\"$0\" insure \(Self.network) --ensemble \(folder)/\(Self.run) --out \(folder)"
        + " --designs \(folder)/cash.yaml"
      #expect(try await Program.shell(line).code == 0)
      #expect(try await Program.shell(line).code == 0)
      let other = try await Program.shell("\(line) \(folder)/eth.yaml")
      #expect(other.code == 1)
      #expect(other.remarks.contains("\(folder)/\(Self.insured)"))
      #expect(other.remarks.contains("--replace"))
      #expect(try await Program.shell("\(line) \(folder)/eth.yaml --replace").code == 0)
    }
  }

  @Test func `refuses an ensemble of another network, and what is none`() async throws {
    try await Program.withFolder { folder in
      try Self.write(to: folder)
      try await Self.ensemble(folder, workers: 1)
      let other = try await Program.run(
        "insure", "Networks/toy/safety-module.yaml", "--ensemble", "\(folder)/\(Self.run)",
        "--designs", "\(folder)/cash.yaml", "--out", folder)
      #expect(other.code == 1)
      #expect(
        other.remarks.contains(
          "\(folder)/\(Self.run)/scenarios.sqlite: error: the ensemble ran on 'three-protocols' with"
            + " other files: Networks/toy/safety-module.yaml is not among them; name the network it"
            + " ran on, as it was"))
      let none = try await Program.run(
        "insure", Self.network, "--ensemble", "\(folder)/cash.yaml", "--designs",
        "\(folder)/cash.yaml", "--out", folder)
      #expect(none.code == 1)
      #expect(none.remarks.contains("\(folder)/cash.yaml: cannot be read"))
      let missing = try await Program.run(
        "insure", Self.network, "--ensemble", "\(folder)/none", "--designs",
        "\(folder)/cash.yaml", "--out", folder)
      #expect(
        missing.remarks.contains(
          "\(folder)/none: error: no such file or folder; an ensemble is a folder with"
            + " scenarios.sqlite"))
      let both = try await Program.run(
        "insure", Self.network, "--ensemble", folder, "--shock", "ETH=-10%", "--designs", "x")
      #expect(both.code == 64)
      #expect(
        both.remarks.contains("--shock shocks a network; an ensemble has its shocks already."))
    }
  }
}
