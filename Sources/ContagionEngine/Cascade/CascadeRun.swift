import ContagionModel

/// One run from its shock to quiet.
struct CascadeRun: Sendable {
  /// What is run, apart from the network and its shock.
  struct Options: Sendable {
    var choices: Choices
    /// Only this protocol's accounts may be liquidated.
    var onlyProtocol: Int?
    /// Prices and NAVs stay as the shock left them.
    var isFrozen = false
    var keepsEntries = true
    /// Whether rounds are kept for tables; their sums are in any case.
    var keepsRounds = true
    /// Whether bad debt is kept by account; it is in any case where entries are.
    var keepsAccounts = false
    /// Every look is at every account: the plain way, to compare with.
    var looksAtAll = false
    /// Names of those outside the book who may sell and pay between rounds.
    var payers: [String] = []
    /// Plays a path in steps instead of one moment.
    var timing: Timing?
  }

  let network: CompiledNetwork
  var options: Options
  let parties: PartyTable
  var state: CascadeState
  /// The balances of accounts that were called.
  var accounts: AccountOverlay
  var ledger: Ledger
  var impacts: ImpactShares
  /// What each round did, where that is kept.
  var rounds: [CascadeRound] = []
  var totals: RunTotals
  var stop = Cascade.Stop.quiet
  /// Calls and repayments by place of the account; empty where no entries are kept.
  var calls: [AccountCalls] = []
  /// Bad debt booked, in order, where it is kept by account.
  var booked: [ScenarioOutcome.AccountAmount] = []
  /// What each write-off is traced to.
  var writeOffs: [WriteOff] = []
  /// Sources of price moves at the present prices, for write-offs.
  var knownChanges: KnownChanges = []
  /// The prices before the shock.
  let openingBoard: PriceBoard
  /// Accounts that the last look found, in order.
  var called: [Int32] = []
  /// What a look has found so far.
  var found: AccountSet
  var limits: LookLimits
  /// Whom sequential clearing calls next.
  var queue: HealthQueue
  /// Whom prices have crossed.
  var lists: CrossedLists
  /// The same before any shock.
  private(set) var openingLists: CrossedLists
  /// Everything as it is before any shock.
  private(set) var openingState: CascadeState
  /// The prices in force: renewed every round unless the run is frozen.
  var board: PriceBoard
  var openingUnhealthy: [Int32] = []
  /// The state right after the shock.
  var afterShock: CascadeState?
  var afterShockGains: [Double] = []
  /// Entry of the last move of each pool, for causes.
  var lastMove: [Int]
  /// What the calls of the present round took, by pair of reserves.
  var taken: PairSums
  /// The same one by one, where entries are kept.
  var seizures: [Seizure] = []
  /// What the last check counted, in a run of one moment that has come to rest.
  var recount: BookTotals?
  /// Units repaid to each reserve.
  var repaid: [Double]
  /// Units of loans to outside borrowers that the shock destroyed.
  var lostOutsideLoans: [Int: Double] = [:]
  /// Cash of each reserve when the present seizures were made.
  var openingCash: [Double]
  /// What agents can still spend in this step.
  var budget: StepBudget
  /// The steps of a timed run.
  var steps: [TimedStep] = []
  /// By account, the part of a call that is made; all of it where there is none.
  var partial: [Int32: Double] = [:]
  /// Lots under auction in a timed run, in the order in which they were put up.
  var auctions: [OpenAuction] = []
  var auctionTally: AuctionTally
  /// What keepers can still bid, USD.
  var keeperCashUSD: Double
  /// What breakers have seen, by protocol; empty in an instant run and without any.
  var breakers: [BreakerState] = []
  /// What margin engines have seen, by reserve; empty in an instant run and without any.
  var margins: [MarginState?] = []
  /// Issuers whose bridge gives nothing back.
  var halted: Set<Int> = []
  /// What redeemers wait for: when it comes back, seconds since the shock, and USD.
  var tied: [(until: Double, usd: Double)] = []
  /// Accounts below 1 that nobody calls, and what they owe.
  var waiting = 0
  var waitingDebtUSD = 0.0

  init(_ network: CompiledNetwork, _ options: Options) {
    self.network = network
    self.options = options
    parties = PartyTable(network, payers: options.payers)
    state = CascadeState(network)
    openingState = state
    openingLists = CrossedLists(network.healthIndex)
    lists = openingLists
    accounts = AccountOverlay()
    found = AccountSet(capacity: network.accountCount)
    limits = LookLimits(network)
    queue = HealthQueue(
      options.choices.clearing == .sequential ? network.healthIndex : .empty)
    totals = RunTotals(protocols: network.protocols.count)
    ledger = Ledger(
      parties: parties.parties.count, assets: network.assets.count,
      keepsEntries: options.keepsEntries)
    impacts = ImpactShares(network)
    taken = PairSums(network)
    openingBoard = state.board(
      in: network, followsMarket: options.choices.without.contains(.oracle))
    state.watchedAtOpening = openingBoard.watched
    openingState.watchedAtOpening = openingBoard.watched
    board = openingBoard
    lastMove = Array(repeating: -1, count: network.pools.count)
    repaid = Array(repeating: 0, count: network.reserves.count)
    openingCash = state.cash
    budget = StepBudget(network.network.agents)
    auctionTally = AuctionTally(protocols: network.protocols.count)
    keeperCashUSD = network.network.agents.liquidators?.capital ?? .infinity
    leaveAccountsAlone()
  }

  /// Whether a channel is on.
  func transmits(_ channel: Channel) -> Bool { !options.choices.without.contains(channel) }

  func currentBoard() -> PriceBoard {
    state.board(
      in: network, hidesLosses: !transmits(.claim) || (options.isFrozen && options.timing != nil),
      followsMarket: !transmits(.oracle))
  }

  /// Runs the shock and every round after it.
  ///
  /// - Throws: ``IdentityViolation`` if the ledger and the state part ways.
  mutating func run(after shocks: [Shock]) throws(IdentityViolation) {
    if options.timing != nil {
      state.clock = OracleClock(openingBoard.watched)
      breakers = network.breakers.map { _ in BreakerState() }
      watchPrices(openingBoard)
    }
    apply(shocks)
    if options.timing != nil { startMargins() }
    try checkIdentities(round: 0)
    renewBoard()
    guard let timing = options.timing else {
      afterShock = state
      afterShockGains = ledger.gained
      return try playRounds()
    }
    var untouched = self
    untouched.playPath(timing)
    afterShock = untouched.state
    afterShockGains = untouched.ledger.gained
    try playSteps(timing)
  }

  /// Reads all prices, and lets feeds look at them.
  mutating func renewBoard() {
    board = currentBoard()
    state.clock?.observe(board.watched)
  }

  /// Plays rounds until nobody is called or the limit is reached.
  mutating func playRounds() throws(IdentityViolation) {
    stop = .quiet
    recount = nil
    var number = totals.rounds + 1
    while number <= options.choices.roundLimit {
      if !options.isFrozen {
        arbitrage(round: number)
        renewBoard()
      }
      watchPrices(board)
      let tally =
        switch options.choices.clearing {
        case .synchronous: synchronousRound(number)
        case .sequential: sequentialRound(number)
        case .uniform: uniformRound(number)
        }
      guard let tally else {
        try checkBooks(round: number)
        return
      }
      totals.add(tally)
      if options.keepsRounds { rounds.append(round(number, tally)) }
      try checkIdentities(round: number)
      number += 1
    }
    stop = .roundLimit
    try checkBooks(round: number)
  }

  /// Finds the accounts below 1 before the shock, and excludes them if so chosen.
  private mutating func leaveAccountsAlone() {
    findUnhealthy(ofAll: true)
    openingUnhealthy = called + closableByPools(but: called)
    openingUnhealthy.sort()
    defer { lists = openingLists }
    guard options.choices.opening == .exclude else { return }
    for account in openingUnhealthy { accounts.leaveAlone(Int(account), in: network) }
    while case let more = closableByPools(but: []), !more.isEmpty {
      openingUnhealthy += more
      openingUnhealthy.sort()
      for account in more { accounts.leaveAlone(Int(account), in: network) }
    }
    openingLists = CrossedLists(
      network.healthIndex, skipsOpening: board == network.healthIndex.opening)
  }

  /// Moves a pool along its curve and records both sides of the trade.
  mutating func movePool(
    _ row: Int, to price: Double, by trader: Int, _ kind: LedgerEntry.Kind, round: Int
  ) {
    let pool = network.pools[row]
    let before = pool.impact.price(in: state.pools[row])
    let trade = pool.impact.moved(state.pools[row], to: price)
    state.pools[row] = trade.pool
    impacts.move(pool: row, from: before, to: price, by: kind == .shockTrade ? .shock : .arbitrage)
    let own = parties.pool(row)
    let cause = lastMove[row]
    let sells = trade.baseIn >= 0
    lastMove[row] = ledger.record(
      LedgerEntry(
        kind: kind, round: round, channel: .price, from: sells ? trader : own,
        to: sells ? own : trader, asset: pool.base, units: abs(trade.baseIn),
        price: board.market[pool.base], cause: cause))
    ledger.record(
      LedgerEntry(
        kind: kind, round: round, channel: .price, from: sells ? own : trader,
        to: sells ? trader : own, asset: pool.quote, units: abs(trade.quoteOut),
        price: board.market[pool.quote], cause: lastMove[row]))
  }
}

/// What an account went through.
struct AccountCalls: Sendable {
  var calls = 0
  var repaidUSD = 0.0
  var badDebtUSD = 0.0
}
