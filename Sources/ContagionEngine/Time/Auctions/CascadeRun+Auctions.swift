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
    var sold = Lots(network)
    var kept = Lots(network)
    var open: [OpenAuction] = []
    var ended: [OpenAuction] = []
    for var auction in auctions {
      let debtAsset = network.reserves[auction.debtReserve].asset
      let price = board.market[debtAsset]
      let asset = network.reserves[auction.reserve].asset
      let worth = board.market[asset] * perUnit(of: auction) / price * (1 - margin)
      let move = auction.lot.act(
        KeeperView(
          now: state.clock?.now ?? 0, worth: worth,
          market: board.collateral[auction.reserve] / report(of: auction.debtReserve),
          cash: isFree ? .infinity : (hasKeeperCash ? keeperCashUSD : 0) / price,
          canBid: isFree || budget.calls > 0))
      if !isFree {
        budget.calls -= min(move.bids, budget.calls)
        keeperCashUSD -= move.spent * price
      }
      if move.isForNothing { countForNothing(auction, move.sold) }
      if move.sold > 0 {
        let seizure = book(move, of: &auction, round: number, &tally)
        if move.isForNothing {
          kept.add(move, of: auction, seizure, state.debtIndex)
        } else {
          sold.add(move, of: auction, seizure, state.debtIndex)
        }
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
    guard !(sold.sums.isEmpty && kept.sums.isEmpty && ended.isEmpty) else { return false }
    sell(sold, beside: kept, round: number, &tally)
    knownChanges = noChanges
    for auction in ended { writeOffRest(of: auction, round: number, &tally) }
    for (row, auction) in ended.enumerated()
    where !ended[..<row].contains(where: { $0.account == auction.account }) {
      reopen(auction, round: number, &tally)
    }
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
      Liquidation(repaid: repaid, seized: move.sold), of: auction, round: round, &tally)
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
      account: auction.account, lendingProtocol: Int32(truncatingIfNeeded: owner),
      reserve: Int32(truncatingIfNeeded: auction.reserve),
      entry: Int32(truncatingIfNeeded: entry), units: move.sold, fee: 0)
  }

  /// Lots that keepers got, by pair of reserves and one by one.
  private struct Lots {
    var sums: PairSums
    var seizures: [Seizure] = []

    init(_ network: CompiledNetwork) { sums = PairSums(network) }

    /// What keepers paid, the penalty included, is what they need back.
    mutating func add(
      _ move: AuctionMove, of auction: OpenAuction, _ seizure: Seizure, _ debtIndex: [Double]
    ) {
      sums.add(
        Liquidation(repaid: move.paid / debtIndex[auction.debtReserve], seized: move.sold),
        lendingProtocol: auction.lendingProtocol, reserve: auction.reserve,
        debtReserve: auction.debtReserve)
      seizures.append(seizure)
    }
  }

  private mutating func book(
    _ liquidation: Liquidation, of auction: OpenAuction, round: Int, _ tally: inout RoundTally
  ) -> Int {
    var sums = PairSums(network)
    sums.add(
      liquidation, lendingProtocol: auction.lendingProtocol, reserve: auction.reserve,
      debtReserve: auction.debtReserve)
    for sum in sums.sums { book(sum, &tally) }
    return enter(
      liquidation, from: auction.account, reserve: auction.reserve,
      debtReserve: auction.debtReserve, round, &tally)
  }

  private mutating func countForNothing(_ auction: OpenAuction, _ units: Double) {
    let owner = auction.lendingProtocol
    auctionTally.forNothing[owner] += 1
    auctionTally.debtForNothingUSD[owner] += auction.debt * board.debt[auction.debtReserve]
    auctionTally.collateralForNothingUSD[owner] +=
      units * perUnit(of: auction) * board.market[network.reserves[auction.reserve].asset]
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

  /// Units of the asset that a unit of a lot stands for: lots of pooled protocols are
  /// claims.
  private func perUnit(of auction: OpenAuction) -> Double {
    network.isPooled[auction.lendingProtocol] ? state.index[auction.reserve] : 1
  }

  /// Whether keepers can bid any more: what rounding leaves of their capital is no cash.
  private var hasKeeperCash: Bool {
    guard let capital = network.network.agents.liquidators?.capital else { return true }
    return keeperCashUSD > 1e-9 * capital
  }

  /// Sells what keepers won, whose cash comes back with it; what went for nothing is
  /// kept.
  private mutating func sell(
    _ won: Lots, beside kept: Lots, round: Int, _ tally: inout RoundTally
  ) {
    let orders = deliver(
      won.sums, beside: kept.sums, options.keepsEntries ? won.seizures + kept.seizures : [],
      round: round)
    let received = settle(orders, round: round, &tally)
    for (order, units) in zip(orders, received) {
      keeperCashUSD += units * board.market[order.debt]
    }
  }

  /// Writes off what a lot did not raise; while the account has other collateral, it
  /// stays its debt.
  private mutating func writeOffRest(
    of auction: OpenAuction, round: Int, _ tally: inout RoundTally
  ) {
    let row = Int(auction.account)
    let owner = auction.lendingProtocol
    auctionTally.ended[owner] += 1
    if auction.debt > 1e-9 * auction.opening, !network.hasRecourse[owner],
      !holdsOther(than: auction)
    {
      let usd = writeOff(
        auction.debt, at: places(of: auction).owed, of: auction.debtReserve, row, round: round,
        tally)
      countBadDebt(usd, row, owner, &tally)
    }
  }

  /// Opens an account again once it has no lot left; without any collateral its other
  /// debts are lost too.
  private mutating func reopen(
    _ auction: OpenAuction, round: Int, _ tally: inout RoundTally
  ) {
    guard !auctions.contains(where: { $0.account == auction.account }) else { return }
    let row = Int(auction.account)
    // Lots sum to the account but for rounding, which is no debt and no collateral.
    let (held, owed) = places(of: auction)
    if accounts.units[owed] <= 1e-9 * network.debtUnits[auction.debtEntry] {
      accounts.units[owed] = 0
    }
    if accounts.units[held] <= 1e-12 * network.collateralUnits[auction.entry] {
      accounts.units[held] = 0
    }
    accounts.reopen(row, in: network)
    if options.choices.clearing == .sequential { queue.insert(row, accounts) }
    guard accounts.units[held] == 0, !holdsOther(than: auction) else { return }
    knownChanges = noChanges
    writeOff(auction.account, round: round, &tally)
  }

  /// Whether an account has collateral besides that of a lot.
  private func holdsOther(than auction: OpenAuction) -> Bool {
    let row = Int(auction.account)
    return network.collateralRows[row].contains {
      $0 != auction.entry && accounts.collateralUnits($0, of: row, in: network) > 0
    }
  }
}
