import ContagionModel
import OrderedCollections

/// The prices that the rows of a table give one asset.
struct RowQuotes: Sendable {
  /// Rounded to cents, less than this says nothing of a price.
  static let leastTellingUSD = 100.0
  /// Prices that differ by less are one.
  static let tolerance = 1e-3

  /// The last price; where prices follow from what rows are worth, that of the
  /// row that is worth most.
  private(set) var taken: Double
  private var worth: Double
  private var least = Double.infinity
  private var greatest = -Double.infinity
  private let followsFromWorth: Bool

  init(_ price: Double, worth: Double?) {
    taken = price
    self.worth = worth ?? 0
    followsFromWorth = worth != nil
    widen(price, worth)
  }

  /// Takes one more; `worth` is what the row is worth, if the price follows from that.
  mutating func add(_ price: Double, worth: Double?) {
    if price > 0, worth.map({ $0 > self.worth }) ?? true {
      taken = price
      self.worth = worth ?? 0
    }
    widen(price, worth)
  }

  private mutating func widen(_ price: Double, _ worth: Double?) {
    guard worth.map({ $0 >= Self.leastTellingUSD }) ?? true else { return }
    least = min(least, price)
    greatest = max(greatest, price)
  }

  /// What to say of an asset whose rows disagree; `nil` if they do not.
  func remark(on asset: AssetID) -> String? {
    guard greatest - least > Self.tolerance * greatest else { return nil }
    return "prices of \(asset) in the rows run from \(Wording.number(least)) to"
      + " \(Wording.number(greatest)) USD; \(Wording.number(taken)), of"
      + " \(followsFromWorth ? "the row that is worth most" : "the last row"), is taken"
  }
}

extension BookDraft {
  /// Takes a price that a row gives an asset; 0 stands for none.
  mutating func quote(_ asset: AssetID, _ price: Double, worth: Double?) {
    var quotes = assets[asset]?.quotes
    if quotes == nil {
      quotes = RowQuotes(price, worth: worth)
    } else {
      quotes?.add(price, worth: worth)
    }
    assets[asset]?.quotes = quotes
    if let taken = quotes?.taken, taken > 0 { assets[asset]?.priceUSD = taken }
  }
}
