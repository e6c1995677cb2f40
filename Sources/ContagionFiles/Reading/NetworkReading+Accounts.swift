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
      "id", "protocol", "collateral", "debt", "deposits", "liquidationThreshold", "eMode",
    ]
    let fields = fields(item, of: "an account", keys, required: ["id", "protocol"])
    let collateral = holdings(fields["collateral"])
    let debt = holdings(fields["debt"])
    let deposits = holdings(fields["deposits"])
    let threshold = number(fields["liquidationThreshold"])
    let eMode = text(fields["eMode"])
    guard let id = text(fields["id"]), let venue = text(fields["protocol"]) else { return nil }
    return Account(
      id, at: venue, collateral: collateral, debt: debt, deposits: deposits,
      liquidationThreshold: threshold, eMode: eMode)
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
