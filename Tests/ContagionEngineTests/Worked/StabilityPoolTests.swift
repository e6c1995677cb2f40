import ContagionEngine
import ContagionTestSupport
import Testing

/// Liquity's mechanisms and crvUSD's bands against `LIQUITY-*` and `LLAMMA`.
struct `A stability pool` {
  /// `LIQUITY-SP`: deposits of 100, 200 and 300; 150 against 1.6, then 225 against
  /// 2.45, at 100 each.
  @Test func `pays debt and shares collateral`() {
    var pool = StabilityPool()
    let deposits = [100.0, 200, 300].map { pool.deposit($0) }
    pool.offset(debt: 150, collateral: 1.6)
    for (deposit, (value, gain)) in zip(
      deposits, [(75.0, 4.0 / 15), (150, 8.0 / 15), (225, 4.0 / 5)])
    {
      expectClose(pool.value(of: deposit), value)
      expectClose(pool.gain(of: deposit), gain)
    }
    pool.offset(debt: 225, collateral: 2.45)
    for (deposit, (value, gain)) in zip(
      deposits, [(37.5, 27.0 / 40), (75, 27.0 / 20), (112.5, 81.0 / 40)])
    {
      expectClose(pool.value(of: deposit), value)
      expectClose(pool.gain(of: deposit), gain)
      expectClose((value + 100 * gain) / deposit.amount, 1.05)
    }
    #expect(pool.total == 225)
  }

  /// A pool of 100 that pays 100 is empty; a deposit of 50 after it shares nothing
  /// of the first offset and all of the next.
  @Test func `starts again once it is used up`() {
    var pool = StabilityPool()
    let first = pool.deposit(100)
    pool.offset(debt: 100, collateral: 2)
    let second = pool.deposit(50)
    pool.offset(debt: 10, collateral: 0.3)
    #expect(pool.value(of: first) == 0)
    #expect(pool.gain(of: first) == 2)
    expectClose(pool.value(of: second), 40)
    expectClose(pool.gain(of: second), 0.3)
    expectClose(pool.withdraw(second), 40)
    #expect(pool.total == 0)
  }

  /// `LIQUITY-REDIST`: 2 units against 180 at 95, a pool of 60.
  @Test func `leaves the rest to open positions`() {
    let closing = Redistribution(
      of: Redistribution.Position(collateral: 2, debt: 180), pool: 60)
    expectClose(closing.gasCompensation, 0.01)
    #expect(closing.offset.debt == 60)
    expectClose(closing.offset.collateral, 199.0 / 300)
    #expect(closing.redistributed.debt == 120)
    expectClose(closing.redistributed.collateral, 199.0 / 150)
    let after = closing.added(to: [
      Redistribution.Position(collateral: 10, debt: 500),
      Redistribution.Position(collateral: 5, debt: 300),
    ])
    expectClose(after[0].collateral, 2449.0 / 225)
    expectClose(after[0].debt, 580)
    expectClose(after[0].ratio(at: 95), 46_531.0 / 26_100)
    expectClose(after[1].collateral, 2449.0 / 450)
    expectClose(after[1].debt, 340)
    expectClose(after[1].ratio(at: 95), 46_531.0 / 30_600)
  }

  /// `LIQUITY-REDIST`, in two steps: Bob's 1 goes to Alice, who has 2; Carol joins
  /// with 2 and Dennis with 1, which goes to Alice and Carol. Gas takes 0.5 %.
  @Test func `redistributes in proportion to what was redistributed`() {
    func position(_ collateral: Double) -> Redistribution.Position {
      Redistribution.Position(collateral: collateral, debt: 1)
    }
    let bob = Redistribution(of: position(1), pool: 0)
    let alice = bob.added(to: [position(2)])[0]
    expectClose(alice.collateral, 2.995)
    let dennis = Redistribution(of: position(1), pool: 0)
    let last = dennis.added(to: [alice, position(2)])
    expectClose(last[0].collateral, 358_801.0 / 99_900)
    expectClose(last[1].collateral, 2396.0 / 999)
  }

  /// `LIQUITY-REDEEM`: 4 %, 12 hours, then 1 of 50 million at 2,000.
  @Test func `charges redemptions a rate that halves in twelve hours`() {
    var rate = RedemptionRate(base: 1)
    rate.decay(minutes: 60)
    expectClose(rate.base, 0.943874312681671487, within: 1e-13)
    rate.decay(minutes: 660)
    expectClose(rate.base, 0.499999999999860089, within: 1e-13)
    var redeemed = RedemptionRate(base: 0.04)
    redeemed.decay(minutes: 720)
    expectClose(redeemed.base, 0.019999999999994403, within: 1e-15)
    redeemed.redeem(share: 1_000_000.0 / 50_000_000)
    expectClose(redeemed.rate, 0.034999999999994403, within: 1e-15)
    expectClose(redeemed.rate * 1_000_000 / 2000, 17.4999999999972015)
  }
}

struct `Soft liquidation in bands` {
  let bands = BandedPool(amplification: 100, basePrice: 2000)

  @Test func `lays bands on a grid`() {
    for (band, price) in [2000, 1980, 9801.0 / 5, 970_299.0 / 500, 96_059_601.0 / 50_000]
      .enumerated()
    {
      expectClose(bands.upperPrice(of: band), price)
    }
  }

  /// `LLAMMA`: one unit in [1980, 2000].
  @Test func `moves as the cube of the oracle`() {
    expectClose(bands.scale(of: 0, x: 0, y: 1, oracle: 2100), 1.05)
    expectClose(bands.priceWhenFull(of: 0, oracle: 2100), 2315.25)
    expectClose(bands.price(of: 0, x: 0, y: 1, oracle: 2100), 2315.25)
    expectClose(bands.priceWhenSold(of: 0, oracle: 1900), 1749.5663707784919906)
    expectClose(bands.scale(of: 0, x: 500, y: 0.75, oracle: 1990), 0.99813163651454096213)
    expectClose(bands.price(of: 0, x: 500, y: 0.75, oracle: 1990), 1980.1309849047453862)
  }

  @Test func `ends in debt at the mean of the bands`() {
    expectClose(bands.proceeds(of: 1, in: 0..<1), 1989.9748742132399095)
    expectClose(bands.proceeds(of: 1, in: 0..<4), 1960.3237510937440815)
    expectClose(
      bands.health(of: 1, in: 0..<4, debt: 1700, discount: 0.06), 0.083943721193011433304)
  }
}
