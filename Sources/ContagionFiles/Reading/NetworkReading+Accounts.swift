import ContagionModel
import OrderedCollections
import Yams

extension NetworkReading {
  /// Above this many, accounts belong in a CSV file, which reads a hundred
  /// times faster.
  static let inlineLimit = 100_000

  /// The accounts written in the YAML file itself.
  mutating func inlineAccounts(_ item: Item?) -> AccountBook {
    var book = AccountBook()
    guard let item else { return book }
    if case .sequence(let sequence) = item.node, sequence.count > Self.inlineLimit {
      fault(
        item,
        "'inline' has \(sequence.count) accounts; above \(Self.inlineLimit) write them to a CSV"
          + " file and name it in 'accounts.file'")
      return book
    }
    for item in list(item, of: "accounts") {
      guard let account = account(item) else { continue }
      if book.existingAccount(named: account.id, venue: account.venue) != nil {
        fault(item, "account '\(account.id)' of \(account.venue) is listed twice")
        continue
      }
      book.append(account)
      addPlaces(of: item, account)
    }
    return book
  }

  private mutating func account(_ item: Item) -> Account? {
    let keys = [
      "id", "protocol", "collateral", "debt", "deposits", "loop", "liquidationThreshold", "eMode",
    ]
    let fields = fields(item, of: "an account", keys, required: ["id", "protocol"])
    let collateral = holdings(fields["collateral"])
    let debt = holdings(fields["debt"])
    let deposits = holdings(fields["deposits"])
    let threshold = number(fields["liquidationThreshold"])
    let eMode = text(fields["eMode"])
    guard let id = text(fields["id"]), let venue = text(fields["protocol"]) else { return nil }
    if let loop = fields["loop"] {
      guard fields["collateral"] == nil, fields["debt"] == nil else {
        fault(loop, "an account has 'loop', or 'collateral' and 'debt'")
        return nil
      }
      return self.loop(loop, id, venue, threshold, eMode)
    }
    return Account(
      id, at: venue, collateral: collateral, debt: debt, deposits: deposits,
      liquidationThreshold: threshold, eMode: eMode)
  }

  /// A looped position: `{collateral: wstETH, debt: ETH, own: 100, ltv: 0.9, times: 8, price: 1.2}`.
  private mutating func loop(
    _ item: Item, _ id: String, _ venue: String, _ threshold: Double?, _ eMode: String?
  ) -> Account? {
    let fields = fields(
      item, of: "a loop", ["collateral", "debt", "own", "ltv", "times", "price"],
      required: ["collateral", "debt", "own", "ltv"])
    let times = count(fields["times"])
    guard let collateral = text(fields["collateral"]), let debt = text(fields["debt"]),
      let own = number(fields["own"]), let ratio = number(fields["ltv"])
    else { return nil }
    let price = number(fields["price"]) ?? 1
    if !(0..<1).contains(ratio) {
      fault(fields["ltv"] ?? item, "'ltv' is \(ratio); accepted: 0 up to, not including, 1")
    }
    if !(own > 0) { fault(fields["own"] ?? item, "'own' is \(own); accepted: above 0") }
    if !(price > 0) { fault(fields["price"] ?? item, "'price' is \(price); accepted: above 0") }
    guard (0..<1).contains(ratio), own > 0, price > 0 else { return nil }
    return Account(
      id, at: venue, looping: AssetID(collateral), owing: AssetID(debt), own: own,
      leverage: LoopLeverage(loanToValue: ratio), loops: times.map { min($0, 10_000) },
      price: price, liquidationThreshold: threshold, eMode: eMode)
  }

  /// Keeps where each entry of an account stands, in the order of the book.
  private mutating func addPlaces(of item: Item, _ account: Account) {
    let sides = [
      ("collateral", account.collateral), ("debt", account.debt), ("deposits", account.deposits),
    ]
    for (side, holdings) in sides {
      for holding in holdings {
        places.addInlineEntry(places.place(of: "\(item.path).\(side).\(holding.asset)"))
      }
    }
  }
}
