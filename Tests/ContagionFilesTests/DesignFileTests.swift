import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections
import Testing

/// A text in a file that is gone when the body ends.
func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
  let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt").path
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

struct `A design file` {
  private func check(_ text: String) throws -> [String] {
    try withFile(text) { path in
      let file = try DesignFile.read(path)
      return findingText(file.findings, file.places).split(separator: "\n").map {
        String($0).replacing(path + ":", with: "")
      }
    }
  }

  @Test func `gives every part of a programme`() throws {
    let text = """
      schema: contagion.design/1
      name: all-parts
      title: All parts
      settles: realised+latent
      design: {rule: layered-tower, claimDays: {value: 3, source: a forum}}
      token: AAVE
      cover:
        aave/WETH: {stake: {value: 5e6, source: a report}, asset: WETH, note: text}
      layers:
        - {name: junior, payer: junior, attachment: 1, limit: 2, share: 0.5, priority: 2, asset: ETH}
        - {name: share, payer: senior, terms: {rule: quota-share, ceded: 0.2}, basis: market, funded: false}
        - {name: bond, payer: cat bond, trigger: {asset: ETH, atOrBelow: 0.6, payout: 7}, reinstatements: 1, annualDeductible: 3}
      capital: [{usd: 9, asset: ETH, market: aave/WETH}]
      exits: [{cover: aave/WETH, day: 2, usd: 1e6}]
      recognitionDay: 21
      annualCost: 4
      bailout: {usd: 8, delayDays: 30}
      overlays: [{rule: parametric-trigger, asset: ETH, atOrBelow: {value: 0.6, source: a note}, note: n}, outflow-cap]
      """
    let programme = try withFile(text) { path in
      let file = try DesignFile.read(path)
      #expect(file.findings.isEmpty)
      return file.programme
    }
    #expect(programme.name == "all-parts" && programme.title == "All parts")
    #expect(programme.settles == .realizedAndLatent)
    #expect(programme.design == RuleChoice("layered-tower", ["claimDays": .number(3)]))
    #expect(programme.silos == ["aave/WETH": .init(["stake": 5e6], asset: "WETH")])
    #expect(programme.token == "AAVE")
    #expect(programme.capital == [.init(usd: 9, asset: "ETH", market: "aave/WETH")])
    #expect(programme.exits == [.init(silo: "aave/WETH", day: 2, usd: 1e6)])
    #expect(programme.recognitionDay == 21 && programme.annualCostUSD == 4)
    #expect(programme.bailout == .init(usd: 8, delayDays: 30))
    #expect(
      programme.overlays == [
        .init(RuleChoice("parametric-trigger", ["atOrBelow": .number(0.6)]), asset: "ETH"),
        .init(RuleChoice("outflow-cap")),
      ])
    try #require(programme.layers.count == 3)
    #expect(
      programme.layers[0].terms
        == RuleChoice(
          "excess-of-loss",
          ["attachment": .number(1), "limit": .number(2), "share": .number(0.5)]))
    #expect(programme.layers[0].priority == 2 && programme.layers[0].asset == "ETH")
    #expect(programme.layers[1].basis == .market && !programme.layers[1].isFunded)
    #expect(programme.layers[2].trigger == .init(asset: "ETH", atOrBelow: 0.6, payoutUSD: 7))
    #expect(programme.layers[2].reinstatements == 1)
    #expect(programme.layers[2].annualDeductibleUSD == 3)
  }

  @Test func `places its mistakes`() throws {
    let text = """
      schema: contagion.design/2
      name: x
      designs: layered-tower
      settles: realized
      cover:
        A: {stake: -5}
      layers:
        - {name: one, payer: juniors, limit: 5}
        - {name: two, payer: junior}
        - {name: three, payer: junior, limit: {low: 1, high: 2}}
        - {name: four, payer: junior, limit: 1, terms: {rule: franchise}}
      """
    #expect(
      try check(text) == [
        "1:1: error: a design needs 'design'; it has: schema, name, title, design, settles, cover,"
          + " layers, capital, token, exits, recognitionDay, annualCost, bailout, overlays, source, date, note",
        "1:9: error: 'schema' is 'contagion.design/2'; accepted: contagion.design/1",
        "3:10: error: a design has no key 'designs' (did you mean 'design'?); it has: schema, name,"
          + " title, design, settles, cover, layers, capital, token, exits, recognitionDay,"
          + " annualCost, bailout, overlays, source, date, note",
        "4:10: error: 'settles' is 'realized' (did you mean 'realised'?); accepted: realised,"
          + " realised+latent",
        "6:14: error: 'stake' is -5; accepted: 0 or more",
        "8:24: error: 'payer' is 'juniors' (did you mean 'junior'?); accepted: lenders, borrowers,"
          + " discretionary bail-out, treasury, stakers, token holders, members, capital providers,"
          + " junior, senior, cat bond, defaulter's resources, clearing house, survivors,"
          + " other lenders",
        "9:5: error: a layer needs 'attachment: USD, limit: USD' or 'terms: {rule: …}'",
        "10:34: error: a design takes single numbers; give one value instead of low and high",
        "11:5: error: a layer has 'terms' or 'attachment', 'limit' and 'share', not both",
      ])
  }

  @Test func `that is missing or empty is no design`() throws {
    let missing = #expect(throws: DesignFileError.self) { try DesignFile.read("no/such.yaml") }
    #expect(missing?.description == "no/such.yaml: error: no such file; a design is a YAML file")
    try withFile("") { path in
      let empty = #expect(throws: DesignFileError.self) { try DesignFile.read(path) }
      #expect(
        empty?.description
          == "\(path): error: the file is empty; a design starts with 'schema: contagion.design/1'")
    }
  }

  @Test func `of every shipped design reads without a finding`() throws {
    let folder = "\(Fixtures.folder)/../../../Networks/designs"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }
    #expect(paths.count == 28)
    for path in paths {
      let file = try DesignFile.read("\(folder)/\(path)")
      #expect(file.findings.isEmpty, "\(findingText(file.findings, file.places))")
      #expect(!file.programme.source.isEmpty)
    }
  }
}
