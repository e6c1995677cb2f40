import ContagionFiles
import ContagionModel
import Testing

struct `The name of a run` {
  @Test func `is the network and the shock`() {
    #expect(RunName(network: "toy", shock: "eth-30", choices: Choices()).text == "toy--eth-30")
    #expect(RunName(network: "toy", shock: "ETH=-30%", choices: Choices()).text == "toy--ETH=-30%")
  }

  @Test func `lists the choices that are not the default`() {
    let choices = Choices(clearing: .uniform, without: [.oracle, .price], roundLimit: 5)
    #expect(
      RunName(network: "toy", shock: "s", choices: choices).text
        == "toy--s--clearing=uniform--without=price+oracle--roundLimit=5")
  }

  @Test func `tells texts apart that look alike once they are safe`() {
    let first = RunName(network: "toy", shock: "pool:a/b.depth=-5%", choices: Choices()).text
    let second = RunName(network: "toy", shock: "pool:a:b.depth=-5%", choices: Choices()).text
    #expect(first.hasPrefix("toy--pool_a_b.depth=-5%-"))
    #expect(first != second)
  }

  @Test func `fits in a file name`() {
    let long = String(repeating: "x", count: 300)
    let first = RunName(network: "toy", shock: long, choices: Choices()).text
    let second = RunName(network: "toy", shock: long + "y", choices: Choices()).text
    #expect(first.utf8.count == 120)
    #expect(first != second)
    #expect(first.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "/") })
  }
}
