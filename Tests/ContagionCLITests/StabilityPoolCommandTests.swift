import Testing

/// Networks whose protocol with a stability pool cannot be one, before any round.
struct `A stability pool that cannot be` {
  static func text(
    kind: String = "cdp", share: String = "0.5", critical: String = "1.5", reserve: String = "",
    account: String = ""
  ) -> String {
    """
    schema: contagion.network/1
    name: broken
    assets:
      LUSD: {kind: stable, price: 1, peg: 1}
      DAI: {kind: stable, price: 1, peg: 1}
      ETH: {kind: base, price: 110}
    protocols:
      liquity:
        kind: \(kind)
        liquidation: {rule: stability-pool, poolShare: \(share), criticalRatio: \(critical)}
        recognition: reserves
        reserves:
          ETH: {liquidationThreshold: 0.8}
          LUSD: {}
          \(reserve)
    accounts:
      inline:
        - {id: a, protocol: liquity, collateral: {ETH: 2}, debt: {LUSD: 150}}
        \(account)
    """
  }

  static let mistakes: [(String, String)] = [
    (
      text(kind: "pooled"),
      ":9:11: error: rule 'stability-pool' keeps collateral apart; kind 'cdp' or 'isolated' does\n"
    ),
    (
      text(share: "1.5"),
      ":10:52: error: 'poolShare' of rule 'stability-pool' is 1.5, outside 0.0...1.0\n"
    ),
    (
      text(critical: "1.2"),
      ":10:72: error: 1.2 is below the minimum ratio, 1 over the liquidationThreshold of ETH:"
        + " 1.25\n"
    ),
    (
      text(reserve: "DAI: {liquidationThreshold: 0.8}"),
      ":12:5: error: rule 'stability-pool' takes two reserves, the collateral with a"
        + " 'liquidationThreshold' and the debt without; found ETH with, LUSD without, DAI with\n"
    ),
    (
      text(account: "- {id: b, protocol: liquity, collateral: {ETH: 9}, debt: {LUSD: 1, ETH: 1}}"),
      ":19:77: error: rule 'stability-pool' takes ETH as collateral and LUSD as debt; found ETH"
        + " as debt\n"
    ),
  ]

  @Test(arguments: mistakes)
  func `is refused where it stands`(text: String, message: String) async throws {
    try await Program.withFolder { folder in
      let line = "cat > \(folder)/n.yaml <<'END'\n\(text)\nEND\n\"$0\" run \(folder)/n.yaml"
      let run = try await Program.shell(line)
      #expect(run.code != 0)
      #expect("\(run.output)\(run.remarks)".contains("n.yaml\(message)"), "\(run)")
    }
  }
}
