import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `A book in cohorts` {
  /// Ten accounts of 1 ETH each (2,000 USD, threshold 0.8) that owe 1,000 to 1,450
  /// USD in steps of 50: health 1.6 down to 1.1034.
  static var ten: Network {
    var network = Network.threeProtocols
    let id = network.protocols.keys[0]
    network.accounts = AccountBook(
      (0..<10).map { step in
        Account(
          "a\(step)", at: id.name, collateral: [Holding("ETH", 1)],
          debt: [Holding("USD", 1000 + 50 * Double(step))])
      })
    return network
  }

  /// Health of 1,600/(1,000 + 50·k) in buckets of 20 % of health from 1: the borders are
  /// 1, 1.2, 1.44, 1.728; below 1.2 are k = 7, 8, 9 (1.185 … 1.103), below
  /// 1.44 k = 3 … 6 (1.391 … 1.231), above k = 0, 1, 2 (1.6 … 1.4545).
  @Test func `is cut at the borders of health`() throws {
    let (network, report) = try Self.ten.cohorts(CohortRule(width: 0.2, minimumAccounts: 3))
    #expect(report.accounts == 10)
    #expect(report.cohorts == 3)
    #expect(report.smallestCohort == 3)
    let book = network.accounts
    let debts = (0..<book.entryCount).filter { book.entrySide[$0] == 1 }.map {
      book.entryUnits[$0]
    }
    // 1,350 + 1,400 + 1,450; 1,150 + … + 1,300; 1,000 + 1,050 + 1,100.
    #expect(debts == [4200, 4900, 3150])
    expectClose(report.debtUSD, 12_250)
    expectClose(report.collateralUSD, 20_000)
  }

  /// One cohort of health 16,000/12,250 falls below 1 at 23.4 %. At −22 % the
  /// weighted collateral of an account is 1,248: those of k = 5 … 9 are below 1, with
  /// 1,250 + 1,300 + 1,350 + 1,400 + 1,450 = 6,750 USD of debt. At −24 % the cohort
  /// counts whole, 12,250 against 6,750, which is less far off.
  @Test func `says how far its curve is off`() throws {
    let (_, report) = try Self.ten.cohorts(CohortRule(width: 10, minimumAccounts: 3))
    #expect(report.cohorts == 1)
    let worst = try #require(report.worst.first)
    #expect(worst.asset == "ETH")
    #expect(worst.fall == 0.22)
    expectClose(worst.accountsUSD, 6750)
    expectClose(worst.cohortsUSD, 0)
  }

  @Test func `keeps every asset's units and weighted collateral`() throws {
    for seed in 0..<50 as Range<UInt64> {
      let network = RandomNetworks.network(seed: seed).network
      let (cohorts, report) = try network.cohorts(CohortRule(width: 0.1, minimumAccounts: 2))
      #expect(report.cohorts <= report.accounts)
      for side in AccountBook.Side.allCases {
        let (before, after) = (units(network, side), units(cohorts, side))
        #expect(before.keys.sorted() == after.keys.sorted())
        for (name, sum) in before { expectClose(after[name] ?? 0, sum) }
      }
    }
  }

  private func units(_ network: Network, _ side: AccountBook.Side) -> [String: Double] {
    let book = network.accounts
    var sums: [String: Double] = [:]
    for entry in 0..<book.entryCount where book.entrySide[entry] == side.rawValue {
      let venue = book.venues[Int(book.accountVenue[Int(book.entryAccount[entry])])]
      sums["\(venue)/\(book.assets[Int(book.entryAsset[entry])])", default: 0] +=
        book.entryUnits[entry]
    }
    return sums
  }
}
