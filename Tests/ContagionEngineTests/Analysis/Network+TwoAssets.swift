import ContagionModel
import OrderedCollections

extension Network {
  /// Two loans of 800 USD, one against ETH and one against BTC worth 1,000 USD
  /// each, each asset with a pool of its own; threshold 0.9, no bonus.
  ///
  /// Called above a fall of 1/9 and sold whole at the price after it, a loan
  /// leaves max(0, 800 − 1000·(1 − f)) = 1000·max(0, f − 0.2).
  static let twoAssets = Network(
    name: "two-assets",
    assets: [
      "ETH": Asset(kind: .base, price: 100, marketPool: "eth-usd"),
      "BTC": Asset(kind: .base, price: 1000, marketPool: "btc-usd"),
      "USD": Asset(kind: .stable, price: 1, peg: 1),
    ],
    pools: [
      "eth-usd": LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("constant-product"),
        baseReserve: 1_000, quoteReserve: 100_000),
      "btc-usd": LiquidityPool(
        base: "BTC", quote: "USD", formula: RuleChoice("constant-product"),
        baseReserve: 100, quoteReserve: 100_000),
    ],
    protocols: [
      "Lender": LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]),
        recognition: .sharePrice,
        reserves: [
          "ETH": Reserve(liquidationThreshold: 0.9), "BTC": Reserve(liquidationThreshold: 0.9),
          "USD": Reserve(liquidationThreshold: 0),
        ])
    ],
    accounts: AccountBook([
      Account("e", at: "Lender", collateral: [Holding("ETH", 10)], debt: [Holding("USD", 800)]),
      Account("b", at: "Lender", collateral: [Holding("BTC", 1)], debt: [Holding("USD", 800)]),
    ]))
}
