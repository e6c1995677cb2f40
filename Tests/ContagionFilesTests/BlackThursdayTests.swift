import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

/// Maker on 12 and 13 March 2020, in time.
struct `Black Thursday` {
  static func run(
    _ change: (inout Network) -> Void = { _ in }, path: PricePath? = nil
  ) throws -> (network: Network, cascade: Cascade) {
    var network = try `Shipped networks`.file("2020-03-black-thursday").network
    change(&network)
    if let path { network.timing?.path = path }
    return (
      network, try network.compiled().cascade(after: [], timing: network.timing)
    )
  }

  /// What the published 36 % implies whatever the book: the bad debt is the debt of the
  /// lots that went for nothing, and the deficit is that less the surplus.
  @Test func `has lots that go for nothing, and their debt is the bad debt`() throws {
    let (network, cascade) = try Self.run()
    let lots = try #require(cascade.auctions.first)
    let share = Double(lots.forNothing) / Double(lots.ended)
    // Calibrated to 36 % (whiterabbit, 14 March 2020), to the whole per cent.
    #expect((share * 100).rounded() == 36)
    #expect(lots.open == 0)
    #expect(abs(cascade.realizedBadDebtUSD / lots.debtForNothingUSD - 1) < 1e-6)
    let surplus = network.protocols["maker"]?.reserves["DAI"]?.protocolReserves ?? 0
    #expect(surplus == 500_000)
  }

  @Test func `has none where keepers are not short`() throws {
    let (_, cascade) = try Self.run { $0.choices.without = [.capacity] }
    #expect(cascade.auctions.first?.forNothing == 0)
    #expect(cascade.realizedBadDebtUSD == 0)
  }

  /// Fewer bids or less cash: more for nothing.
  @Test func `has more the less keepers have`() throws {
    let base = try Self.run().cascade.auctions.first?.forNothing ?? 0
    let poor = try Self.run { $0.agents.liquidators?.capital = 1e6 }
    let slow = try Self.run { $0.agents.liquidators?.callsPerStep = 80 }
    #expect(poor.cascade.auctions.first?.forNothing ?? 0 > base)
    #expect(slow.cascade.auctions.first?.forNothing ?? 0 > base)
  }

  /// The prices that the network gives are the opens of the hourly file.
  @Test func `follows the hourly prices`() throws {
    let name = "prices/ETHUSDT_1h_2020-02_2020-04.csv.gz"
    guard let file = SharedData.file(name) else { return }
    let found = try PriceFile.read(file, of: "ETH", time: "unix", price: "open")
    let start = try #require(timeSeconds("2020-03-12 00:00"))
    let path = try #require(try Self.run().network.timing?.path)
    for (time, price) in zip(path.times, path.prices) {
      let place = try #require(found.times.firstIndex(of: start + time))
      #expect(abs(found.prices[place] - price) < 0.006, "hour \(time / 3600)")
    }
  }
}
