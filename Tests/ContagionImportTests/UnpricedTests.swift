import ContagionEngine
import ContagionFiles
import ContagionImport
import ContagionModel
import OrderedCollections
import Testing

/// What has no price is left out with all that hangs on it, or refused.
struct `An import without a price` {
  /// Without a price of BTC the vault of 2 BTC has no value: it goes with its depositor's
  /// row; the vault, the market and the shock of USDC stay.
  @Test func `of what a vault holds leaves out the vault`() throws {
    let book = try Importing.sample("silo-csv", "silo-vaults.csv", "silo-markets.csv") {
      $0.prices = ["USDC": 1]
      $0.dropsUnpriced = true
    }
    _ = try book.network.compiled()
    #expect(book.network.assets["BTC"] == nil)
    #expect(Array(book.network.issuers.keys) == ["vault-146:0xaaaaaa"])
    #expect(Array(book.network.protocols.keys) == ["silo-146:0xcccccc"])
    #expect(book.network.shocks.count == 1)
    #expect(book.dropped("no price") == 1)
  }

  /// Without a price of USDC its vault, its market and the shock to it go.
  @Test func `of what a market lends leaves out the market and the vault`() throws {
    let book = try Importing.sample("silo-csv", "silo-vaults.csv", "silo-markets.csv") {
      $0.prices = ["BTC": 100_000]
      $0.dropsUnpriced = true
    }
    _ = try book.network.compiled()
    #expect(Array(book.network.issuers.keys) == ["vault-146:0xbbbbbb"])
    #expect(book.network.protocols.isEmpty)
    #expect(book.network.shocks.isEmpty)
  }

  /// The holders of shares are counted for what the shares stand for.
  @Test func `is refused with what is held, not with the shares`() throws {
    #expect(throws: ImportError.unpriced(["BTC (1 entry)"])) {
      try Importing.sample("silo-csv", "silo-vaults.csv", "silo-markets.csv") {
        $0.prices = ["USDC": 1]
      }
    }
  }
}
