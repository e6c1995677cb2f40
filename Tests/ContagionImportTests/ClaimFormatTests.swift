import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Subprocess
import Testing

@testable import ContagionImport

/// Lists, matrices and graphs of claims on small samples, with numbers from a pencil.
struct `Claims that are imported` {
  static func holdings(_ book: ImportedBook, _ issuer: IssuerID) -> [String: Double] {
    let holdings = book.network.issuers[issuer]?.holdings ?? []
    return Dictionary(uniqueKeysWithValues: holdings.map { ($0.asset.name, $0.units) })
  }

  /// A: 10 outside and 0.5 on B against 9 outside, 0.5 to C and equity of 1.
  @Test func `from neva have both sides of every balance sheet`() throws {
    let book = try Importing.sample("neva", "neva-list.csv", "neva-sheets.csv")
    #expect(Array(book.network.issuers.keys) == ["A", "B", "C"])
    #expect(Self.holdings(book, "A") == ["claim on B": 0.5, "assets of A": 10])
    #expect(book.network.issuers.values.map(\.supply) == [10.5, 5.5, 3.5])
    #expect(book.units(.deposit, "claim on A") == 10)
    #expect(book.network.accounts.count == 6)
    #expect(
      book.report.remarks.prefix(2) == [
        "not used: sigma_equity, maturity",
        "equity of 3 USD cannot bear losses first: an issuer has none, so 'owners' share every loss"
          + " with the creditors",
      ])
    #expect(book.report.rowsKept == 6)
  }

  /// Half of A's outside assets are lost: 5 of 10.5. With x, y, z the value of a
  /// unit of A, B, C: 10.5x = 5 + 0.5y, 5.5y = 5 + 0.5z, 3.5z = 3 + 0.5x; x is 0.5235.
  @Test func `from neva carry a loss around the circle`() throws {
    let book = try Importing.sample("neva", "neva-list.csv", "neva-sheets.csv")
    let study = try book.network.compiled().study(of: [.priceChange("assets of A", -0.5)])
    var losses: [String: Double] = [:]
    for loss in study.joint.losses where study.joint.parties[loss.party].isFinalBearer {
      losses[study.joint.parties[loss.party].name, default: 0] += loss.finalUSD
    }
    expectClose(losses.values.reduce(0, +), 5, within: 1e-9)
    // Eliminated by hand: x·(10.5 − 0.125/(5.5·3.5)) = 5 + 2.5/5.5 + 0.75/(5.5·3.5).
    let x = (5 + 2.5 / 5.5 + 0.75 / (5.5 * 3.5)) / (10.5 - 0.125 / (5.5 * 3.5))
    expectClose(
      losses.values.max() ?? 0, 9 * (1 - x) + 4 * (1 - Self.y(x)) + 2 * (1 - Self.z(x)),
      within: 1e-9)
  }

  private static func z(_ x: Double) -> Double { (3 + 0.5 * x) / 3.5 }
  private static func y(_ x: Double) -> Double { (5 + 0.5 * z(x)) / 5.5 }

  @Test func `that nobody outside holds are refused`() throws {
    let text = "lender,borrower,amount\nA,B,0.5\nB,A,0.5\n"
    #expect(
      try Importing.refusal("neva", text)
        == "FILE:2:5: error: 'A', 'B' are held by each other only, so nothing says what they are"
        + " worth; accepted: a graph with a claim of somebody outside, or balance sheets beside it"
        + " (neva)")
  }

  @Test(arguments: [
    (
      "A,B,1\nA,B,2\n",
      "FILE:3:5: error: a second claim of 'A' on 'B'; the first is at FILE:2; add them up with"
        + " --sum-rows"
    ),
    (
      "A,B,-1\n",
      "FILE:2:5: error: the claim of 'A' on 'B' is -1; accepted: a finite amount, 0 or more"
    ),
    (
      "A,B,x\n", "FILE:2:5: error: 'amount' is 'x'; accepted: a number such as 12.5 or 1.25e3"
    ),
    (",B,1\n", "FILE:2:1: error: a row without 'lender'"),
  ])
  func `from neva say what is wrong`(rows: String, message: String) throws {
    #expect(try Importing.refusal("neva", "lender,borrower,amount\n" + rows) == message)
  }

  /// b1 owes 1 and has a buffer of 2: its 3 lent into the market cover them. b2
  /// owes 3 and has a buffer of 1 with 1 lent: 3 are outside the table.
  @Test func `of banks without a matrix go through one market`() throws {
    let book = try Importing.sample("networkriskmeasures", "nrm-banks.csv")
    #expect(Self.holdings(book, "b1") == ["claim on interbank market": 3])
    #expect(
      Self.holdings(book, "b2") == ["claim on interbank market": 1, "assets of b2": 3])
    #expect(
      Self.holdings(book, "interbank market") == ["claim on b1": 1, "claim on b2": 3])
    #expect(book.network.issuers["interbank market"]?.supply == 4)
    #expect(book.report.remarks.contains { $0.hasPrefix("who lent to whom is not in the file") })
    _ = try book.network.compiled()
  }

  @Test func `of banks with a matrix are theirs`() throws {
    let book = try Importing.sample("networkriskmeasures", "nrm-banks.csv", "nrm-matrix.csv")
    #expect(Self.holdings(book, "b1") == ["claim on b2": 3])
    #expect(Self.holdings(book, "b2") == ["claim on b1": 1, "assets of b2": 3])
    let total = book.report.totals.first { $0.measure.hasSuffix("assets") }
    #expect(total?.read == 4)
    #expect(total?.stated == 4)
  }

  /// The fund has 70 in the vault, which has 100 in n2: 30 of the vault are
  /// others', and n2 holds 100 that the file does not show.
  @Test(arguments: [("graphml", "claims.graphml"), ("gexf", "claims.gexf")])
  func `from a graph of others become issuers`(format: String, file: String) throws {
    let book = try Importing.sample(format, file)
    #expect(Array(book.network.issuers.keys) == ["Fund & Co", "Vault", "n2"])
    #expect(Self.holdings(book, "Fund & Co") == ["claim on Vault": 70])
    #expect(Self.holdings(book, "Vault") == ["claim on n2": 100])
    #expect(Self.holdings(book, "n2") == ["assets of n2": 100])
    #expect(book.units(.deposit, "claim on Vault") == 30)
    #expect(book.units(.deposit, "claim on Fund & Co") == 70)
    #expect(
      book.report.remarks == [
        "amounts are taken as USD",
        "'n2' (100 USD) promise more than their claims in the file: the rest is taken as assets"
          + " outside it, which are named 'assets of' the party, since an issuer's two sides are"
          + " equal",
        "'Fund & Co' (70 USD), 'Vault' (30 USD) have more than is claimed of them: the rest is taken"
          + " to belong to holders outside the file, since an issuer's two sides are equal",
      ])
  }

  static let head = "<graphml xmlns=\"g\"><key id=\"w\" for=\"edge\" attr.name=\"weight\"/>\n"
  static let nodes = "<node id=\"a\"/><node id=\"b\"/>\n"

  @Test(arguments: [
    (
      "<graph edgedefault=\"undirected\">\(nodes)</graph></graphml>",
      "FILE:2:1: error: the graph's edges are 'undirected'; accepted: directed, since a claim has a"
        + " holder"
    ),
    (
      "<graph edgedefault=\"directed\">\(nodes)<edge source=\"a\" target=\"b\"/></graph></graphml>",
      "FILE:1:1: error: none of 1 edges has an amount; accepted names: weight, amount, usd, value,"
        + " exposure; declared for edges: weight; name another with --column amount=NAME"
    ),
    (
      "<graph edgedefault=\"directed\">\(nodes)<edge source=\"a\" target=\"c\">"
        + "<data key=\"w\">1</data></edge></graph></graphml>",
      "FILE:3:1: error: an edge ends at 'c', and no node has this id"
    ),
    (
      "<graph edgedefault=\"directed\">\(nodes)<edge source=\"a\" target=\"b\">"
        + "<data key=\"w\">much</data></edge></graph></graphml>",
      "FILE:3:1: error: 'amount of an edge' is 'much'; accepted: a number such as 12.5 or 1.25e3"
    ),
    (
      "<graph edgedefault=\"directed\">\(nodes)<node id=\"a\"/></graph></graphml>",
      "FILE:3:1: error: a second node with the id 'a'"
    ),
    (
      "<graph edgedefault=\"directed\">\(nodes)</edge></graph>",
      "FILE:3:1: error: the text is not well-formed XML"
    ),
  ])
  func `from a graph say what is wrong`(rest: String, message: String) throws {
    #expect(try Importing.refusal("graphml", Self.head + rest) == message)
  }

  /// Amounts under a name of one's own, two edges of a pair added up.
  @Test func `from a graph are named and added up as asked`() throws {
    let text =
      "<graphml xmlns=\"g\"><key id=\"w\" for=\"edge\" attr.name=\"mio\"/>"
      + "<graph edgedefault=\"directed\">\(Self.nodes)"
      + "<edge source=\"a\" target=\"b\"><data key=\"w\">2</data></edge>"
      + "<edge source=\"a\" target=\"b\"><data key=\"w\">3</data></edge></graph></graphml>"
    let url = FileManager.default.temporaryDirectory.appending(path: "mio-\(UUID()).graphml")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let book = try Importing.book("graphml", [url.path]) {
      $0.columns = ["amount": "mio"]
      $0.sumsRows = true
    }
    #expect(Self.holdings(book, "a") == ["claim on b": 5])
  }

  /// Vaults that hold each other: what is exported, read and exported again is
  /// the same, byte for byte.
  @Test(arguments: ["graphml", "gexf", "neva"])
  func `come back from our own export as they were`(format: String) throws {
    let network = try Importing.sample("neva", "neva-list.csv", "neva-sheets.csv").network
    let exporter = try Catalog.networkExporters.rule(RuleChoice(format))
    let first = try exporter.file(of: network.compiled().graph())
    let url = FileManager.default.temporaryDirectory.appending(path: "round-\(UUID()).x")
    try first.write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let paths = [url.path] + (format == "neva" ? ["\(Importing.samples)/neva-sheets.csv"] : [])
    let again = try Importing.book(format, paths).network
    #expect(again.issuers.mapValues(\.supply) == network.issuers.mapValues(\.supply))
    #expect(
      String(decoding: try exporter.file(of: again.compiled().graph()), as: UTF8.self)
        == String(decoding: first, as: UTF8.self))
  }

  /// A pool and a protocol cannot be made of a graph: they are named.
  @Test func `from our own export name what a graph cannot hold`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(components: "..", "..", "Networks", "toy", "three-protocols.yaml").path
    let graph = try YAMLNetwork.read(file).network.compiled().graph()
    let bytes = try GraphMLExport().file(of: graph)
    let url = FileManager.default.temporaryDirectory.appending(path: "toy-\(UUID()).graphml")
    try bytes.write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let book = try Importing.book("graphml", [url.path])
    #expect(book.network.protocols.isEmpty)
    #expect(book.network.pools.isEmpty)
    #expect(
      book.dropped("collateral or loans of a protocol: its borrowers are not in a graph") == 6)
    #expect(
      book.report.remarks.prefix(3) == [
        "6 reserves are issuers that hold what is in it: a graph has no accounts, thresholds or cash",
        "1 pool is an issuer that holds what is in it: a graph has no formula or fee",
        "left out: Alpha, Beta, Gamma, whose accounts and rules are not in a graph",
      ])
  }

  static func hasNetworkx() async -> Bool {
    let run = try? await Subprocess.run(
      .name("python3"), arguments: ["-c", "import networkx"], output: .discarded,
      error: .discarded)
    return run?.terminationStatus.isSuccess == true
  }

  /// A fund with 70 and 5 on two vaults, written by networkx.
  @Test(
    .enabled("networkx is not installed", { await hasNetworkx() }), arguments: ["graphml", "gexf"])
  func `are read from what networkx writes`(format: String) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "nx-\(UUID()).\(format)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let program = """
      import sys, networkx as nx
      g = nx.DiGraph()
      g.add_edge("fund", "vault", weight=70.0)
      g.add_edge("fund", "other", weight=5)
      nx.write_\(format)(g, sys.argv[1])
      """
    let run = try await Subprocess.run(
      .name("python3"), arguments: ["-c", program, path], output: .discarded,
      error: .string(limit: 1 << 16))
    #expect(run.terminationStatus.isSuccess, "\(run.standardError)")
    let book = try Importing.book(format, [path])
    #expect(Self.holdings(book, "fund") == ["claim on vault": 70, "claim on other": 5])
    #expect(book.read("claims between parties") == 75)
  }

  /// Graphs of cables: they are read to the end, and have no amounts.
  @Test(arguments: [
    ("graphml", "Kdl.graphml.gz", 899, "url, description, d41"),
    ("graphml", "Cogentco.graphml.gz", 245, "label, url, description, d42"),
    ("gexf", "simple_1.3.gexf", 1, "none"),
  ])
  func `are not made of graphs without amounts`(
    format: String, file: String, edges: Int, names: String
  ) throws {
    guard let files = Importing.real("networks/interop/\(file)") else { return }
    #expect(
      throws: ImportError.faults(
        [
          .init(
            Place(file: files[0], line: 1, column: 1),
            "none of \(edges) edges has an amount; accepted names: weight, amount, usd, value,"
              + " exposure; declared for edges: \(names); name another with --column amount=NAME")
        ], more: 0)
    ) { try Importing.book(format, files) }
  }

  /// 125 banks that lent 604.531035 to each other and have buffers of 790.704614:
  /// summed with pandas 3.1.1.
  @Test func `of 125 banks add up`() throws {
    guard let files = Importing.real("networks/networkriskmeasures_sim_data.csv") else { return }
    let book = try Importing.book("networkriskmeasures", files)
    #expect(book.network.issuers.count == 126)
    expectClose(
      book.network.issuers["interbank market"]?.supply ?? 0, 604.531035, within: 1e-8)
    let accounts = book.network.accounts
    var owners = 0.0
    for entry in 0..<accounts.entryCount {
      let account = Int(accounts.entryAccount[entry])
      if accounts.name(of: account) == "owners" { owners += accounts.entryUnits[entry] }
    }
    expectClose(owners, 790.704614, within: 1e-8)
    _ = try book.network.compiled()
  }
}
