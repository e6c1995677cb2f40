import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections
import Testing

struct `A network with every key of the schema` {
  let file: NetworkFile

  init() throws { file = try YAMLNetwork.read("\(Fixtures.folder)/Sound") }

  @Test func `has no findings`() {
    #expect(findingText(file.findings, file.places) == "")
  }

  @Test func `says what its head says`() {
    let network = file.network
    #expect(network.name == "every-key")
    #expect(network.title == "Every key of the schema, once")
    #expect(network.asOf == "2024-01-01")
    #expect(
      network.choices
        == Choices(clearing: .sequential, opening: .include, without: [.oracle], roundLimit: 50))
    #expect(network.defaultShock == "hack")
    #expect(
      network.shocks["hack"]?.shocks
        == [.issuerLossShare(.issuer("lido"), 0.4), .price("wstETH", 0.3)])
  }

  @Test func `tells issuers, pools and reserves behind receipts apart`() {
    #expect(file.network.assets["wstETH"]?.issuer == .issuer("lido"))
    #expect(file.network.assets["LP"]?.issuer == .pool("uni-eth-usdc"))
    #expect(file.network.assets["aUSDC"]?.issuer == .reserve(ReserveID("aave-v3", "USDC")))
  }

  @Test func `keeps pools in the order base, quote`() {
    let pool = file.network.pools["uni-eth-usdc"]
    #expect(pool?.base == "ETH" && pool?.quote == "USDC")
    #expect(pool?.baseReserve == 20_000 && pool?.quoteReserve == 40_000_000)
    #expect(
      file.network.pools["wbtc-quotes"]?.quotes
        == [DepthQuote(size: 10, price: 26980), DepthQuote(size: 100, price: 26500)])
  }

  @Test func `hands rules their parameters`() {
    #expect(
      file.network.pools["crv-book"]?.formula
        == RuleChoice("linear", ["depth": .number(40_000_000)]))
    #expect(
      file.network.oracles["crv-one"]?.rule == RuleChoice("hard-coded", ["value": .number(1)]))
    #expect(
      file.network.externalMarkets["ETH"]?.depth
        == RuleChoice("linear", ["usdPerPercent": .number(20_000_000)]))
    #expect(
      file.network.protocols["aave-v3"]?.liquidation
        == RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .rule(RuleChoice("aave-v3")), "bonus": .number(0.05),
            "liquidationThreshold": .number(0.8), "protocolFee": .number(0.1),
          ]))
  }

  @Test func `keeps feeds and routes as they are named`() {
    #expect(file.network.oracles["eth-out"]?.source == .external)
    #expect(
      file.network.routes == [NamedRoute(from: "ETH", to: "USDC", pools: ["uni-eth-usdc"])])
  }

  @Test func `holds inline accounts, then those of the file`() {
    let book = file.network.accounts
    let names = (0..<book.count).map { book.name(of: $0) }
    #expect(names == ["a1", "l1", "d7", "e1", "c,1", "c2", "c3"])
    #expect(book.entryCount == 10)
    #expect(book.eModes == [3: "eth"])
    #expect(book.entryUnits[7] == 408)
    #expect(book.entryThreshold[6] == 0.7)
    #expect(book.entrySide[8] == AccountBook.Side.collateral.rawValue)
    #expect(book.entrySide[9] == AccountBook.Side.deposit.rawValue)
  }

  @Test func `has a second network for the high ends of its ranges`() {
    #expect(file.ranges == ["assets.CRV.price"])
    #expect(file.network.assets["CRV"]?.price == 0.5)
    #expect(file.high?.assets["CRV"]?.price == 0.6)
    #expect(file.high?.accounts == file.network.accounts)
  }

  /// Lines and columns counted in the file.
  @Test(arguments: [
    ("assets.ETH.price", "network.yaml:10:31"), ("assets.ETH", "network.yaml:10:3"),
    ("pools.uni-eth-usdc.reserves.USDC", "network.yaml:20:122"),
    ("protocols.aave-v3.liquidation.closeFactor", "network.yaml:50:20"),
    ("protocols.aave-v3.liquidation.nothing", "network.yaml:48:5"),
    ("protocols.aave-v3.reserves.WBTC.bonus", "network.yaml:58:5"),
    ("accounts[0]", "network.yaml:66:53"), ("accounts[4]", "network.yaml:74:17"),
    ("accounts[5].units", "network.yaml:75:19"), ("accounts[6]", "accounts.csv:2:1"),
    ("accounts[9].threshold", "accounts.csv:5:1"), ("accounts[10]", "network.yaml:63:1"),
    ("elsewhere", "network.yaml:1:1"),
  ])
  func `knows where everything stands`(path: String, place: String) {
    #expect("\(file.places.place(of: path))" == "\(Fixtures.folder)/Sound/\(place)")
  }

  /// `sha256sum` of both files.
  @Test func `names its inputs with their digests`() throws {
    #expect(file.inputs.map(\.path.lastComponent) == ["network.yaml", "accounts.csv"])
    #expect(
      file.inputs.last?.sha256
        == "21c1643b43533010f24cd96e5e60008a9e0cf1f697fa5725fa5238557f44e60d")
    #expect(file.inputs.last?.bytes == 206)
  }
}

struct `A network that is not there` {
  @Test func `is missed under its name`() {
    #expect(
      Fixtures.check("\(Fixtures.folder)/Broken/nowhere.yaml", in: "Broken")
        == "nowhere.yaml: error: no such file or folder;"
        + " a network is a YAML file or a folder with network.yaml\n")
  }

  @Test func `is missed in a folder without it`() {
    #expect(
      Fixtures.check("\(Fixtures.folder)/Broken", in: "")
        .hasSuffix("Broken: error: the folder has no network.yaml\n"))
  }

  @Test func `may be a list too long for a YAML file`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "long-\(UUID()).yaml").path
    let row = "    - {id: a, protocol: b}\n"
    let text =
      "schema: contagion.network/1\nname: long\nassets: {}\nprotocols: {}\naccounts:\n  inline:\n"
      + String(repeating: row, count: 100_001)
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try YAMLNetwork.read(path)
    #expect(
      findingText(file.findings, file.places)
        == "\(path):6:3: error: 'inline' has 100001 accounts; above 100000 write them to a CSV file"
        + " and name it in 'accounts.file'\n")
  }
}

extension String {
  fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
