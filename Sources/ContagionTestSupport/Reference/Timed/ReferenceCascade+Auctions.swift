import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// A lot of an account's collateral with its part of the debt.
  struct Lot {
    var account: Int
    var collateral: String
    var debtAsset: String
    /// Debt that it has to clear, now and when it was put up.
    var owed: Double
    var broughtIn: Double
    var auction: ReferenceLot
  }

  /// The auction by which a protocol liquidates in a timed run.
  func auctionRule(of venue: String) -> RuleChoice? {
    guard let rule = network.protocols[ProtocolID(venue)]?.liquidation,
      rule.name.hasSuffix("-auction")
    else { return nil }
    return rule
  }

  /// What rounding may leave of keepers' spent capital.
  private var keeperDust: Double { (network.agents.liquidators?.capital ?? 0) / 1e9 }

  func isAuctioned(_ account: Int) -> Bool {
    clock != nil && auctionRule(of: accounts[account].venue) != nil
  }

  /// Puts the largest collateral up in lots, each with its part of the largest debt.
  mutating func putUp(_ index: Int, _ readings: Readings) -> Call {
    let account = accounts[index]
    guard let rule = auctionRule(of: account.venue), case .number(let size)? = rule.values["lot"],
      case .number(let penalty)? = rule.values["penalty"]
    else { preconditionFailure("no auction at '\(account.venue)'") }
    let collateral = largest(
      account.collateral.filter { $0.value > 0 }.reduce(into: [:]) {
        $0[$1.key] = collateralUnits(account, $1.key) * report(account, $1.key, readings)
      })
    let debt = largest(
      account.debt.filter { $0.value > 0 }.reduce(into: [:]) {
        $0[$1.key] = $1.value * report(account, $1.key, readings)
      })
    let held = account.collateral[collateral] ?? 0
    let owed = account.debt[debt] ?? 0
    let oracle =
      report(account, collateral, readings) * unitsPerClaim(account, collateral)
      / report(account, debt, readings)
    let number = max(1, (held / size).rounded(.up))
    for lot in 0..<Int(number) {
      let units = number == 1 ? held : min(size, held - Double(lot) * size)
      guard units > 1e-12 * held else { continue }
      let part = owed * units / held
      lots.append(
        Lot(
          account: index, collateral: collateral, debtAsset: debt, owed: part, broughtIn: part,
          auction: ReferenceLot(
            rule, tab: part * (1 + penalty), lot: units, oracle: oracle, now: clock?.now ?? 0)))
    }
    accounts[index].isAtAuction = true
    return emptyCall(index, collateral, debt)
  }

  private func emptyCall(_ index: Int, _ collateral: String, _ debt: String) -> Call {
    Call(
      account: accounts[index].key, lendingProtocol: accounts[index].venue,
      collateral: collateral, debt: debt, healthFactor: .nan, repaidUnits: [:], seizedUnits: [:],
      feeUnits: [:], writtenOffUnits: [:], surplusUnits: [:])
  }

  /// Lets keepers visit every lot once; settles what they won, and what is over.
  ///
  /// Returns whether anything was won or is over.
  mutating func actOnLots() -> Bool {
    guard !lots.isEmpty else { return false }
    guard result.rounds.count < choices.roundLimit else {
      result.reachedRoundLimit = true
      return false
    }
    let readings = readings()
    var plans: [Plan] = []
    var gifts: [Plan] = []
    var penalties: [(reserve: String, asset: String, units: Double)] = []
    var over: [Int] = []
    for index in lots.indices {
      let visit = visit(index, readings)
      if visit.isOver { over.append(index) }
      guard visit.sold > 0 else { continue }
      let lot = lots[index]
      let account = accounts[lot.account]
      let cleared = min(visit.paid, lot.owed)
      lots[index].owed -= cleared
      var call = emptyCall(lot.account, lot.collateral, lot.debtAsset)
      call.seizedUnits = [lot.collateral: visit.sold * unitsPerClaim(account, lot.collateral)]
      call.repaidUnits = [lot.debtAsset: cleared]
      penalties.append(
        ("\(account.venue)/\(lot.debtAsset)", lot.debtAsset, visit.paid - cleared))
      let sales = [
        Sale(collateral: lot.collateral, debt: lot.debtAsset, share: 1, repaid: visit.paid)
      ]
      let plan = Plan(
        account: lot.account, call: call, sales: visit.isGift ? [] : sales, prices: [:])
      if visit.isGift { gifts.append(plan) } else { plans.append(plan) }
    }
    guard !plans.isEmpty || !gifts.isEmpty || !over.isEmpty else { return false }
    settleWon(plans + gifts, penalties, readings)
    for index in over { writeOffRest(of: index, readings) }
    let ended = over.map { lots[$0].account }
    lots = lots.indices.filter { !over.contains($0) }.map { lots[$0] }
    for account in ended where !lots.contains(where: { $0.account == account }) {
      reopen(account, readings)
    }
    closeRound((plans + gifts).map(\.call), iterations: 1, converged: true)
    return true
  }

  private mutating func visit(_ index: Int, _ readings: Readings) -> ReferenceLot.Visit {
    let lot = lots[index]
    let account = accounts[lot.account]
    let claim = unitsPerClaim(account, lot.collateral)
    let price = readings.market[lot.debtAsset] ?? .nan
    let isFree = without(.capacity)
    let visit = lots[index].auction.visit(
      ReferenceLot.Keepers(
        now: clock?.now ?? 0,
        worth: (readings.market[lot.collateral] ?? .nan) * claim / price
          * (1 - (network.agents.liquidators?.margin ?? 0)),
        oracle: report(account, lot.collateral, readings) * claim
          / report(account, lot.debtAsset, readings),
        cash: isFree ? .infinity : (keeperUSD > keeperDust ? keeperUSD : 0) / price,
        hasBlockSpace: isFree || purse.calls > 0))
    if !isFree {
      purse.calls -= min(visit.transactions, purse.calls)
      keeperUSD -= visit.lockedUp * price
    }
    return visit
  }

  /// Moves what keepers won and paid; what their sales bring in the debt asset is cash
  /// for the next bids.
  private mutating func settleWon(
    _ plans: [Plan], _ penalties: [(reserve: String, asset: String, units: Double)],
    _ readings: Readings
  ) {
    for penalty in penalties where penalty.units > 0 {
      reserves[penalty.reserve]?.protocolReserves += penalty.units
    }
    settle(plans)
    for asset in received.keys.sorted() {
      keeperUSD += (received[asset] ?? 0) * (readings.market[asset] ?? .nan)
    }
    for penalty in penalties where penalty.units > 0 {
      reserves[penalty.reserve]?.cash += penalty.units
      let venue = penalty.reserve.prefix { $0 != "/" }
      transfer(
        penalty.asset, penalty.units, from: "liquidators of \(venue)",
        to: "reserve \(penalty.reserve)")
    }
  }

  /// Debt that a lot has not raised is lost, unless the account has other collateral.
  private mutating func writeOffRest(of index: Int, _ readings: Readings) {
    let lot = lots[index]
    let account = accounts[lot.account]
    let hasMore = account.collateral.contains { $0.key != lot.collateral && $0.value > 0 }
    guard lot.owed > 1e-9 * lot.broughtIn, !hasMore else { return }
    lose(lot.owed, of: lot.debtAsset, at: lot.account, readings)
  }

  /// Lets an account be called again; without any collateral its debts are lost.
  private mutating func reopen(_ index: Int, _ readings: Readings) {
    let account = accounts[index]
    accounts[index].isAtAuction = false
    for (asset, units) in account.collateral
    where units < 1e-12 * (result.openingCollateral[account.key]?[asset] ?? 0) {
      accounts[index].collateral[asset] = 0
    }
    for (asset, units) in account.debt
    where units < 1e-9 * (result.openingDebt[account.key]?[asset] ?? 0) {
      accounts[index].debt[asset] = 0
    }
    guard !accounts[index].collateral.contains(where: { $0.value > 0 }) else { return }
    for asset in account.debt.keys.sorted() {
      lose(accounts[index].debt[asset] ?? 0, of: asset, at: index, readings)
    }
  }

  private mutating func lose(
    _ units: Double, of asset: String, at index: Int, _ readings: Readings
  ) {
    guard units > 0 else { return }
    let account = accounts[index]
    let reserve = "\(account.venue)/\(asset)"
    accounts[index].debt[asset] = max(0, (account.debt[asset] ?? 0) - units)
    result.realizedUnits[reserve, default: 0] += units
    result.realizedUSD[reserve, default: 0] += units * report(account, asset, readings)
    recognize(account.venue, asset, units: units)
  }
}
