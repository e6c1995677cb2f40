import ContagionDiagrams
import ContagionModel
import Testing

struct `Figures in words` {
  @Test(arguments: [
    (0.0, "$0"), (0.001, "<$0.01"), (0.42, "$0.42"), (-0.42, "−$0.42"), (99.999, "$100.00"),
    (57_972.214, "$57,972"), (999_999, "$999,999"), (999_999.6, "$1.00 M"), (1_234_567, "$1.23 M"),
    (9_995_000, "$10.0 M"), (12_340_000, "$12.3 M"), (999_994_000, "$1000 M"), (1e9, "$1.00 B"),
    (-2.5e12, "−$2.50 T"), (.nan, "n/a"), (.infinity, "n/a"), (3e30, "$3e+30"),
  ])
  func `give dollars`(amount: Double, text: String) {
    #expect(Figure.usd(amount) == text.replacing("$1000 M", with: "$1,000 M"))
  }

  @Test(arguments: [
    (2000.0, "$2,000"), (1525.1538, "$1,525.15"), (1, "$1"), (0.99874, "$0.9987"),
    (0.0003, "$0.0003"),
    (0, "$0"), (1e-9, "$1e-09"), (100.5, "$100.50"),
  ])
  func `give prices`(price: Double, text: String) { #expect(Figure.price(price) == text) }

  @Test(arguments: [
    (0.0, "0 %"), (0.0001, "<0.1 %"), (0.059, "5.9 %"), (-0.19, "−19.0 %"), (1, "100 %"),
    (.nan, "n/a"),
  ])
  func `give percentages`(share: Double, text: String) { #expect(Figure.percent(share) == text) }

  @Test func `give changes, units and counts`() {
    #expect(Figure.change(from: 2000, to: 1620) == "−19.0 %")
    #expect(Figure.change(from: 1, to: 1.003) == "+0.3 %")
    #expect(Figure.change(from: 100, to: 99.99) == "≈ 0 %")
    #expect(Figure.change(from: 100, to: 100) == "0 %")
    #expect(Figure.change(from: 0, to: 1) == "n/a")
    #expect(Figure.ratio(1.456) == "1.46")
    #expect(Figure.units(680.55555, of: "ETH") == "680.6 ETH")
    #expect(Figure.units(1_234_567, of: "USDC") == "1.23 M USDC")
    #expect(Figure.units(-0.12345, of: "BTC") == "−0.1235 BTC")
    #expect(Figure.count(1, "account") == "1 account")
    #expect(Figure.count(1_234, "account") == "1,234 accounts")
  }
}

struct `The palette` {
  @Test func `tells channels apart without colour`() {
    let marks = Channel.allCases.map { channel in
      let stroke = Palette.stroke(of: channel)
      return "\(stroke.style) \(stroke.arrowhead)"
    }
    #expect(Set(marks).count == Channel.allCases.count)
    #expect(Set(Channel.allCases.map(Palette.color(of:))).count == Channel.allCases.count)
  }
}
