import Foundation
import Testing

struct `Export` {
  /// Whether the program that reads what is exported is installed.
  static func hasNetworkx() async -> Bool {
    (try? await Program.shell("python3 -c 'import networkx'").code) == 0
  }

  /// 2 protocols, 4 reserves, 1 issuer and 3 assets; B lends 220 USD.
  @Test(.enabled("networkx is not installed", { await hasNetworkx() }))
  func `is read by networkx`() async throws {
    try await Program.withFolder { folder in
      for format in ["graphml", "gexf", "json"] {
        let run = try await Program.run(
          "export", "Networks/toy/receipt-chain.yaml", "--to", format, "--out",
          "\(folder)/g.\(format)")
        #expect(run.code == 0)
        #expect(run.remarks == "wrote \(folder)/g.\(format)\n")
      }
      let script = """
        import json, networkx as nx
        f = "\(folder)/g."
        graphs = [nx.read_graphml(f + "graphml"), nx.read_gexf(f + "gexf"),
          nx.node_link_graph(json.load(open(f + "json")), edges="edges")]
        for g in graphs:
          kinds = sorted(d["kind"] for _, d in g.nodes(data=True))
          ends = g.get_edge_data("protocol:B", "reserve:B/USD")
          if g.is_multigraph(): ends = list(ends.values())[0]
          print(g.is_directed(), len(g), g.number_of_edges(), kinds.count("reserve"),
            float(g.nodes["protocol:B"]["usd"]), float(ends.get("weight", ends.get("usd"))))
        """
      try script.write(toFile: "\(folder)/read.py", atomically: true, encoding: .utf8)
      let read = try await Program.shell("python3 \(folder)/read.py")
      #expect(read.remarks == "")
      #expect(
        read.output == String(repeating: "True 10 11 4 460.0 220.0\n", count: 3))
    }
  }

  /// C holds 150 USD of the receipt of B's reserve, B 240 of A's.
  @Test func `goes to standard output without a file`() async throws {
    let run = try await Program.run(
      "export", "Networks/toy/receipt-chain.yaml", "--to", "neva")
    #expect(run.output == "lender,borrower,amount\nB,A,240.0\nC,B,150.0\n")
    let wrong = try await Program.run("export", "Networks", "--to", "graphlm")
    #expect(wrong.code == 64)
    #expect(wrong.remarks.contains("No export format is called 'graphlm'. Did you mean 'graphml'?"))
  }

  @Test func `loses no file that is there, and names a folder that is not`() async throws {
    try await Program.withFolder { folder in
      let file = "\(folder)/g.gexf"
      try "mine".write(toFile: file, atomically: true, encoding: .utf8)
      let toy = "Networks/toy/receipt-chain.yaml"
      let kept = try await Program.run("export", toy, "--to", "gexf", "--out", file)
      #expect(kept.code == 1)
      #expect(kept.remarks == "\(file): error: exists already; name a new file\n")
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
      let nowhere = try await Program.run(
        "export", toy, "--to", "gexf", "--out", "\(folder)/no/g.gexf")
      #expect(nowhere.code == 1)
      #expect(
        nowhere.remarks
          == "\(folder)/no/g.gexf: error: there is no folder '\(folder)/no'\n")
    }
  }
}
