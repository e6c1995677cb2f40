import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `A session with flows from outside` {
  static let gamma = ReserveID("Gamma", "USD")

  /// Selling q ETH into 20,000 ETH of a constant product leaves
  /// (20,000/(20,000 + q))² of the price: 81 % for q = 20,000/9. From there the
  /// cascade is `MP-CASCADE`, bad debt 57,972.2114… USD; the seller gets
  /// 40,000,000·q/(20,000 + q) = 4,000,000 USD.
  @Test func `falls like the market when a payer sells`() throws {
    let compiled = try Network.threeProtocols.compiled()
    var session = try CascadeSession(compiled, payers: ["module"])
    try session.start(after: [])
    #expect(session.rounds == 0)
    try session.resume(with: [
      .sale(payer: "module", asset: "ETH", units: 20_000.0 / 9, for: "USD")
    ])
    let joint = try compiled.cascade(after: [.priceChange("ETH", -0.19)])
    expectClose(try session.badDebt().reduce(0) { $0 + $1.totalUSD }, joint.badDebtUSD)
    expectClose(session.gain(of: "module", "USD"), 4_000_000, within: 1e-9)
    expectClose(session.gain(of: "module", "ETH"), -20_000.0 / 9)
    #expect(session.rounds == joint.rounds.count)
    let infections = try session.cascade(title: nil).infections
    #expect(infections.contains { $0.from == "insurers" && $0.to == "Gamma" })
  }

  /// Two payers who sell together share the proceeds by units: 3,000 and 1,000 of
  /// 4,000 ETH for 40,000,000·4,000/24,000 USD.
  @Test func `shares the proceeds of sales by units`() throws {
    var session = try CascadeSession(
      try Network.threeProtocols.compiled(),
      choices: Choices(without: [.oracle]), payers: ["a", "b"])
    try session.start(after: [])
    try session.resume(with: [
      .sale(payer: "a", asset: "ETH", units: 3000, for: "USD"),
      .sale(payer: "b", asset: "ETH", units: 1000, for: "USD"),
    ])
    let total = 40_000_000.0 * 4000 / 24_000
    expectClose(session.gain(of: "a", "USD"), total * 3 / 4)
    expectClose(session.gain(of: "b", "USD"), total / 4)
  }

  /// What is paid in makes Gamma's lenders whole, and the payer bears it.
  @Test func `moves a loss to whoever pays it`() throws {
    let compiled = try Network.threeProtocols.compiled()
    var session = try CascadeSession(compiled, payers: ["module"])
    try session.start(after: [.priceChange("ETH", -0.19)])
    let bad = try session.badDebt().reduce(0) { $0 + $1.totalUSD }
    try session.resume(with: [.payment(payer: "module", reserve: Self.gamma, units: bad)])
    let cascade = try session.cascade(title: nil)
    func loss(_ kind: Party.Kind, _ name: String) -> Double {
      cascade.losses.reduce(0) { sum, loss in
        let party = cascade.parties[loss.party]
        return party.kind == kind && party.name == name ? sum + loss.finalUSD : sum
      }
    }
    let before = try compiled.cascade(after: [.priceChange("ETH", -0.19)])
    expectClose(before.badDebtUSD, bad)
    expectClose(loss(.insurers, "module"), bad)
    expectClose(loss(.lenders, "Gamma/USD"), 0, within: 1e-6)
    expectClose(cascade.finalLossUSD, before.finalLossUSD, within: 1e-12)
  }

  /// Without flows a session is the run itself.
  @Test func `is the run as long as nothing flows`() throws {
    for seed in 0..<60 as Range<UInt64> {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      let compiled = try network.compiled()
      var session = try CascadeSession(compiled, keepsEntries: false)
      try session.start(after: shocks)
      let cascade = try compiled.cascade(after: shocks)
      #expect(try session.badDebt() == cascade.badDebt)
      #expect(session.rounds == cascade.rounds.count)
      try session.resume(with: [])
      #expect(try session.badDebt() == cascade.badDebt)
    }
  }

  /// Whatever is sold, paid, given up and taken out, units and value are
  /// conserved: the identities of the ledger are checked in every round.
  @Test func `keeps the books on random networks`() throws {
    for seed in 100..<200 as Range<UInt64> {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      let compiled = try network.compiled()
      var draws = Draws(seed: seed, stream: 9)
      var session = try CascadeSession(compiled, payers: ["p", "q"])
      try session.start(after: shocks)
      let reserves = try session.badDebt().map(\.reserve)
      for _ in 0..<2 {
        var flows: [InjectedFlow] = []
        for reserve in reserves {
          let units = draws.uniform() * 50
          switch draws.next() % 4 {
          case 0: flows.append(.payment(payer: "p", reserve: reserve, units: units))
          case 1: flows.append(.burn(reserve: reserve, units: units))
          case 2: flows.append(.withdrawal(reserve: reserve, units: units))
          default:
            let other = reserves[Int(draws.next() % UInt64(reserves.count))].asset
            flows.append(.sale(payer: "q", asset: reserve.asset, units: units, for: other))
          }
        }
        let sound = flows.filter { session.findings(of: [$0]).isEmpty }
        try session.resume(with: sound)
      }
      #expect(try session.cascade(title: nil).finalLossUSD.isFinite)
    }
  }

  /// A table whose only line is half the price at 1,000 ETH pays s·(1 − s/2000)·2000 USD, at
  /// most 1,000,000 for 1,000 ETH and nothing for more. Whoever sells for DAI after that
  /// keeps the ETH, and whoever buys ETH keeps the money.
  @Test func `takes nothing where a pool has no price left`() throws {
    let network = Network(
      name: "dry",
      assets: [
        "ETH": Asset(kind: .base, marketPool: "eth-usd"),
        "USD": Asset(kind: .stable, price: 1, peg: 1),
        "DAI": Asset(kind: .stable, price: 1, peg: 1),
      ],
      pools: [
        "eth-usd": LiquidityPool(
          base: "ETH", quote: "USD", formula: RuleChoice("depth-table"), price: 2000,
          quotes: [DepthQuote(size: 1000, price: 1000)]),
        "usd-dai": LiquidityPool(
          base: "USD", quote: "DAI", formula: RuleChoice("constant-product"), baseReserve: 1e9,
          quoteReserve: 1e9),
      ])
    var session = try CascadeSession(try network.compiled(), payers: ["p", "q", "r"])
    try session.start(after: [])
    try session.resume(with: [
      .sale(payer: "p", asset: "ETH", units: 3000, for: "USD"),
      .sale(payer: "q", asset: "ETH", units: 10, for: "DAI"),
      .sale(payer: "r", asset: "DAI", units: 100, for: "ETH"),
    ])
    expectClose(session.gain(of: "p", "USD"), 1_000_000)
    expectClose(session.gain(of: "p", "ETH"), -3000)
    #expect(session.marketPrice(of: "ETH") == 0)
    #expect(session.gain(of: "q", "ETH") == 0)
    #expect(session.gain(of: "q", "DAI") == 0)
    #expect(session.gain(of: "r", "ETH") == 0)
    expectClose(session.gain(of: "r", "USD"), 100, within: 1e-6)
    #expect(try session.cascade(title: nil).finalLossUSD.isFinite)
  }

  @Test func `refuses flows of strangers`() throws {
    let session = try CascadeSession(try Network.threeProtocols.compiled(), payers: ["module"])
    let findings = session.findings(of: [
      .sale(payer: "modul", asset: "ETH", units: 1, for: "USD"),
      .sale(payer: "module", asset: "ETC", units: 1, for: "USD"),
      .payment(payer: "module", reserve: ReserveID("Gamma", "DAI"), units: 1),
      .withdrawal(reserve: Self.gamma, units: -1),
    ])
    #expect(
      findings.map(\.message) == [
        "no payer is called 'modul'; known: module",
        "no asset is called 'ETC' (did you mean 'ETH'?); known: ETH, USD",
        "no reserve of Gamma is called 'DAI'; known: ETH, USD",
        "units are -1.0; accepted: 0 or more, finite",
      ])
  }
}
