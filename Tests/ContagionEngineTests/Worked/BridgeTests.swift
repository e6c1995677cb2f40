import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Locks that are drained, and who bears it; all figures by pencil.
struct `A drained bridge` {
  /// 1,000 staked tokens of 1 ETH each, 200 and 100 of them locked for two chains; on each of
  /// three chains one account owes 80 ETH per 100 tokens, threshold 0.9, no bonus.
  static let network = Network(
    name: "bridges",
    assets: [
      "ETH": Asset(kind: .base, price: 1000),
      "stk": Asset(kind: .receipt, issuer: .issuer("home")),
      "stk-two": Asset(kind: .receipt, issuer: .issuer("two")),
      "stk-three": Asset(kind: .receipt, issuer: .issuer("three")),
    ],
    issuers: [
      "home": Issuer(kind: .staking, supply: 1000, holdings: [Holding("ETH", 1000)]),
      "two": Issuer(kind: .bridge, supply: 200, holdings: [Holding("stk", 200)]),
      "three": Issuer(kind: .bridge, supply: 100, holdings: [Holding("stk", 100)]),
    ],
    bridges: [
      "arch": Bridge(
        locks: "stk", issuers: ["two", "three"], allocation: RuleChoice("bridged-holders"))
    ],
    protocols: OrderedDictionary(
      uniqueKeysWithValues: ["stk", "stk-two", "stk-three"].map { (name: AssetID) in
        (
          ProtocolID("on-\(name)"),
          LendingProtocol(
            kind: .isolated,
            liquidation: RuleChoice(
              "fixed-spread", ["closeFactor": .rule(RuleChoice("full")), "bonus": .number(0)]),
            recognition: .sharePrice,
            reserves: [name: Reserve(liquidationThreshold: 0.9), "ETH": Reserve(deposits: 500)])
        )
      }),
    accounts: AccountBook([
      Account("a", at: "on-stk", collateral: [Holding("stk", 100)], debt: [Holding("ETH", 80)]),
      Account(
        "b", at: "on-stk-two", collateral: [Holding("stk-two", 100)], debt: [Holding("ETH", 80)]),
      Account(
        "c", at: "on-stk-three", collateral: [Holding("stk-three", 50)],
        debt: [Holding("ETH", 40)]),
    ]))

  private static func run(
    _ shocks: [String], without: Set<Channel> = [], _ network: Network = network
  ) throws -> Cascade {
    try network.compiled().cascade(
      after: shocks.map { try Shock(parsing: $0) }, choices: Choices(without: without))
  }

  private static func share(_ asset: AssetID, _ cascade: Cascade) -> Double {
    guard let found = cascade.assets.first(where: { $0.asset == asset }) else { return .nan }
    return found.end / found.opening
  }

  /// Rule, then what a token keeps at home and on the two other chains, bad debt and final loss,
  /// USD: 150 of 300 are drained.
  static let rules: [(rule: String, kept: [Double], badDebt: Double, loss: Double)] = [
    ("bridged-holders", [1, 0.5, 0.5], 30_000 + 15_000, 150_000),
    (
      "all-holders", [1000.0 / 1150, 1000.0 / 1150, 1000.0 / 1150], 0,
      1_000_000 * 150.0 / 1150
    ),
    ("chains-in-order", [1, 0.25, 1], 55_000, 150_000),
  ]

  @Test(arguments: rules)
  func `is borne as its rule says`(
    rule: String, kept: [Double], badDebt: Double, loss: Double
  ) throws {
    let cascade = try Self.run(["bridge:arch.drained=50%", "bridge:arch.allocation=\(rule)"])
    for (asset, expected) in zip(["stk", "stk-two", "stk-three"] as [AssetID], kept) {
      expectClose(Self.share(asset, cascade), expected, within: 1e-12)
    }
    expectClose(cascade.badDebtUSD, badDebt, within: 1e-9)
    expectClose(cascade.finalLossUSD, loss, within: 1e-9)
    // The file's own rule gives the same as the shock that names it.
    var network = Self.network
    network.bridges["arch"]?.allocation = RuleChoice(rule)
    #expect(
      try Self.run(["bridge:arch.drained=50%"], network).finalLossUSD == cascade.finalLossUSD)
  }

  @Test func `is every rule of the catalog`() {
    #expect(Self.rules.map(\.rule) == Catalog.bridgeLosses.entries.map(\.name))
  }

  /// Published for rsETH: 112,204 of 152,577 locked, 742,090 claims in all: 15.12 % or 73.54 %.
  @Test func `gives the two published rates of rsETH`() throws {
    let locked = [51_610.17, 59_873.32, 31_718.83, 9_374.68]
    let all = try Catalog.bridgeLosses.rule(RuleChoice("all-holders")).losses(
      of: 112_204, locked: locked, supply: 742_090 - 112_204)
    expectClose(all.homeShare, 0.1512, within: 5e-5)
    let bridged = try Catalog.bridgeLosses.rule(RuleChoice("bridged-holders")).losses(
      of: 112_204, locked: locked, supply: 0)
    for (lost, units) in zip(bridged.units, locked) {
      expectClose(lost / units, 0.7354, within: 5e-5)
    }
  }

  /// Drains add up to all at most; nothing is lost where backing is honoured, or of no drain.
  @Test func `adds up, and is honoured with the channel off`() throws {
    let twice = try Self.run(["bridge:arch.drained=70%", "bridge:arch.drained=60%"])
    #expect(Self.share("stk-two", twice) == 0 && Self.share("stk-three", twice) == 0)
    expectClose(twice.finalLossUSD, 300_000, within: 1e-9)
    #expect(try Self.run(["bridge:arch.drained=50%"], without: [.bridge]).finalLossUSD == 0)
    #expect(try Self.run(["bridge:arch.allocation=all-holders"]).finalLossUSD == 0)
    #expect(Choices().openChannels(in: Self.network).contains(.bridge))
    var plain = Self.network
    plain.bridges = [:]
    #expect(!Choices().openChannels(in: plain).contains(.bridge))
  }

  /// The loss of one bridged token's issuer takes what is locked for it.
  @Test func `can be drained of one chain's part`() throws {
    let cascade = try Self.run(["issuer:three.loss=40%"])
    expectClose(Self.share("stk-three", cascade), 0.6, within: 1e-12)
    #expect(Self.share("stk-two", cascade) == 1)
    expectClose(cascade.finalLossUSD, 40_000, within: 1e-9)
  }

  static let faults: [(change: @Sendable (inout Network) -> Void, path: String, message: String)] =
    [
      (
        { $0.bridges["arch"]?.locks = "stk-twoo" }, "bridges.arch.locks",
        "no asset is called 'stk-twoo' (did you mean 'stk-two'?); known: ETH, stk, stk-two, stk-three"
      ),
      (
        { $0.bridges["arch"]?.issuers = [] }, "bridges.arch.issuers",
        "a bridge has at least one issuer, of the token on each chain"
      ),
      (
        { $0.bridges["arch"]?.issuers = ["threee"] }, "bridges.arch.issuers[0]",
        "no issuer is called 'threee' (did you mean 'three'?); known: home, two, three"
      ),
      (
        { $0.bridges["arch"]?.issuers = ["home"] }, "bridges.arch.issuers[0]",
        "'home' is of kind 'staking'; accepted: bridge"
      ),
      (
        { $0.bridges["arch"]?.issuers = ["two", "two"] }, "bridges.arch.issuers[1]",
        "'two' is already an issuer of bridge 'arch'"
      ),
      (
        { $0.bridges["arch"]?.locks = "ETH" }, "bridges.arch.issuers[0]",
        "'two' holds no ETH, which the bridge locks for it; give it 'holdings'"
      ),
    ]

  @Test(arguments: faults.indices)
  func `says what it lacks`(place: Int) throws {
    let (change, path, message) = Self.faults[place]
    var network = Self.network
    change(&network)
    #expect(network.findings().contains(Finding(at: path, message)), "\(network.findings())")
  }

  /// A base asset is nobody's receipt, so no issuer can make holders at home bear a part.
  @Test func `needs an issuer at home for the rule that asks for one`() throws {
    var network = Self.network
    network.issuers["two"]?.holdings = [Holding("ETH", 200)]
    network.issuers["three"]?.holdings = [Holding("ETH", 100)]
    network.bridges["arch"]?.locks = "ETH"
    #expect(network.ruleFindings().isEmpty)
    let message =
      "'all-holders' lets the issuer of ETH bear a part, and there is none with direct holdings of"
      + " base or stable assets"
    network.bridges["arch"]?.allocation = RuleChoice("all-holders")
    #expect(network.ruleFindings() == [Finding(at: "bridges.arch.allocation", message)])
    network.bridges["arch"]?.allocation = RuleChoice("bridged-holders")
    let shock = Shock.bridgeAllocation("arch", "all-holders")
    #expect(
      try network.compiled().findings(of: [shock]) == [Finding(at: "shock \(shock)", message)])
  }
}
