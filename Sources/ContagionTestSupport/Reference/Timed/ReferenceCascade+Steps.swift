public import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// What agents can still spend in a step.
  struct Purse {
    var liquidationUSD = Double.infinity
    /// What rounding may leave of spent capital.
    private var dustUSD = 0.0
    var calls = Int.max
    var arbitrageUSD = Double.infinity

    init(_ agents: Agents) {
      if let capital = agents.liquidators?.capital {
        liquidationUSD = capital
        dustUSD = capital / 1e9
      }
      calls = agents.liquidators?.callsPerStep ?? .max
      arbitrageUSD = agents.arbitrageurs?.capital ?? .infinity
    }

    var hasCapital: Bool { liquidationUSD > dustUSD }
  }

  /// Plays a path of outside prices in steps, each to quiet.
  ///
  /// The shock comes before step 0. In every later step interest is paid at the rates of
  /// the step's start, then outside prices move, arbitrageurs trade and feeds look.
  public static func run(
    _ network: Network, _ shocks: [Shock], _ choices: Choices, timing: Timing
  ) -> ReferenceResult {
    var cascade = ReferenceCascade(network, choices: choices, onlyProtocol: nil)
    cascade.openingOutside = cascade.outside
    cascade.clock = ReferenceClock()
    cascade.observe()
    cascade.sortAccounts()
    cascade.recordOpening()
    cascade.excludeUnhealthy()
    cascade.apply(shocks)
    cascade.recordShock()
    cascade.observe()
    for step in 0...timing.stepCount {
      cascade.purse = Purse(network.agents)
      if step > 0 { cascade.advance(to: step, timing) }
      let before = cascade.result.numberOfCalls
      cascade.waiting = 0
      repeat {
        cascade.playRounds()
      } while !cascade.result.reachedRoundLimit && cascade.actOnLots()
      cascade.result.steps.append(
        ReferenceResult.Step(
          calls: cascade.result.numberOfCalls - before, waiting: cascade.waiting))
      if cascade.result.reachedRoundLimit { break }
    }
    cascade.recordEnd()
    return cascade.result
  }

  /// Lowest opening health first, as lots are put up and visited; equals by protocol and
  /// name.
  private mutating func sortAccounts() {
    let readings = readings()
    let venues = network.protocols.keys.map(\.name)
    func key(_ account: Account) -> (Float, Int, [UInt8]) {
      let health = health(of: account, readings) ?? .infinity
      return (
        Float(health), venues.firstIndex(of: account.venue) ?? -1, Array(account.name.utf8)
      )
    }
    accounts = accounts.sorted { left, right in
      let (left, right) = (key(left), key(right))
      if left.0 != right.0 { return left.0 < right.0 }
      return left.1 != right.1 ? left.1 < right.1 : left.2.lexicographicallyPrecedes(right.2)
    }
  }

  private mutating func playRounds() {
    switch choices.clearing {
    case .synchronous: runSynchronously()
    case .sequential: runSequentially()
    case .uniform: runUniformly()
    }
  }

  /// Lets every feed look at its price.
  mutating func observe() {
    guard var clock else { return }
    let readings = readings()
    for (id, feed) in network.oracles {
      clock.seen[id.name, default: []].append(
        ReferenceClock.Sight(time: clock.now, price: watched(feed, readings, outside)))
    }
    self.clock = clock
  }

  private mutating func advance(to step: Int, _ timing: Timing) {
    let now = Double(step) * timing.step
    payInterest(seconds: timing.step)
    clock?.now = now
    for asset in timing.path.assets {
      let factor =
        price(of: asset, at: now, timing.path)
        / price(of: asset, at: now - timing.step, timing.path)
      moveOutside(asset.name, by: factor)
    }
    arbitrage()
    observe()
  }

  /// The last price of the path at a time or before it, counted from its start.
  private func price(of asset: AssetID, at seconds: Double, _ path: PricePath) -> Double {
    var found = Double.nan
    for (row, time) in path.times.enumerated() where time - path.times[0] <= seconds {
      for (column, name) in path.assets.enumerated() where name == asset {
        found = path.prices[row * path.assets.count + column]
      }
    }
    return found
  }

  /// Moves an outside price, or the pool of an asset that only a pool prices.
  ///
  /// Without arbitrage every pool between outside-priced assets moves along.
  private mutating func moveOutside(_ asset: String, by factor: Double) {
    guard factor != 1 else { return }
    guard let price = outside[asset] else {
      guard let pool = network.assets[AssetID(asset)]?.marketPool?.name else { return }
      shift(pool, by: pools[pool]?.baseAsset == asset ? factor : 1 / factor)
      return
    }
    outside[asset] = price * factor
    guard choices.arbitrage == .none else { return }
    for name in pools.keys.sorted() {
      guard let pool = pools[name], outside[pool.baseAsset] != nil,
        outside[pool.quoteAsset] != nil
      else { continue }
      if pool.baseAsset == asset { shift(name, by: factor) }
      if pool.quoteAsset == asset { shift(name, by: 1 / factor) }
    }
  }

  private mutating func shift(_ name: String, by factor: Double) {
    guard let pool = pools[name] else { return }
    move(name, to: pool.spot * factor, trader: "exogenous trader")
  }

  /// Every debt grows by the rate of its reserve; the reserve keeps its factor of that,
  /// and claims on it share the rest.
  private mutating func payInterest(seconds: Double) {
    for (id, lending) in network.protocols {
      for (asset, reserve) in lending.reserves {
        let key = "\(id)/\(asset)"
        guard let rate = reserve.rate, let book = reserves[key] else { continue }
        let borrowed = sum(
          accounts.filter { $0.venue == id.name }.map { $0.debt[asset.name] ?? 0 })
        let loans = borrowed + book.loansOutside
        guard loans > 0 else { continue }
        let used = min(1, loans / (loans + max(0, book.cash)))
        let growth = yearly(rate, at: used) * seconds / 31_536_000
        for account in accounts.indices where accounts[account].venue == id.name {
          accounts[account].debt[asset.name]? *= 1 + growth
        }
        for lot in lots.indices
        where accounts[lots[lot].account].venue == id.name && lots[lot].debtAsset == asset.name {
          lots[lot].owed *= 1 + growth
        }
        let claimed = claims(id.name, asset.name)
        let kept = claimed > 0 ? (reserve.reserveFactor ?? 0) * loans * growth : loans * growth
        reserves[key]?.loansOutside *= 1 + growth
        reserves[key]?.protocolReserves += kept
        if claimed > 0 { reserves[key]?.index += (loans * growth - kept) / claimed }
      }
    }
  }

  /// The kinked rate: one line up to the kink, a steeper one from there to 1.
  private func yearly(_ rate: RuleChoice, at used: Double) -> Double {
    func value(_ name: String) -> Double {
      guard case .number(let value)? = rate.values[name] else { return 0 }
      return value
    }
    let kink = value("kink")
    let low = min(used, kink) / kink * value("slope1")
    let high = max(0, used - kink) / (1 - kink) * value("slope2")
    return value("base") + low + high
  }
}
