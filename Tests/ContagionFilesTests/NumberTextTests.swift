import Testing

@testable import ContagionFiles

struct `Numbers in files` {
  static func value(_ text: String) -> Double? { NumberText.value(ArraySlice(text.utf8)) }

  @Test(arguments: [
    ("0", 0.0), ("-0", -0.0), ("12.5", 12.5), ("+1", 1), (".5", 0.5), ("5.", 5), ("1e3", 1000),
    ("4.08E+25", 4.08e25), ("1.25e-3", 0.00125), ("9007199254740993", 9_007_199_254_740_992),
    ("0.1", 0.1), ("123456789012345678901234567890", 1.2345678901234568e29),
    ("1e-400", 0), ("000000000000000000000000000001", 1),
  ])
  func `are decimal or scientific`(text: String, value: Double) {
    #expect(Self.value(text)?.bitPattern == value.bitPattern)
  }

  @Test(arguments: [
    "", "+", ".", "e5", "1e", "1e+", "--1", "1,5", "1 000", "1_000", " 1", "1 ", "0x10", "nan",
    "NaN", "inf", "-Infinity", "1e999", "١٢", "1.2.3", "<nil>",
  ])
  func `are nothing else`(text: String) {
    #expect(Self.value(text) == nil)
  }

  /// Balances of 18 decimals, and ties: 2^53 + 1 lies half-way between two.
  @Test(arguments: [
    "117918.703671061055501923", "0.000000000000000001", "18446744073709551615",
    "18446744073709551616", "9007199254740993.0000000000000000000001", "9007199254740993.0",
    "9007199254740992.99999999999999999999", "0.1000000000000000055511151231257827",
    "4503599627370497.5", "4503599627370496.50000000000000000000",
  ])
  func `are read to the last digit`(text: String) {
    #expect(Self.value(text) == Double(text))
  }

  /// The standard library reads the same texts by another way.
  @Test func `are rounded to the nearest`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let digits = UInt64.random(in: 0..<1_000_000_000_000_000_000, using: &generator)
      let shift = UInt64.random(in: 0..<60, using: &generator)
      let text =
        "\(digits >> shift).\(digits % 1000)e\(Int.random(in: -40...40, using: &generator))"
      #expect(Self.value(text) == Double(text), "\(text)")
      let balance = "\(digits >> shift).\(String(digits).prefix(18))\(digits % 7)"
      #expect(Self.value(balance) == Double(balance), "\(balance)")
    }
  }
}
