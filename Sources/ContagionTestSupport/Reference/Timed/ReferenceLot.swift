import ContagionModel
import Foundation

/// One lot under auction, by the words of `flip.sol` and `clip.sol`.
///
/// Amounts are claims of the collateral and units of the debt asset.
struct ReferenceLot {
  /// What keepers see and have.
  struct Keepers {
    var now: Double
    /// Units of debt that a claim of collateral is worth to them, their margin taken off.
    var worth: Double
    /// The same at the oracle.
    var oracle: Double
    /// Units of debt that they can pay.
    var cash: Double
    var hasBlockSpace: Bool
  }

  /// What one visit of the keepers brought.
  struct Visit {
    /// Cash that keepers put up.
    var lockedUp = 0.0
    /// Cash that is the protocol's for good, and claims that it is paid for.
    var paid = 0.0
    var sold = 0.0
    var transactions = 0
    var isOver = false
    var isGift = false
  }

  let rule: RuleChoice
  let whole: Double
  let started: Double
  /// Debt and penalty still to be raised.
  var tab: Double
  var lot: Double
  /// Since when it runs, or falls.
  var start: Double
  /// Where a falling price began.
  var top = 0.0
  /// The standing bid, if there is one, and when it was made.
  var bid: Double?
  var bidAt = 0.0

  init(_ rule: RuleChoice, tab: Double, lot: Double, oracle: Double, now: Double) {
    self.rule = rule
    self.tab = tab
    self.lot = lot
    whole = lot
    started = now
    start = now
    if rule.name == "dutch-auction" { top = oracle * value("buf") }
  }

  private func value(_ name: String) -> Double {
    guard case .number(let value)? = rule.values[name] else { return .nan }
    return value
  }

  mutating func visit(_ keepers: Keepers) -> Visit {
    rule.name == "english-auction" ? english(keepers) : dutch(keepers)
  }

  /// Bids rise to the tab, then ask for less of the lot; the last one wins after its time.
  ///
  /// Somebody is always there who bids nothing where nobody else has bid.
  private mutating func english(_ keepers: Keepers) -> Visit {
    var visit = Visit()
    let ends = bid == nil ? .infinity : bidAt + value("bidDuration")
    if keepers.now >= start + value("duration") || keepers.now >= ends {
      if let bid {
        visit.paid = bid
        visit.sold = lot
        visit.isOver = true
        visit.isGift = bid == 0
        return visit
      }
      start = keepers.now
      lot = whole
    }
    let step = 1 + value("increment")
    if keepers.hasBlockSpace {
      let standing = bid ?? 0
      let offer = [tab, keepers.worth * lot, standing + max(0, keepers.cash)].min() ?? 0
      if offer > standing, offer == tab || offer >= standing * step {
        visit.lockedUp = offer - standing
        visit.transactions = 1
        bid = offer
        bidAt = keepers.now
      }
      if bid == tab, keepers.worth * lot > tab, tab / keepers.worth * step <= lot {
        lot = tab / keepers.worth
        bidAt = keepers.now
        visit.transactions = 1
      }
    }
    if bid == nil {
      bid = 0
      bidAt = keepers.now
    }
    return visit
  }

  /// The price falls by steps; whoever comes first pays it for as much as raises the tab.
  private mutating func dutch(_ keepers: Keepers) -> Visit {
    var visit = Visit()
    guard keepers.hasBlockSpace else { return visit }
    let age = keepers.now - start
    let fallen = pow(value("cut"), (age / value("step")).rounded(.down))
    if age > value("tail") || fallen < value("cusp") {
      top = keepers.oracle * value("buf")
      start = keepers.now
      visit.transactions = 1
      return visit
    }
    let price = top * fallen
    guard keepers.cash > 0, price > 0, price <= keepers.worth else { return visit }
    visit.transactions = 1
    visit.sold = min(lot, keepers.cash / price)
    visit.paid = visit.sold * price
    if visit.paid > tab {
      visit.paid = tab
      visit.sold = tab / price
    }
    visit.lockedUp = visit.paid
    tab -= visit.paid
    lot -= visit.sold
    visit.isOver = tab <= 0 || lot <= 0
    return visit
  }
}
