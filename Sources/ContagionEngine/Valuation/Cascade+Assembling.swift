import ContagionModel
import OrderedCollections

extension Cascade {
  /// Puts a finished run into the shape that is reported and drawn.
  init(_ run: CascadeRun, _ values: RunValues, title: String?, shocks: [Shock]) {
    let network = run.network
    let spelled = shocks.map(\.description).joined(separator: ", ")
    let end = run.currentBoard()
    let prices = network.assets.enumerated().map { row, id in
      AssetPrices(
        asset: id, chain: network.network.assets[id]?.chain,
        opening: values.opening.economics.prices[row],
        afterShock: values.afterShock.economics.prices[row],
        end: values.end.economics.prices[row], marketOpening: run.openingBoard.market[row],
        marketAfterShock: (run.afterShock ?? run.state).board(in: network).market[row],
        marketEnd: end.market[row])
    }
    let owed = run.openingUnhealthy.reduce(0.0) { sum, account in
      sum + CascadeState(network).healthSums(of: Int(account), run.openingBoard, in: network).debt
    }
    var losses: [Loss] = []
    values.losses.forEach { key, value in
      losses.append(
        Loss(
          party: key.party, asset: key.asset, openingUSD: value.openingUSD,
          directUSD: value.directUSD, finalUSD: value.finalUSD, creditUSD: value.creditUSD))
    }
    self.init(
      network: network.network.name, networkTitle: network.network.title,
      asOf: network.network.asOf, shockTitle: title ?? (spelled.isEmpty ? "no shock" : spelled),
      shocks: shocks, choices: run.options.choices, parties: run.parties.parties, assets: prices,
      rounds: run.rounds, ledger: run.ledger.entries, stop: run.stop,
      losses: losses,
      badDebt: values.badDebt, issuers: values.issuers,
      topAccounts: run.topAccounts(values), infections: run.infections(values),
      openingUnhealthy: run.openingUnhealthy.count, openingUnhealthyDebtUSD: owed)
    poolDepths = run.poolDepths()
    auctions = run.auctionCounts()
    steps = run.steps
    timing = run.options.timing
  }
}

extension CascadeRun {
  /// The twenty accounts that lost most equity, at economic prices.
  fileprivate func topAccounts(_ values: RunValues) -> [AccountLoss] {
    let before = equities(values.opening, AccountOverlay())
    let after = equities(values.end, accounts)
    func loss(_ account: Int) -> Double { before[account] - after[account] }
    let losers = network.accountProtocol.indices.filter {
      network.accountProtocol[$0] >= 0 && loss($0) > 0
    }
    // Names are compared only among those that can be listed.
    let ranked = losers.map(loss).sorted(by: >)
    let least = ranked.isEmpty ? 0 : ranked[min(19, ranked.count - 1)]
    let order = losers.filter { loss($0) >= least }.sorted {
      (loss($1), network.names[$0]) < (loss($0), network.names[$1])
    }
    let opening = CascadeState(network)
    return order.prefix(20).map { account in
      let place = Int(accounts.place(of: account))
      let called = calls.indices.contains(place) ? calls[place] : AccountCalls()
      return AccountLoss(
        account: network.names[account],
        lendingProtocol: network.protocols[Int(network.accountProtocol[account])],
        openingHealth: opening.healthSums(of: account, openingBoard, in: network).factor,
        calls: called.calls, repaidUSD: called.repaidUSD, badDebtUSD: called.badDebtUSD,
        lossUSD: before[account] - after[account])
    }
  }

  /// Collateral less debt of every account, floored at 0 without recourse, and what borrowers brought.
  private func equities(_ snapshot: Snapshot, _ balances: AccountOverlay) -> [Double] {
    let (held, owed) = snapshot.economics.unitValues(in: network)
    return network.accountProtocol.indices.map { account in
      guard network.accountProtocol[account] >= 0 else { return 0 }
      let collateral = network.collateralRows[account].reduce(0) {
        $0 + balances.collateralUnits($1, of: account, in: network)
          * held[Int(network.collateralReserve[$1])]
      }
      let debt = network.debtRows[account].reduce(0) {
        $0 + balances.debtUnits($1, of: account, in: network)
          * owed[Int(network.debtReserve[$1])]
      }
      let surplus = snapshot.state.surplus[Int32(account)].map {
        $0.units * snapshot.economics.prices[$0.asset]
      }
      let brought = (snapshot.state.brought[Int32(account)] ?? [:]).sorted { $0.key < $1.key }
        .reduce(0) { $0 + $1.value * snapshot.economics.prices[network.reserves[$1.key].asset] }
      let floor =
        network.hasRecourse[Int(network.accountProtocol[account])] ? -Double.infinity : 0
      return max(floor, collateral - debt) + (surplus ?? 0) - brought
    }
  }

  /// Bad debt by its sources, then claims by their issuers.
  fileprivate func infections(_ values: RunValues) -> [Infection] {
    var sums: OrderedDictionary<InfectionKey, Double> = [:]
    for writeOff in writeOffs {
      for (source, share) in writeOff.sources {
        sums[key(source, writeOff.lendingProtocol), default: 0] += share * writeOff.usd
      }
    }
    var known = noChanges
    for found in insolvencies(values.end.economics, accounts) {
      let economics = (values.opening.economics, values.end.economics)
      let owner = Int(network.accountProtocol[found.account])
      for (source, share) in priceSources(
        of: found.account, &known, economics: economics)
      {
        sums[key(source, owner), default: 0] += share * (found.debtUSD - found.collateralUSD)
      }
    }
    for entry in ledger.entries where entry.kind == .destruction {
      let key = InfectionKey(from: "shock", to: name(ofIssuer: entry.from), channel: .claim)
      sums[key, default: 0] += entry.amountUSD
    }
    for (key, usd) in values.claimInfections { sums[key, default: 0] += usd }
    return sums.map { Infection(from: $0.from, to: $0.to, channel: $0.channel, lossUSD: $1) }
      .sorted {
        ($1.lossUSD, $0.from, $0.to, $0.channel) < ($0.lossUSD, $1.from, $1.to, $1.channel)
      }
  }

  private func key(_ source: ImpactShares.Source, _ owner: Int) -> InfectionKey {
    var channel = Channel.price
    if case .claim = source { channel = .claim }
    return InfectionKey(
      from: label(of: source), to: network.protocols[owner].name, channel: channel)
  }
}
