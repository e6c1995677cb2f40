import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// Puts the largest collateral and debt of an account up for auction and closes the
  /// account until all its lots have gone.
  ///
  /// - Returns: How many lots.
  mutating func putUp(
    _ account: Int32, by mechanism: any AuctionMechanism, _ entry: Int, _ debtEntry: Int
  ) -> Int {
    let owner = Int(network.accountProtocol[Int(account)])
    let row = Int(account)
    let reserve = Int(network.collateralReserve[entry])
    let debtReserve = Int(network.debtReserve[debtEntry])
    let units = accounts.collateralUnits(entry, of: row, in: network)
    let owed = accounts.debtUnits(debtEntry, of: row, in: network)
    let count = max(1, (units / mechanism.lot).rounded(.up))
    let market = board.collateral[reserve] / report(of: debtReserve)
    let before = auctions.count
    var left = units
    while left > 1e-12 * units {
      let lot = count == 1 ? units : min(mechanism.lot, left)
      left = count == 1 ? 0 : left - lot
      let part = owed * lot / units
      auctions.append(
        OpenAuction(
          account: account, lendingProtocol: owner, reserve: reserve, debtReserve: debtReserve,
          entry: entry, debtEntry: debtEntry, opening: part, debt: part,
          lot: mechanism.auction(
            tab: part * state.debtIndex[debtReserve] * (1 + mechanism.penalty), lot: lot,
            market: market, at: state.clock?.now ?? 0)))
    }
    auctionTally.started[owner] += auctions.count - before
    accounts.close(Int(account))
    return auctions.count - before
  }

  /// Lets keepers act on every open lot, books what was sold, and sells it on.
  ///
  /// - Returns: Whether anything was sold or written off.
  mutating func playAuctions() -> Bool {
    guard !auctions.isEmpty else { return false }
    let number = totals.rounds + 1
    let margin = network.network.agents.liquidators?.margin ?? 0
    let isFree = !transmits(.capacity)
    var tally = RoundTally(self)
    openingCash = state.cash
    var sold: [Seizure] = []
    var taken: [Seizure] = []
    var open: [OpenAuction] = []
    var ended: [OpenAuction] = []
    for var auction in auctions {
      let debtAsset = network.reserves[auction.debtReserve].asset
      let price = board.market[debtAsset]
      let asset = network.reserves[auction.reserve].asset
      let worth = board.market[asset] / price * (1 - margin)
      let move = auction.lot.act(
        KeeperView(
          now: state.clock?.now ?? 0, worth: worth,
          market: board.collateral[auction.reserve] / report(of: auction.debtReserve),
          cash: isFree ? .infinity : keeperCashUSD / price, canBid: isFree || budget.calls > 0))
      if !isFree {
        budget.calls -= min(move.bids, budget.calls)
        keeperCashUSD -= move.spent * price
      }
      if move.isForNothing { countForNothing(auction, move.sold) }
      if move.sold > 0 {
        let seizure = book(move, of: &auction, round: number, &tally)
        if move.isForNothing { taken.append(seizure) } else { sold.append(seizure) }
      }
      guard move.isOver else {
        open.append(auction)
        continue
      }
      ended.append(auction)
      tally.lots[auction.lendingProtocol] += 1
      if move.isForNothing { tally.lotsForNothing[auction.lendingProtocol] += 1 }
    }
    auctions = open
    guard !(sold.isEmpty && taken.isEmpty && ended.isEmpty) else { return false }
    sell(sold, round: number, &tally)
    _ = deliver(taken, round: number)
    for auction in ended { end(auction, round: number, &tally) }
    totals.add(tally)
    if options.keepsRounds { rounds.append(round(number, tally)) }
    return true
  }

  /// Books what a lot raised: first the debt, then the penalty.
  private mutating func book(
    _ move: AuctionMove, of auction: inout OpenAuction, round: Int, _ tally: inout RoundTally
  ) -> Seizure {
    let owner = auction.lendingProtocol
    let index = state.debtIndex[auction.debtReserve]
    let repaid = min(move.paid / index, auction.debt)
    let entry = book(
      auction.account, owner: owner, reserve: auction.reserve, debtReserve: auction.debtReserve,
      Liquidation(repaid: repaid, seized: move.sold), round: round, &tally)
    let places = places(of: auction)
    accounts.units[places.held] = max(0, accounts.units[places.held] - move.sold)
    accounts.units[places.owed] = max(0, accounts.units[places.owed] - repaid)
    auction.debt -= repaid
    let penalty = move.paid - repaid * index
    if penalty > 0 {
      let reserve = auction.debtReserve
      state.cash[reserve] += penalty
      state.protocolReserves[reserve] += penalty
      ledger.record(
        LedgerEntry(
          kind: .fee, round: round, from: parties.liquidators(owner), to: parties.reserve(reserve),
          account: Int(auction.account), asset: network.reserves[reserve].asset, units: penalty,
          price: report(of: reserve), cause: entry))
    }
    tally.accounts[owner] += 1
    return Seizure(
      account: auction.account, lendingProtocol: owner, reserve: auction.reserve,
      debtAsset: network.reserves[auction.debtReserve].asset, entry: entry,
      Liquidation(repaid: move.paid, seized: move.sold), debtIndex: 1)
  }

  private mutating func countForNothing(_ auction: OpenAuction, _ units: Double) {
    let owner = auction.lendingProtocol
    auctionTally.forNothing[owner] += 1
    auctionTally.debtForNothingUSD[owner] += auction.debt * board.debt[auction.debtReserve]
    auctionTally.collateralForNothingUSD[owner] +=
      units * board.market[network.reserves[auction.reserve].asset]
  }

  /// What became of auctions, by protocol that held any.
  func auctionCounts() -> [AuctionCount] {
    network.protocols.indices.filter { auctionTally.started[$0] > 0 }.map { row in
      AuctionCount(
        lendingProtocol: network.protocols[row],
        mechanism: network.network.protocols.values[row].liquidation.name,
        started: auctionTally.started[row], ended: auctionTally.ended[row],
        forNothing: auctionTally.forNothing[row],
        debtForNothingUSD: auctionTally.debtForNothingUSD[row],
        collateralForNothingUSD: auctionTally.collateralForNothingUSD[row])
    }
  }

  /// Where the overlay has the collateral and the debt of a lot.
  private func places(of auction: OpenAuction) -> (held: Int, owed: Int) {
    let row = Int(auction.account)
    let start = accounts.start(of: row, in: network)
    let collateral = network.collateralRows[row]
    return (
      start + auction.entry - collateral.lowerBound,
      start + collateral.count + auction.debtEntry - network.debtRows[row].lowerBound
    )
  }

  /// Sells what keepers won, whose cash comes back with it.
  private mutating func sell(_ won: [Seizure], round: Int, _ tally: inout RoundTally) {
    let orders = deliver(won, round: round)
    func held() -> Double {
      var usd = 0.0
      for order in orders {
        usd +=
          ledger.gain(of: parties.liquidators(order.lendingProtocol), order.debt)
          * board.market[order.debt]
      }
      return usd
    }
    let before = held()
    settle(orders, round: round, &tally)
    keeperCashUSD += max(0, held() - before)
  }

  /// Writes off what a lot did not raise, and opens the account again once it has no
  /// lot left.
  private mutating func end(
    _ auction: OpenAuction, round: Int, _ tally: inout RoundTally
  ) {
    let owner = auction.lendingProtocol
    let reserve = auction.debtReserve
    auctionTally.ended[owner] += 1
    if auction.debt > 1e-9 * auction.opening, !network.hasRecourse[owner] {
      let units = auction.debt * state.debtIndex[reserve]
      let usd = units * report(of: reserve)
      let owed = places(of: auction).owed
      accounts.units[owed] = max(0, accounts.units[owed] - auction.debt)
      state.writtenOffUnits[reserve] += units
      state.writtenOffUSD[reserve] += usd
      recognize(units, in: reserve)
      ledger.record(
        LedgerEntry(
          kind: .writeOff, round: round, channel: .claim, from: parties.reserve(reserve),
          to: parties.borrowers(owner), account: Int(auction.account),
          asset: network.reserves[reserve].asset, units: units, price: report(of: reserve),
          cause: tally.seizure[owner]), isClaim: true)
      tally.badDebtUSD[owner] += usd
      if options.keepsEntries {
        var known = noChanges
        writeOffs.append(
          WriteOff(
            lendingProtocol: owner, usd: usd,
            sources: priceSources(of: Int(auction.account), &known)))
      }
    }
    guard !auctions.contains(where: { $0.account == auction.account }) else { return }
    // Lots sum to the account but for rounding, which is no debt.
    let owed = places(of: auction).owed
    if accounts.units[owed] <= 1e-9 * network.debtUnits[auction.debtEntry] {
      accounts.units[owed] = 0
    }
    accounts.reopen(Int(auction.account), in: network)
  }
}
