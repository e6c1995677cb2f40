import ContagionFiles
import ContagionInsurance
import ContagionModel
import Foundation
import Testing
import Yams

/// What Python's `jsonschema`, which shares no code with us, says of design files.
struct `The schema of a design file` {
  static let catalogs = [
    CatalogListing("design", Catalog.insuranceDesigns),
    CatalogListing("terms", Catalog.insuranceTerms),
    CatalogListing("overlay", Catalog.insuranceOverlays),
  ]

  private func verdicts(of documents: [JSON]) async throws -> [String]? {
    try await `The schema of a network file`.verdicts(
      of: documents, under: try DesignSchema.json(catalogs: Self.catalogs))
  }

  @Test func `accepts every shipped design`() async throws {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: "Networks/designs")
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(paths.count > 15)
    let verdicts = try await verdicts(
      of: try paths.map { try `The schema of a network file`.document("Networks/designs/\($0)") })
    #expect(verdicts == nil || verdicts == paths.map { _ in "ok" })
  }

  @Test func `accepts every part of a design, and no other shape`() async throws {
    let start = "schema: contagion.design/1\nname: x\n"
    let sound = [
      "design: lender-socialisation\noverlays: [{rule: outflow-cap, cap: 0.1}]",
      "design: {rule: layered-tower, claimDays: {value: 3, source: a forum}}\nlayers:\n"
        + "  - {name: a, payer: junior, attachment: 1, limit: 2, share: 0.5, priority: 2}\n"
        + "  - {name: b, payer: senior, terms: {rule: quota-share, ceded: 0.2}, funded: false}\n"
        + "  - {name: c, payer: cat bond, trigger: {asset: ETH, atOrBelow: 0.6, payout: 7}}",
      "design: asset-matched-stake\ncover: {a/WETH: {stake: 5, asset: WETH, note: text}}\n"
        + "exits: [{cover: a/WETH, day: 2, usd: 1}]\nbailout: {usd: 8, delayDays: 30}\n"
        + "overlays: [{rule: parametric-trigger, asset: ETH, atOrBelow: 0.5}]",
    ]
    let misshapen = [
      "settles: realised", "design: layered-towel", "design: layered-tower\nlayer: []",
      "design: layered-tower\nlayers: [{name: a, payer: uncle, limit: 1}]",
      "design: layered-tower\nlayers: [{name: a, payer: junior, trigger: {asset: ETH}}]",
      "design: asset-matched-stake\ncover: {a: {stake: -1}}",
      "design: asset-matched-stake\ncover: {a: {stake: {low: 1, high: 2}}}",
      "design: lender-socialisation\nsettles: latent",
      "design: lender-socialisation\noverlays: [{rule: outflow-cup}]",
      "design: lender-socialisation\noverlays: [{rule: outflow-cap, cap: 2}]",
      "design: lender-socialisation\nbailout: {delayDays: 3}",
      "design: leveraged-mutual\ncapital: [{asset: ETH}]",
    ]
    let verdicts = try await verdicts(
      of: (sound + misshapen).map { JSON(try compose(yaml: start + $0) ?? "") })
    for (text, verdict) in zip(sound, verdicts ?? []) { #expect(verdict == "ok", "\(text)") }
    for (text, verdict) in zip(misshapen, (verdicts ?? []).dropFirst(sound.count)) {
      #expect(verdict.hasPrefix("refused"), "\(text)")
    }
    #expect(verdicts == nil || verdicts?.count == sound.count + misshapen.count)
  }

  @Test func `is the same text every time`() throws {
    let text = try DesignSchema.json(catalogs: Self.catalogs)
    #expect(try DesignSchema.json(catalogs: Self.catalogs) == text)
    for rule in Self.catalogs.flatMap(\.rules) { #expect(text.contains("\"\(rule.name)\"")) }
  }
}
