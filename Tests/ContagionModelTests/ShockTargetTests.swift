import ContagionModel
import Testing

struct `A shock in a scenario file` {
  static let shocks: [Shock] = [
    .priceChange("ETH", -0.25), .price("ETH", 1200.5), .issuerLoss(.issuer("RS"), 93e6),
    .issuerLossShare(.issuer("RS"), 0.4), .poolDepth("weth-usdc", -0.5),
    .oracleHold("feed"), .oracleValue("feed", 1.07),
    .deposits(ReserveID("Aave", "WETH"), -0.3),
    .reserveParameter(ReserveID("Aave", "WETH"), .bonus, 0.07),
    .reserveParameter(ReserveID("Aave", "WETH"), .liquidationThreshold, 0.7),
  ]

  @Test(arguments: shocks)
  func `is what its target and size say`(shock: Shock) {
    #expect(Shock(target: shock.target, size: shock.size) == shock)
  }

  @Test(arguments: ["", "pool:x", "reserve:Aave.bonus", "reserve:Aave/WETH.colour"])
  func `is none where no shock is spelled that way`(target: String) {
    #expect(Shock(target: target, size: 0.1) == nil)
  }
}

struct `The choices of a run in one line` {
  @Test func `are read back`() {
    let all = [
      Choices(),
      Choices(
        clearing: .sequential, arbitrage: .capital, liquidators: .profitable, opening: .include,
        scarceCash: .firstCome, routing: .split, without: [.price, .capacity], roundLimit: 77),
    ]
    for choices in all { #expect(Choices(text: choices.text) == choices) }
    #expect(Choices().text.hasPrefix("clearing synchronous; arbitrage none; liquidators forced"))
  }

  @Test(arguments: [
    "", "clearing synchronous",
    "clearing someday; arbitrage none; liquidators forced; sale liquidator; scarce cash pro rata;"
      + " routing largest pool; opening exclude; without nothing; roundLimit 10000",
    "clearing synchronous; arbitrage none; liquidators forced; sale auction; scarce cash pro rata;"
      + " routing largest pool; opening exclude; without nothing; roundLimit 10000",
  ])
  func `are none where one is missing or unknown`(text: String) {
    #expect(Choices(text: text) == nil)
  }
}
