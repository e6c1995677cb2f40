import ContagionFiles
import ContagionModel
import OrderedCollections

/// Accounts of which the source gives tokens and, for each account, the value
/// of its debt and of its collateral weighted with collateral factors.
///
/// The value of a unit of a token follows from the accounts that have only it:
/// the median of value per unit. With price *p* and factor *f* of the asset
/// behind the token, one token of weighted value *w* is `w / (f·p)` units.
/// The price is the user's, or the least debt value per unit (a debt that has
/// borne no interest). Amounts of each account are then scaled so that its two
/// sums are the source's, which keeps its health factor exact: a source may
/// count only the tokens that were entered as collateral, and interest since
/// the last touch.
struct WeightedBook {
  private struct Row {
    var account: Int
    var side: AccountBook.Side
    var token: AssetID
    var units: Double
    var row: Int
    var place: Place
  }

  private struct Sums {
    var collateral = 0.0
    var debt = 0.0
    var isStated = false

    func of(_ side: AccountBook.Side) -> Double { side == .debt ? debt : collateral }
  }

  /// Single-token accounts with less than this, in the source's unit, say
  /// nothing about a price: their debts are rounded.
  private static let leastTelling = 0.01

  private var accounts: OrderedDictionary<[UInt8], Sums> = [:]
  private var rows: [Row] = []

  mutating func addTotals(_ account: some Sequence<UInt8>, collateral: Double, debt: Double) {
    accounts[Array(account)] = Sums(collateral: collateral, debt: debt, isStated: true)
  }

  mutating func add(
    _ account: some Sequence<UInt8>, _ side: AccountBook.Side, _ token: AssetID, units: Double,
    row: Int, _ place: Place
  ) {
    let key = Array(account)
    accounts[key] = accounts[key] ?? Sums()
    rows.append(
      Row(
        account: accounts.index(forKey: key) ?? 0, side: side, token: token, units: units,
        row: row, place: place))
  }

  /// Adds all accounts to the draft.
  ///
  /// - Throws: ``ImportError`` if a token has no value, price or factor.
  func finish(into draft: inout BookDraft, venue: String) throws(ImportError) {
    for row in rows where !accounts.values[row.account].isStated {
      let name = String(decoding: accounts.keys[row.account], as: UTF8.self)
      draft.fault(row.place, "account '\(name)' has no row with its totals")
    }
    let values: [AccountBook.Side: OrderedDictionary<AssetID, [Double]>] = [
      .collateral: ratios(.collateral), .debt: ratios(.debt),
    ]
    var names: OrderedDictionary<AssetID, AssetID> = [:]
    for row in rows where names[row.token] == nil {
      let asset = Self.underlying(row.token)
      names[row.token] = asset == row.token ? asset : draft.asset(asset.name)
    }
    for (token, name) in names {
      let symbol = draft.assets[token]?.symbol ?? name.name
      if name != token, StableSymbols.contains(Self.underlying(AssetID(symbol)).name) {
        draft.assets[name]?.kind = .stable
        draft.assets[name]?.peg = 1
      }
    }
    let prices = self.prices(names, values[.debt] ?? [:], draft)
    for (name, price) in prices where draft.assets[name]?.priceUSD == nil {
      draft.assets[name]?.value = price
    }
    try add(values, names, prices, to: &draft, venue)
  }

  /// `cETH` for a Compound token is ETH; any other token is itself.
  static func underlying(_ token: AssetID) -> AssetID {
    let name = token.name
    guard name.hasPrefix("c"), name.dropFirst().first?.isUppercase == true else { return token }
    return AssetID(String(name.dropFirst()))
  }

  /// Value per unit in every account that has one token on a side, by token,
  /// sorted; zeros count only if there is nothing else, since an account may not
  /// have entered what it has as collateral.
  private func ratios(_ side: AccountBook.Side) -> OrderedDictionary<AssetID, [Double]> {
    var count = Array(repeating: 0, count: accounts.count)
    for row in rows where row.side == side { count[row.account] += 1 }
    var ratios: OrderedDictionary<AssetID, [Double]> = [:]
    for row in rows where row.side == side && count[row.account] == 1 {
      let total = accounts.values[row.account].of(side)
      ratios[row.token, default: []].append(total / row.units)
    }
    return ratios.mapValues { all in
      let positive = all.filter { $0 > 0 }.sorted()
      return positive.isEmpty ? [0] : positive
    }
  }

  /// The price of each asset in the source's unit.
  private func prices(
    _ names: OrderedDictionary<AssetID, AssetID>, _ debts: OrderedDictionary<AssetID, [Double]>,
    _ draft: BookDraft
  ) -> OrderedDictionary<AssetID, Double> {
    var least: [AssetID: Double] = [:]
    var count = Array(repeating: 0, count: accounts.count)
    for row in rows where row.side == .debt { count[row.account] += 1 }
    for row in rows where row.side == .debt && count[row.account] == 1 {
      let total = accounts.values[row.account].debt
      guard total >= Self.leastTelling else { continue }
      least[row.token] = min(least[row.token] ?? .infinity, total / row.units)
    }
    let base = draft.numeraire.map { draft.options.prices[$0.name] } ?? 1
    var prices: OrderedDictionary<AssetID, Double> = [:]
    for (token, name) in names {
      if name == draft.numeraire {
        prices[name] = 1
      } else if let price = draft.options.prices[name.name], let base {
        prices[name] = price / base
      } else if let price = least[token] {
        prices[name] = min(prices[name] ?? .infinity, price)
      }
    }
    return prices
  }

  private func add(
    _ values: [AccountBook.Side: OrderedDictionary<AssetID, [Double]>],
    _ names: OrderedDictionary<AssetID, AssetID>, _ prices: OrderedDictionary<AssetID, Double>,
    to draft: inout BookDraft, _ venue: String
  ) throws(ImportError) {
    var medians: [AccountBook.Side: [AssetID: Double]] = [:]
    for (side, ratios) in values {
      medians[side] = Dictionary(uniqueKeysWithValues: ratios.map { ($0, $1[$1.count / 2]) })
    }
    for (token, name) in names where medians[.debt]?[token] == nil {
      medians[.debt]?[token] = prices[name]
    }
    var sums = Array(repeating: Sums(), count: accounts.count)
    for row in rows {
      let worth = row.units * (medians[row.side]?[row.token] ?? 0)
      if row.side == .debt {
        sums[row.account].debt += worth
      } else {
        sums[row.account].collateral += worth
      }
    }
    var unpriced: OrderedSet<String> = []
    var noFactor: OrderedSet<String> = []
    var written = Sums()
    var amounts: OrderedDictionary<Entry, (units: Double, row: Row)> = [:]
    for row in rows {
      let stated = accounts.values[row.account].of(row.side)
      guard stated > 0 else {
        draft.drop("token that its account's totals do not count")
        continue
      }
      if row.side == .collateral, medians[.collateral]?[row.token] == 0 {
        draft.drop("collateral with a factor of 0")
        continue
      }
      guard let name = names[row.token], let value = medians[row.side]?[row.token],
        let price = prices[name]
      else {
        unpriced.append(names[row.token]?.name ?? row.token.name)
        if draft.options.dropsUnpriced { draft.drop(Selection.unpriced) }
        continue
      }
      let worth = row.units * value * (stated / sums[row.account].of(row.side))
      let key = Entry(account: row.account, side: row.side, asset: name)
      if row.side == .debt {
        written.debt += worth
        amounts[key, default: (0, row)].units += worth / price
      } else {
        guard
          let factor = draft.options.thresholds[name.name] ?? draft.options.defaultThreshold
        else {
          noFactor.append(name.name)
          continue
        }
        guard factor > 0 else {
          draft.drop("collateral with a factor of 0")
          continue
        }
        written.collateral += worth
        amounts[key, default: (0, row)].units += worth / (factor * price)
      }
    }
    guard unpriced.isEmpty || draft.options.dropsUnpriced else {
      throw .unpriced(unpriced.sorted())
    }
    guard noFactor.isEmpty else { throw .noThreshold(noFactor.sorted()) }
    for (key, amount) in amounts {
      draft.add(
        accounts.keys[key.account], at: venue, key.side, key.asset, units: amount.units,
        row: amount.row.row, place: amount.row.place)
    }
    let unit = draft.numeraire?.name ?? "USD"
    let stated = accounts.values.reduce(into: Sums()) {
      $0.collateral += $1.collateral
      $0.debt += $1.debt
    }
    draft.checks += [
      .init(
        measure: "weighted collateral", unit: unit, read: written.collateral,
        stated: stated.collateral),
      .init(measure: "debt", unit: unit, read: written.debt, stated: stated.debt),
      .init(
        measure: "accounts with totals", unit: "accounts", read: Double(accounts.count), stated: nil
      ),
    ]
  }

  private struct Entry: Hashable {
    var account: Int
    var side: AccountBook.Side
    var asset: AssetID
  }
}
