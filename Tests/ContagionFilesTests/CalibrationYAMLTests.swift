import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections
import Testing

struct `Calibrated figures as YAML` {
  @Test func `are a scenario model without the assets that stand still`() throws {
    let report = VolatilityReport(
      stepSeconds: 3600,
      assets: [
        VolatilityReport.Asset(
          asset: "ETH", prices: 9, returns: 8, gaps: [], volatility: 0.1 + 0.7),
        VolatilityReport.Asset(asset: "true", prices: 9, returns: 8, gaps: [], volatility: 0.6),
        VolatilityReport.Asset(asset: "flat", prices: 9, returns: 8, gaps: [], volatility: 0),
      ],
      correlations: [
        VolatilityReport.Correlation(first: "ETH", second: "true", returns: 8, value: -0.25),
        VolatilityReport.Correlation(first: "ETH", second: "flat", returns: 8, value: nil),
        VolatilityReport.Correlation(first: "true", second: "flat", returns: 8, value: nil),
      ])
    let file = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID()).yaml").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try NetworkWriter.yaml(report, named: "mine").write(
      toFile: file, atomically: true, encoding: .utf8)
    let read = try YAMLScenarios.read(file)
    #expect(read.findings.isEmpty)
    #expect(read.description.name == "mine" && read.description.horizonDays == 1)
    #expect(read.description.rule == RuleChoice("log-normal"))
    #expect(
      read.description.assets
        == ["ETH": .init(volatility: 0.1 + 0.7), "true": .init(volatility: 0.6)])
    #expect(read.description.correlations == [.init("ETH", "true", -0.25)])
  }

  @Test func `are a pool of a network file`() throws {
    let pool = LiquidityPool(
      base: "ETH", quote: "USDC", formula: RuleChoice("linear", ["depth": .number(400)]),
      fee: 0.003,
      price: 30)
    #expect(
      try NetworkWriter.yaml(pool, named: "p") == """
        "pools":
          "p": {"fee": 0.003, "formula": "linear", "depth": 400.0, "pair": ["ETH", "USDC"], \
        "price": 30.0}

        """)
  }
}
