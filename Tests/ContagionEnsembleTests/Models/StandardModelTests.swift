import ContagionEnsemble
import ContagionModel
import OrderedCollections
import Testing

struct `The standard scenario model` {
  @Test func `takes the network's volatilities, and its own where there is none`() {
    let network = Network(
      name: "n",
      assets: [
        "ETH": Asset(kind: .base, price: 1, volatility: 0.65),
        "BTC": Asset(kind: .base, price: 1),
        "USDC": Asset(kind: .stable, price: 1, volatility: 0.02),
        "DAI": Asset(kind: .stable, price: 1),
      ])
    let moved = ScenarioDescription.standard(for: network).assets.mapValues(\.volatility)
    #expect(moved == ["ETH": 0.65, "BTC": 0.8, "USDC": 0.02])
  }
}
