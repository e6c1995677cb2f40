import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Accounts, concentration and cash of small books, by pencil.
struct `A book before any shock` {
  /// ETH at 2,000: a3 has 4 m against 1.9 m of Alpha's 4 m, health 0.8·4/1.9.
  @Test func `has its largest accounts by debt and by collateral`() throws {
    let compiled = try Network.threeProtocols.compiled()
    let byDebt = compiled.largestAccounts(2, by: .debt)
    #expect(byDebt.map(\.account) == ["a3", "a1", "b2", "b1", "g2", "g1"])
    #expect(byDebt.map(\.lendingProtocol) == ["Alpha", "Alpha", "Beta", "Beta", "Gamma", "Gamma"])
    expectClose(byDebt[0].debtUSD, 1_900_000)
    expectClose(byDebt[0].collateralUSD, 4_000_000)
    expectClose(byDebt[0].health, 3.2 / 1.9)
    expectClose(byDebt[0].share, 0.475)
    let byCollateral = compiled.largestAccounts(1, by: .collateral)
    #expect(byCollateral.map(\.account) == ["a3", "b2", "g2"])
    expectClose(byCollateral[2].share, 1.8 / 2.8)
  }

  /// Two accounts of 100: the name decides, and who owes nothing has no row.
  @Test func `ranks equals by name and leaves out who has nothing`() throws {
    var network = Network.threeProtocols
    network.accounts = AccountBook([
      Account("y", at: "Alpha", collateral: [Holding("ETH", 1)], debt: [Holding("USD", 100)]),
      Account("x", at: "Alpha", collateral: [Holding("ETH", 1)], debt: [Holding("USD", 100)]),
      Account("z", at: "Alpha", collateral: [Holding("ETH", 9)]),
    ])
    let compiled = try network.compiled()
    #expect(compiled.largestAccounts(5, by: .debt).map(\.account) == ["x", "y"])
    #expect(compiled.largestAccounts(5, by: .collateral).map(\.account) == ["z", "x", "y"])
    #expect(compiled.largestAccounts(5, by: .collateral)[0].health == .infinity)
  }

  /// Debts of Alpha 1.9, 1.3, 0.8 of 4.0: HHI (3.61 + 1.69 + 0.64) / 16 = 0.37125.
  /// By protocol 4.0, 2.96, 1.59 of 8.55.
  @Test func `has its concentration by asset, protocol and account`() throws {
    let rows = try Network.threeProtocols.compiled().concentrations()
    #expect(
      rows.map(\.name) == [
        "collateral by asset", "debt by asset", "collateral by protocol", "debt by protocol",
        "collateral of Alpha by account", "debt of Alpha by account",
        "collateral of Beta by account", "debt of Beta by account",
        "collateral of Gamma by account", "debt of Gamma by account",
      ])
    #expect(rows[0].concentration.index == 1)
    let alpha = rows[5]
    expectClose(alpha.totalUSD, 4_000_000)
    expectClose(alpha.concentration.index, 0.37125)
    expectClose(alpha.concentration.effectiveNumber, 1 / 0.37125)
    expectClose(alpha.concentration.top(2), 0.8)
    expectClose(
      rows[3].concentration.index, (16 + 2.96 * 2.96 + 1.59 * 1.59) / (8.55 * 8.55))
  }

  /// 1,000 USD are owed to lenders and 600 lent: 400 are there. The vault has 450,
  /// ann 300, and 250 are of others.
  static let bank = Network(
    name: "bank",
    assets: [
      "ETH": Asset(kind: .base, price: 2000), "USD": Asset(kind: .stable, price: 1, peg: 1),
      "share": Asset(kind: .receipt, issuer: .issuer("vault")),
    ],
    issuers: [
      "vault": Issuer(
        kind: .vault, supply: 450, allocations: [Allocation(ReserveID("P", "USD"), 450)])
    ],
    protocols: [
      "P": LendingProtocol(
        kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
        reserves: [
          "ETH": Reserve(liquidationThreshold: 0.8), "USD": Reserve(deposits: 1000),
        ])
    ],
    accounts: AccountBook([
      Account("bob", at: "P", collateral: [Holding("ETH", 1)], debt: [Holding("USD", 600)]),
      Account("ann", at: "P", deposits: [Holding("USD", 300)]),
    ]))

  @Test func `pays each lender the smaller of its claim and the cash`() throws {
    let rows = try Self.bank.compiled().withdrawableCash(5)
    #expect(rows.map(\.holder) == ["all lenders", "vault", "ann", "other lenders"])
    #expect(rows.allSatisfy { $0.reserve == ReserveID("P", "USD") && $0.cashUSD == 400 })
    #expect(rows.map(\.claimUSD) == [1000, 450, 300, 250])
    #expect(rows.map(\.nowUSD) == [400, 400, 300, 250])
    #expect(try Self.bank.compiled().withdrawableCash(1).map(\.holder) == ["all lenders", "vault"])
  }
}
