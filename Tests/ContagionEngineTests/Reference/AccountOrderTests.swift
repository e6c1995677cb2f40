import ContagionModel
import ContagionTestSupport
import Testing

@testable import ContagionEngine

/// Accounts lie from the lowest health up, whatever the order of a file's rows.
struct `Accounts in memory` {
  /// The network with the rows of its accounts from the last to the first.
  func turned(_ network: Network) -> Network {
    let book = network.accounts
    var turned = AccountBook()
    var places: [Int: Int32] = [:]
    for account in (0..<book.count).reversed() {
      let venue = turned.venueIndex(book.venues[Int(book.accountVenue[account])])
      places[account] = turned.account(named: Array(book.name(of: account).utf8), venue: venue)
    }
    for entry in 0..<book.entryCount {
      guard let side = AccountBook.Side(rawValue: book.entrySide[entry]),
        let place = places[Int(book.entryAccount[entry])]
      else { continue }
      turned.append(
        account: place, side: side,
        asset: turned.assetIndex(book.assets[Int(book.entryAsset[entry])]),
        units: book.entryUnits[entry], threshold: book.entryThreshold[entry])
    }
    for (account, mode) in book.eModes {
      if let place = places[Int(account)] { turned.setEMode(mode, of: place) }
    }
    var network = network
    network.accounts = turned
    return network
  }

  @Test func `lie by health, and the same for any order of rows`() throws {
    var compared = 0
    for seed in UInt64(38_000)..<38_200 {
      let (network, _) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      let other = try turned(network).compiled()
      let accounts = 0..<compiled.accountCount
      #expect(
        accounts.map { compiled.names[$0] }
          == accounts.map { other.names[$0] }, "seed \(seed)")
      let bounded = accounts.map { compiled.openingHealth(of: $0) }.filter { $0 > 1e-30 }
      for (health, next) in zip(bounded, bounded.dropFirst()) {
        #expect(health <= next * (1 + 1e-6), "seed \(seed)")
      }
      compared += accounts.count
    }
    #expect(compared > 1000)
  }

  /// A count of the accounts below a limit, one by one.
  @Test func `are counted below a limit`() throws {
    for seed in UInt64(38_200)..<38_250 {
      let (network, _) = RandomNetworks.network(seed: seed)
      guard let index = try? network.compiled().healthIndex else { continue }
      #expect(index.isInOrder)
      for limit: Float in [0, 0.5, 1, 1.1, 2, .infinity] {
        #expect(index.prefix(below: limit) == index.health.count { $0 < limit }, "seed \(seed)")
      }
    }
  }
}
