import Foundation
import Testing

struct `Calibrate` {
  /// A file in a fresh folder.
  static func file(_ folder: String, _ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// 7,300 ETH at 2,000 USD against 8,550,000 USD of debt, before and after.
  @Test func `cohorts writes a book that runs and keeps its totals`() async throws {
    try await Program.withFolder { folder in
      let toy = "Networks/toy/three-protocols.yaml"
      let made = try await Program.run(
        "calibrate", "cohorts", toy, "--into", "\(folder)/cohorts", "--min-accounts", "2",
        "--width", "0.5", "--format", "csv")
      #expect(made.code == 0)
      #expect(made.remarks == "wrote \(folder)/cohorts\n")
      #expect(made.output.contains("\ncollateral,14600000.0,14600000.0"))
      #expect(made.output.contains("\ndebt,8550000.0,8550000.0"))
      #expect(try await Program.run("check", "\(folder)/cohorts").code == 0)
      let again = try await Program.run("calibrate", "cohorts", toy, "--into", "\(folder)/cohorts")
      #expect(again.code == 1)
      #expect(again.remarks == "\(folder)/cohorts: error: exists already; name a new folder\n")
    }
  }

  /// Average of 30·(1 − s/800): linear with a depth of 400.
  @Test func `depth names the formula and writes the pool`() async throws {
    try await Program.withFolder { folder in
      let rows = [1.0, 10, 50, 200].map { "\($0),\(30 * (1 - $0 / 800))\n" }.joined()
      let quotes = try Self.file(folder, "quotes.csv", "size,price\n" + rows)
      let run = try await Program.run(
        "calibrate", "depth", quotes, "--base", "ETH", "--quote", "USDC", "--name", "book")
      #expect(run.code == 0)
      #expect(run.output.contains("constant-product"))
      let yaml = try #require(run.output.split(separator: "\"pools\":").last)
      #expect(yaml.contains("\"book\":"))
      #expect(yaml.contains("\"formula\": \"linear\""))
      #expect(yaml.contains("\"pair\": [\"ETH\", \"USDC\"]"))
    }
  }

  /// Half a token of 6 decimals for 1, 2 and 4 of 18: 0.5 each at first.
  @Test func `depth takes one pair of an aggregator's quotes`() async throws {
    try await Program.withFolder { folder in
      let quotes = try Self.file(
        folder, "quotes.csv",
        "src,dst,in_amount,out_amount\n0xA,0xB,1e18,500000\n0xA,0xB,2e18,990000\n"
          + "0xB,0xA,1e6,1e18\n0xA,0xB,4e18,1900000\n")
      let run = try await Program.run(
        "calibrate", "depth", quotes, "--src", "0xa", "--dst", "0xb", "--dst-decimals", "6",
        "--format", "csv")
      #expect(run.code == 0)
      #expect(run.output.hasPrefix("formula,fitted,sizeUnits,priceRatio,errorRatio,worstRatio"))
      let unnamed = try await Program.run("calibrate", "depth", quotes)
      #expect(
        unnamed.remarks
          == "\(quotes):1:1: error: an aggregator's quotes; say which pair with --src and --dst\n")
    }
  }

  @Test(arguments: [
    (
      "size,price\n1,2\n2,x\n",
      ":3:3: error: column 'price' is 'x'; accepted: a number such as 12.5 or 1.25e3"
    ),
    ("size,price\n1,2\n0,2\n", ":3:1: error: column 'size' is 0; accepted: above 0"),
    ("size,price\n1,2\n1,2\n", ":1:1: error: 2 quotes of 1 sizes; a fit needs two sizes at least"),
    ("size\n1\n", ":1:1: error: no column for the average price: price; the header has: size"),
  ])
  func `depth says what is wrong with quotes`(text: String, message: String) async throws {
    try await Program.withFolder { folder in
      let quotes = try Self.file(folder, "quotes.csv", text)
      let run = try await Program.run("calibrate", "depth", quotes)
      #expect(run.code == 1)
      #expect(run.remarks == quotes + message + "\n")
    }
  }

  /// Returns a, b, a with a − b = ln(11/9): ln(11/9)/√3·√8760 = 10.8436 a year.
  @Test func `volatility gives tables and a scenario model`() async throws {
    try await Program.withFolder { folder in
      let ether = try Self.file(
        folder, "eth.csv",
        "time,close\n2024-02-29 00:00:00,99\n2024-02-28T23:00Z,110\n2024-02-28 22:00,100\n"
          + "2024-02-29 01:00,108.9\n2024-02-29 09:00,100\n")
      let other = try Self.file(
        folder, "BTC.csv",
        "unix,price\n1709157600,10\n1709161200,20\n1709164800000,10\n1709168400,20\n")
      let run = try await Program.run("calibrate", "volatility", "ETH=\(ether)", other)
      #expect(run.code == 0)
      #expect(run.output.contains("2024-02-29 01:00 to 2024-02-29 09:00"))
      let yaml = try #require(run.output.range(of: "\"schema\":")).lowerBound
      #expect(run.output[yaml...].contains("\"ETH\": {\"volatility\": 10.84"))
      #expect(run.output[yaml...].contains("\"between\": [\"ETH\", \"BTC\"], \"value\": 1.0"))
      let wrong = try Self.file(folder, "wrong.csv", "time,price\n2023-02-29,1\n")
      let refused = try await Program.run("calibrate", "volatility", wrong)
      #expect(refused.code == 1)
      #expect(
        refused.remarks.hasPrefix("\(wrong):2:1: error: '2023-02-29' is no time; accepted: seconds")
      )
    }
  }

  /// What is packed is read as what is not, byte for byte.
  @Test func `reads gzip as it is`() async throws {
    try await Program.withFolder { folder in
      let quotes = [1.0, 10, 50, 200].map { "\($0),\(30 * (1 - $0 / 800))\n" }.joined()
      let texts = [
        ("q.csv", "size,price\n" + quotes),
        ("ETH.csv", "time,close\n1709157600,100\n1709161200,110\n1709164800,99\n"),
      ]
      for (name, text) in texts {
        _ = try Self.file(folder, name, text)
        #expect(try await Program.shell("gzip -k \(folder)/\(name)").code == 0)
      }
      for (command, name) in [("depth", "q.csv"), ("volatility", "ETH.csv")] {
        let plain = try await Program.run(
          "calibrate", command, "\(name == "q.csv" ? "" : "ETH=")\(folder)/\(name)")
        let packed = try await Program.run(
          "calibrate", command, "\(name == "q.csv" ? "" : "ETH=")\(folder)/\(name).gz")
        #expect(plain.code == 0)
        #expect(packed.code == 0)
        #expect(packed.output.replacing(".csv.gz", with: ".csv") == plain.output)
      }
    }
  }

  /// The toy's own accounts, moved into a packed file beside it.
  @Test func `cohorts reads a book whose accounts are packed`() async throws {
    try await Program.withFolder { folder in
      let toy = "Networks/toy/three-protocols.yaml"
      let made = try await Program.run(
        "calibrate", "cohorts", toy, "--into", "\(folder)/book", "--min-accounts", "1")
      #expect(made.code == 0)
      let line =
        "gzip \(folder)/book/accounts.csv && sed -i"
        + " s/accounts.csv/accounts.csv.gz/ \(folder)/book/network.yaml"
      #expect(try await Program.shell(line).code == 0)
      let again = try await Program.run(
        "calibrate", "cohorts", "\(folder)/book", "--into", "\(folder)/cohorts",
        "--min-accounts", "1", "--format", "csv")
      #expect(again.code == 0)
      #expect(again.output.contains("\ncollateral,14600000.0,14600000.0"))
      #expect(try await Program.shell("truncate -s 60 \(folder)/book/accounts.csv.gz").code == 0)
      let broken = try await Program.run("check", "\(folder)/book")
      #expect(broken.code == 1)
      #expect(
        broken.output.contains(
          "\(folder)/book/accounts.csv.gz:1:1: error: the gzip stream breaks off after "))
    }
  }

  @Test func `volatility says where gzip breaks off`() async throws {
    try await Program.withFolder { folder in
      let text = "time,close\n" + (1...4000).map { "\($0 * 3600),\($0 % 97 + 1)\n" }.joined()
      let path = try Self.file(folder, "ETH.csv", text)
      #expect(
        try await Program.shell("gzip \(path) && truncate -s 900 \(path).gz").code == 0)
      let run = try await Program.run("calibrate", "volatility", "\(path).gz")
      #expect(run.code == 1)
      #expect(
        run.remarks.hasPrefix("\(path).gz:1:1: error: the gzip stream breaks off after "))
      #expect(run.remarks.hasSuffix("; the file is incomplete, fetch it again\n"))
    }
  }
}
