import ContagionModel

/// The words of a column's name, and what they say of its values.
///
/// `collateral_amount`, `collateralAmount` and `Collateral Amount` have the same words.
struct ColumnName: Hashable {
  let text: String
  let words: Set<String>

  init(_ text: String) {
    self.text = text
    var words: Set<String> = []
    var word = ""
    for character in text {
      let isInside = character.isLetter || character.isNumber
      if !isInside || (character.isUppercase && word.last?.isUppercase == false) {
        if !word.isEmpty { words.insert(word.lowercased()) }
        word = ""
      }
      if isInside { word.append(character) }
    }
    if !word.isEmpty { words.insert(word.lowercased()) }
    self.words = words
  }

  func has(_ any: Set<String>) -> Bool { !words.isDisjoint(with: any) }

  /// The side that the name speaks of; `nil` if of none or of both.
  var side: AccountBook.Side? {
    let sides = Self.sides.filter { has($0.value) }.keys
    return sides.count == 1 ? sides.first : nil
  }

  /// Whether the name speaks of no side.
  var isSideless: Bool { !Self.sides.values.contains { has($0) } }

  private static let sides: [AccountBook.Side: Set<String>] = [
    .collateral: ["collateral", "coll", "supplied", "supply", "deposit", "deposited"],
    .debt: ["debt", "borrow", "borrows", "borrowed", "owed", "loan"],
  ]

  /// Receipts of a deposit name the side of an amount, and no side of an asset.
  static let receipts: Set<String> = ["ctoken", "atoken"]
  static let accounts = ["account", "borrower", "user", "owner", "wallet", "holder", "address"]
  static let notAccounts: Set<String> = [
    "contract", "token", "asset", "reserve", "market", "vault", "symbol", "hash", "is", "pool",
    "type", "oracle", "collateral", "debt",
  ]
  static let assets: Set<String> = [
    "asset", "symbol", "token", "reserve", "underlying", "ticker", "currency", "coin", "ctoken",
    "atoken",
  ]
  static let amounts: Set<String> = [
    "amount", "amounts", "units", "balance", "quantity", "qty", "size", "normalized", "assets",
  ]
  static let notAmounts: Set<String> = [
    "usd", "price", "value", "ratio", "rate", "threshold", "ltv", "lltv", "lt", "health", "hf",
    "factor", "decimals", "block", "index", "timestamp", "time", "date", "id", "number", "count",
    "apr", "apy", "calc", "diff", "available", "mode", "code", "cap", "share",
  ]
  /// A price with any other word is the price of something else.
  static let pricing: Set<String> = [
    "price", "usd", "unit", "oracle", "in", "collateral", "coll", "debt", "borrow", "loan",
    "asset", "token", "reserve", "underlying",
  ]
}
