import ContagionEngine
import ContagionModel
import ContagionTestSupport
import Foundation
import Testing

/// Liquidity by tick of five Uniswap v3 pools, summer of 2025.
struct `Uniswap v3 profiles` {
  /// The folder of real data, which the project does not carry.
  static let folder = URL(filePath: #filePath)
    .appending(path: "../../../../shared/data/dex/univ3_liquidity_2025").standardizedFileURL

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// Pool, decimals of both tokens, ranges; base units whose sale lowers the last
  /// price by 2 %, and what they bring: summed range by range with 40 digits.
  static let profiles: [(String, Int, Int, Int, Double, Double)] = [
    ("eth-usdc", 18, 6, 658, 652.3071160872303, 2788075.766220228),
    ("wbtc-usdc", 8, 6, 199, 3.228537674611399, 352600.268240313),
    ("eth-uni", 18, 18, 150, 7.70594761477214, 3459.2991506094418),
    ("uni-usdc", 18, 6, 61, 1032.4970388440743, 9832.609754325707),
    ("usdc-usdt", 6, 6, 61, 9681333.336326765, 9675918.77011844),
  ]

  static func columns(_ file: String) throws -> [[String]] {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").map(String.init)
    }
  }

  static func number(_ text: String) throws -> Double { try #require(Double(text)) }

  @Test(.enabled(if: isThere), arguments: profiles)
  func `are sold into range by range`(
    name: String, baseDecimals: Int, quoteDecimals: Int, ranges: Int, base: Double, quote: Double
  ) throws {
    let unit = pow(10, Double(baseDecimals + quoteDecimals) / 2)
    let profile = try Self.columns("\(name)_liquidity.csv").map { line in
      LiquidityRange(
        price: try Self.number(line[1]), liquidity: try Self.number(line[0]) / unit)
    }
    #expect(profile.count == ranges)
    let price = try Self.number(try #require(try Self.columns("\(name)_price.csv").last)[5])
    let rule = try Catalog.priceImpacts.rule(RuleChoice("concentrated"))
    let pool = rule.opening(
      of: LiquidityPool(
        base: "A", quote: "B", formula: RuleChoice("concentrated"), price: price, ranges: profile))
    expectClose(rule.depth(to: 0.02, of: pool), base)
    let sale = rule.sale(of: base, into: pool)
    expectClose(sale.quoteOut, quote)
    expectClose(rule.price(in: sale.pool), 0.98 * price)
    let back = rule.purchase(of: base, from: sale.pool)
    expectClose(-back.quoteOut, quote)
    expectClose(rule.price(in: back.pool), price)
    var step = pool
    var last = price
    for _ in 0..<200 {
      step = rule.sale(of: base / 50, into: step).pool
      #expect(rule.price(in: step) <= last)
      last = rule.price(in: step)
    }
  }
}
