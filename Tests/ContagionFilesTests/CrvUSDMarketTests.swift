import ContagionEngine
import ContagionFiles
import ContagionTestSupport
import Foundation
import Testing

/// The five crvUSD markets of 30 January 2024, as the Curve subgraph gives them.
struct `Bands of real crvUSD markets` {
  static let markets = [
    "1681195c176239ac5e72d9aebacf5b2492e0c4ee", "37417b2238aa52d0dd2d6252d989e728e8f706e4",
    "e0438eb3703bf871e31ce639bd351109c88666ea", "f9bd9da2427a50908c4c6d1599d8e62837c2bcb0",
    "fa96ad0a9e64261db86950e2da362f5572c5c6fd",
  ]

  struct Market: Decodable {
    struct Parameters: Decodable {
      var A: String
      var BASE_PRICE: String
      var rate_mul: String
      var active_band: String
    }
    struct Controller: Decodable { var liquidation_discount: String }
    struct Band: Decodable {
      var index: String
      var priceOracleUp: String
      var priceOracleDown: String
    }
    struct Loan: Decodable {
      var collateral: String
      var stablecoin: String
      var debt: String
      var n1: String
      var n2: String
      var health: String
    }
    var llamma_params: Parameters
    var controller_params: Controller
    var bands: [Band]
    var userStates: [Loan]
  }

  static func market(_ address: String) throws -> Market? {
    guard
      let path = SharedData.file("positions/crvusd_20240130/pool_metadata_0x\(address).json.gz")
    else { return nil }
    var bytes = Data()
    try PackedFile(path).forEachPiece(refusal: { $0 as any Error }) {
      bytes.append(contentsOf: $0)
      return true
    }
    return try JSONDecoder().decode(Market.self, from: bytes)
  }

  static func number(_ text: String) throws -> Double { try #require(Double(text)) }

  /// Every band of every market, about a thousand each.
  @Test(arguments: markets)
  func `lie where the formula puts them`(address: String) throws {
    guard let market = try Self.market(address) else { return }
    let first = try #require(market.bands.first { $0.index == "0" })
    let pool = BandedPool(
      amplification: try Self.number(market.llamma_params.A),
      basePrice: try Self.number(first.priceOracleUp))
    #expect(market.bands.count > 700)
    for band in market.bands {
      let index = try #require(Int(band.index))
      let (up, down) = (try Self.number(band.priceOracleUp), try Self.number(band.priceOracleDown))
      #expect(abs(pool.upperPrice(of: index) / up - 1) < 1e-12, "band \(index)")
      #expect(abs(pool.lowerPrice(of: index) / down - 1) < 1e-12, "band \(index)")
    }
  }

  /// Loans whose bands the price has not reached, with the base price at the moment of
  /// the snapshot. Debts were read up to a day apart and grow by some 7 % a year, 2e-4 a
  /// day; a few loans were changed in between.
  @Test(arguments: markets)
  func `give loans the health that the protocol gives them`(address: String) throws {
    guard let market = try Self.market(address) else { return }
    let parameters = market.llamma_params
    let pool = BandedPool(
      amplification: try Self.number(parameters.A),
      basePrice: try Self.number(parameters.BASE_PRICE) * Self.number(parameters.rate_mul) / 1e18)
    let active = try #require(Int(parameters.active_band))
    let discount = try Self.number(market.controller_params.liquidation_discount)
    var differences: [Double] = []
    for loan in market.userStates {
      let (first, last) = (try #require(Int(loan.n1)), try #require(Int(loan.n2)))
      let debt = try Self.number(loan.debt)
      guard try Self.number(loan.stablecoin) == 0, debt > 0, first > active else { continue }
      let health = pool.health(
        of: try Self.number(loan.collateral), in: first..<last + 1, debt: debt, discount: discount)
      differences.append(abs(health - (try Self.number(loan.health))))
    }
    differences.sort()
    #expect(differences.count >= 20)
    #expect(differences[differences.count / 2] < 2e-4)
    #expect(differences[differences.count * 9 / 10] < 4e-4)
  }
}
