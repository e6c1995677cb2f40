import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections
import Testing

struct `A scenario model's file` {
  static let head = "schema: contagion.scenarios/1\nname: m\nhorizonDays: 7\n"

  private func withFiles(
    _ files: [String: String], _ body: (String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(
        toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
    }
    try body(folder.path)
  }

  /// The findings of a model, without the folder.
  private func findings(_ files: [String: String]) throws -> String {
    var text = ""
    try withFiles(files) { folder in
      let file = try YAMLScenarios.read("\(folder)/model.yaml")
      text = findingText(file.findings, file.places).replacing("\(folder)/", with: "")
    }
    return text
  }

  @Test func `gives assets, loadings and correlations`() throws {
    let text =
      Self.head + """
        title: A week
        model: {rule: t-copula, degreesOfFreedom: 5}
        assets:
          ETH: {volatility: {value: 0.8, source: Binance}, drift: 0.1, loadings: {market: 0.9}}
          BTC: {volatility: 0.6}
        correlations:
          - {between: [ETH, BTC], value: 0.7}
        """
    try withFiles(["model.yaml": text]) { folder in
      let file = try YAMLScenarios.read("\(folder)/model.yaml")
      #expect(file.findings.isEmpty)
      #expect(file.description.title == "A week")
      #expect(
        file.description.rule == RuleChoice("t-copula", ["degreesOfFreedom": .number(5)]))
      #expect(
        file.description.assets["ETH"]
          == .init(volatility: 0.8, drift: 0.1, loadings: ["market": 0.9]))
      #expect(file.description.correlations == [.init("ETH", "BTC", 0.7)])
      #expect(file.inputs.count == 1)
    }
  }

  @Test func `gives events and grids`() throws {
    let text =
      Self.head + """
        model: jumps
        events:
          depeg: {perYear: 0.5, shocks: [USDC=-12%, "oracle:feed.hold"], brings: {crash: 0.25}}
          crash: {perYear: 1, shocks: [ETH=-30%]}
        grid:
          ETH: [-10%, 900]
        """
    try withFiles(["model.yaml": text]) { folder in
      let description = try YAMLScenarios.read("\(folder)/model.yaml").description
      #expect(
        description.events["depeg"]
          == .init(
            perYear: 0.5, shocks: [.priceChange("USDC", -0.12), .oracleHold("feed")],
            brings: ["crash": 0.25]))
      #expect(description.grid == ["ETH": [.priceChange("ETH", -0.1), .price("ETH", 900)]])
    }
  }

  /// Two files with one time in common less; columns by name.
  @Test func `joins prices where times are spelled alike`() throws {
    let text =
      Self.head + """
        model: replay
        prices:
          stepHours: 1
          assets:
            ETH: {file: eth.csv, time: at, price: close}
            BTC: {file: btc.csv, time: time, price: usd}
        """
    let files = [
      "model.yaml": text, "eth.csv": "at,open,close\nt1,1,10\nt2,1,11\nt3,1,12\n",
      "btc.csv": "usd,time\n100,t1\n120,t3\n",
    ]
    try withFiles(files) { folder in
      let file = try YAMLScenarios.read("\(folder)/model.yaml")
      #expect(file.isSound)
      #expect(
        file.description.prices
          == PriceHistory(
            assets: ["ETH", "BTC"], times: ["t1", "t3"], prices: [10, 100, 12, 120],
            stepDays: 1.0 / 24))
      #expect(file.inputs.count == 3)
    }
    #expect(
      try findings(files)
        == "model.yaml:5:1: warning: 2 of up to 3 times are in all files; the others are left out\n"
    )
  }

  @Test func `takes scenarios from CSV, a row each`() throws {
    let csv = "scenario,probability,ETH,issuer:X.loss\ncalm,0.9,,\nbad,0.1,-30%,93e6\n"
    try withFiles(["mine.csv": csv]) { folder in
      let file = try YAMLScenarios.read("\(folder)/mine.csv")
      #expect(file.isSound)
      #expect(file.description.name == "mine")
      #expect(
        file.description.listed == [
          .init(shocks: [], probability: 0.9),
          .init(
            shocks: [.priceChange("ETH", -0.3), .issuerLoss(.issuer("X"), 93e6)],
            probability: 0.1),
        ])
    }
  }

  @Test(arguments: [
    (
      "model: log-normal\nasset: {}\n",
      "model.yaml:5:1: error: a scenario model has no key 'asset' (did you mean 'assets'?); it has:"
        + " schema, name, title, source, model, horizonDays, assets, correlations, grid, events,"
        + " prices, scenarios, date, note\n"
    ),
    (
      "model: log-normal\nassets:\n  ETH: {volatility: 80%}\n",
      "model.yaml:6:21: error: 'volatility' is '80%', a percentage; write it as a ratio\n"
    ),
    (
      "model: log-normal\nassets:\n  ETH: {volatility: {low: 0.5, high: 0.9}}\n",
      "model.yaml:6:9: error: a range; accepted in a scenario model: one number\n"
    ),
    (
      "model: log-normal\ncorrelations: [{between: [ETH], value: 2}]\n",
      "model.yaml:5:17: error: 'between' has 1 assets; accepted: two\n"
        + "model.yaml:5:40: error: 'value' is 2; accepted: -1...1\n"
    ),
    (
      "model: grid\ngrid: {ETH: [10 %%]}\n",
      "model.yaml:5:14: error: 'ETH=10 %%' is not a shock: '10 %%' is not a finite number or"
    ),
    (
      "model: jumps\nevents: {a: {perYear: -1, shocks: [ETH=-1%]}}\n",
      "model.yaml:5:23: error: 'perYear' is -1; accepted: 0...1000000\n"
    ),
    (
      "model: replay\nprices: {stepHours: 1, assets: {ETH: {file: no.csv, time: t, price: p}}}\n",
      "model.yaml:5:45: error: there is no file 'no.csv' that can be read\n"
    ),
    (
      "model: replay\nprices: {stepHours: 1, assets: {ETH: {file: eth.csv, time: tme, price: p}}}\n",
      "model.yaml:5:60: error: 'eth.csv' has no column 'tme' (did you mean 'time'?); it has:"
        + " time, p\n"
    ),
    (
      "model: replay\nprices: {stepHours: 1, assets: {ETH: {file: eth.csv, time: time, price: p}}}\n",
      "eth.csv:3:3: error: column 'p' is 0; accepted: a price above 0\n"
        + "eth.csv:4:1: error: the time 'a' is here twice\n"
    ),
    (
      "model: file\nscenarios: {file: mine.csv}\n",
      "mine.csv:2:1: error: column 'probability' is 1.5; accepted: 0...1\n"
        + "mine.csv:3:3: error: 'ETH=x' is not a shock: 'x' is not a finite number or percentage"
    ),
  ])
  func `says what is wrong, and where`(text: String, message: String) throws {
    let found = try findings([
      "model.yaml": Self.head + text, "eth.csv": "time,p\na,1\nb,0\na,3\n",
      "mine.csv": "probability,ETH\n1.5,-1%\n1,x\n",
    ])
    #expect(found.hasPrefix(message), "\(found)")
  }
}
