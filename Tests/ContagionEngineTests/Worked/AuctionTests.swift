import ContagionEngine
import ContagionTestSupport
import Testing

/// Auctions against `MAKER-PRICES`, `MAKER-CLIP` and `MAKER-BACKSTOP`.
struct `Auctions` {
  /// `MAKER-PRICES`, cut to what a `Double` holds.
  @Test(arguments: [
    (30.0, 3.698501866941402113650075460), (60, 2.735783211953807380973706855),
    (69, 2.499185149495996261933827815), (100, 1.830161706366147524653080130),
  ])
  func `fall in steps`(time: Double, price: Double) {
    let curve = AuctionPrice.stairstep(cut: 0.99, step: 1)
    expectClose(curve.price(after: time, from: 5), price)
  }

  @Test(arguments: 0...10)
  func `fall in a straight line`(step: Int) {
    let curve = AuctionPrice.linear(duration: 3600)
    expectClose(curve.price(after: Double(step) * 360, from: 1000), 1000 - Double(step) * 100)
  }

  @Test(arguments: [
    (0.0, 4000.0), (900, 2000.000000258757259554676144), (1800, 1000.000000258757259571414976),
    (2700, 500.000000194067944691115352), (3600, 250.00000012937862980244631),
  ])
  func `fall by half a quarter of an hour`(time: Double, price: Double) {
    let curve = AuctionPrice.exponential(cut: 0.999230132966)
    expectClose(curve.price(after: time, from: 4000), price)
  }

  /// `MAKER-CLIP`: 110 to raise with 40 units from 4·5/4 = 5, `chost` 22.
  static func auction() -> DutchAuction {
    DutchAuction(
      DutchAuction.Rules(
        curve: .stairstep(cut: 0.99, step: 1), buf: 1.25, tail: 3600, cusp: 0.3, chost: 22,
        tip: 100, chip: 0.02),
      tab: 110, lot: 40, market: 4, at: 0)
  }

  @Test func `start above the market and pay who starts them`() {
    #expect(Self.auction().top == 5)
    expectClose(Self.auction().incentive, 102.2)
  }

  @Test func `return what the debt does not need`() throws {
    var auction = Self.auction()
    let soldTaking = auction.take(upTo: 25, limit: 5, at: 0)
    let taking = try #require(soldTaking)
    #expect(taking == DutchAuction.Taking(bought: 22, paid: 110, returned: 18))
    #expect(auction.isOver)
  }

  @Test func `go on after a part is sold`() throws {
    var auction = Self.auction()
    let soldTaking = auction.take(upTo: 11, limit: 5, at: 0)
    let taking = try #require(soldTaking)
    #expect(taking == DutchAuction.Taking(bought: 11, paid: 55, returned: 0))
    #expect(auction.tab == 55)
    #expect(auction.lot == 29)
    let answer1 = auction.take(upTo: 1, limit: 4.9, at: 0)
    #expect(answer1 == nil)
  }

  /// 18 at 5 leave 20 of debt, below 22: the slice is cut to 17.6; then only all
  /// of the rest can be taken.
  @Test func `leave no dust`() throws {
    var auction = Self.auction()
    let soldTaking = auction.take(upTo: 18, limit: 5, at: 0)
    let taking = try #require(soldTaking)
    expectClose(taking.bought, 17.6)
    #expect(auction.tab == 22)
    expectClose(auction.lot, 22.4)
    let answer1 = auction.take(upTo: 1, limit: 5, at: 0)
    #expect(answer1 == nil)
    let answer2 = auction.take(upTo: 5, limit: 5, at: 0)
    #expect(answer2?.paid == 22)
  }

  /// 10 at 5; at 30 s the price is 5·0.99³⁰ and 60 are left.
  @Test func `fall between two bids`() throws {
    var auction = Self.auction()
    let answer1 = auction.take(upTo: 10, limit: 5, at: 0)
    #expect(answer1?.paid == 50)
    let soldSecond = auction.take(upTo: 30, limit: 5, at: 30)
    let second = try #require(soldSecond)
    expectClose(second.bought, 16.222784835206525232)
    expectClose(second.paid, 60)
    expectClose(second.returned, 13.777215164793474768)
  }

  /// After 69 s all 40 bring 99.967…: 10.0326 are short.
  @Test func `end short of the debt`() throws {
    var auction = Self.auction()
    let soldTaking = auction.take(upTo: 40, limit: 5, at: 69)
    let taking = try #require(soldTaking)
    expectClose(taking.paid, 99.967405979839850477)
    expectClose(auction.tab, 10.032594020160149523)
    #expect(auction.isOver)
  }

  /// Strict: not at 3,600 s but at 3,601, not at half of the price but below it.
  @Test func `have to be started again`() {
    let byTime = DutchAuction(
      DutchAuction.Rules(curve: .linear(duration: 36_000), buf: 1.25, tail: 3600, cusp: 0.5),
      tab: 110, lot: 40, market: 4, at: 0)
    #expect(!byTime.needsRestart(at: 3600))
    #expect(byTime.needsRestart(at: 3601))
    var byPrice = DutchAuction(
      DutchAuction.Rules(curve: .linear(duration: 3600), buf: 1.25, tail: 3600, cusp: 0.5),
      tab: 110, lot: 40, market: 4, at: 0)
    let early = byPrice.restart(market: 3, at: 1800)
    #expect(!early)
    let answer1 = byPrice.take(upTo: 1, limit: 5, at: 1801)
    #expect(answer1 == nil)
    let late = byPrice.restart(market: 3, at: 1801)
    #expect(late)
    #expect(byPrice.top == 3.75)
  }

  /// A vault of 100 against 40: with room for 75 and a penalty of 10 % the part is
  /// 68.18…; with room for 80 and none 80 go and 20 stay.
  @Test func `are limited in sum`() throws {
    let part = try #require(
      AuctionRoom(room: 75, chop: 1.1, dust: 20).part(debt: 100, collateral: 40))
    expectClose(part.debt, 68.181818181818181818)
    expectClose(part.collateral, 27.272727272727272727)
    expectClose(part.tab, 75)
    let free = try #require(
      AuctionRoom(room: 80, chop: 1, dust: 20).part(debt: 100, collateral: 40))
    #expect(free == AuctionRoom.Part(debt: 80, collateral: 32, tab: 80))
    #expect(AuctionRoom(room: 0, chop: 1, dust: 20).part(debt: 100, collateral: 40) == nil)
    // 85 would leave 15, below the dust: all 100 go.
    let whole = AuctionRoom(room: 85, chop: 1, dust: 20).part(debt: 100, collateral: 40)
    #expect(whole?.debt == 100)
  }

  /// 110 wanted for 40 units, steps of 5 %, 10 minutes a bid, 2 hours in all.
  @Test func `rise to the debt and then ask for less`() {
    var auction = EnglishAuction(
      tab: 110, lot: 40, increment: 0.05, bidDuration: 600, duration: 7200, at: 0)
    let answer1 = auction.raise(to: 100, by: 1, at: 0)
    #expect(answer1 == .accepted)
    let answer2 = auction.raise(to: 104, by: 2, at: 10)
    #expect(answer2 == .refused)
    let answer3 = auction.lower(to: 30, by: 2, at: 10)
    #expect(answer3 == .refused)
    let answer4 = auction.raise(to: 110, by: 2, at: 20)
    #expect(answer4 == .accepted)
    let answer5 = auction.lower(to: 39, by: 1, at: 30)
    #expect(answer5 == .refused)
    let answer6 = auction.lower(to: 38, by: 1, at: 30)
    #expect(answer6 == .accepted)
    #expect(!auction.isOver(at: 629))
    #expect(auction.isOver(at: 630))
    let answer7 = auction.lower(to: 30, by: 2, at: 630)
    #expect(answer7 == .refused)
    #expect(auction.bidder == 1)
    #expect(auction.lot == 38)
  }

  /// Nobody else comes: the whole lot for nothing.
  @Test func `go for nothing when nobody comes`() {
    var auction = EnglishAuction(
      tab: 110, lot: 40, increment: 0.05, bidDuration: 600, duration: 7200, at: 0)
    let answer1 = auction.raise(to: 0, by: 7, at: 0)
    #expect(answer1 == .accepted)
    #expect(auction.isOver(at: 600))
    #expect(auction.bid == 0)
    #expect(auction.lot == 40)
  }

  /// `MAKER-BACKSTOP`.
  @Test func `are backed by surplus and dilution`() {
    let backstop = DebtBackstop(surplus: 3e6, badDebt: 5e6, sump: 50_000, dump: 250)
    #expect(backstop.healed == 3_000_000)
    #expect(backstop.unbacked == 2_000_000)
    #expect(backstop.auctions == 40)
    #expect(backstop.mostMinted == 10_000)
    #expect(backstop.minted(at: 400) == 5000)
    #expect(backstop.offer(afterFailures: 2) == 562.5)
  }
}
