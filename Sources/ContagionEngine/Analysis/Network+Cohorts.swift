public import ContagionModel
import OrderedCollections
import RealModule

/// How accounts are summed up.
public struct CohortRule: Hashable, Sendable {
  /// Width of a health bucket: bucket *n* holds `(1 + width)^n ≤ HF < (1 + width)^(n + 1)`.
  public var width: Double
  /// Accounts that a cohort holds at least; buckets are joined until they do.
  public var minimumAccounts: Int

  /// - Precondition: `width` above 0, `minimumAccounts` 1 or more.
  public init(width: Double = 0.02, minimumAccounts: Int = 3) {
    precondition(width > 0 && minimumAccounts > 0, "an empty bucket")
    self.width = width
    self.minimumAccounts = minimumAccounts
  }
}

extension Network {
  /// The network with its accounts summed up in cohorts.
  ///
  /// A cohort is the sum of accounts of one venue, one pair of largest collateral
  /// and largest debt, one risk category and one health bucket. It keeps their
  /// whole basket: units of every asset are kept exactly, and so is the weighted
  /// collateral at the opening, `Σ units·threshold`. Accounts below 1 are never
  /// joined with others. A pair with too few accounts joins the other such pairs
  /// of its venue.
  ///
  /// - Returns: The network and how far its at-risk curves are off.
  /// - Throws: ``NetworkError`` with the findings of a network that cannot be run.
  /// - Complexity: O(accounts · log accounts + assets · falls · accounts).
  public func cohorts(
    _ rule: CohortRule = CohortRule()
  ) throws(NetworkError) -> (network: Network, report: CohortReport) {
    let before = try compiled(keepsOrder: true)
    let builder = CohortBuilder(accounts, before, rule)
    var result = self
    let groups = builder.groups()
    result.accounts = builder.book(of: groups)
    let after = try result.compiled()
    let (held, owed) = before.bookUSD()
    return (
      result,
      CohortReport(
        accounts: accounts.count, cohorts: groups.count,
        smallestCohort: groups.map(\.members.count).min() ?? 0, debtUSD: owed, collateralUSD: held,
        worst: before.worstAtRiskPoints(against: after))
    )
  }
}

/// Accounts that become one.
struct CohortGroup {
  let venue: Int32
  let label: String
  let eMode: String?
  var members: [Int32]
}

/// Sorts the accounts of a book into cohorts and sums them up.
struct CohortBuilder {
  private let book: AccountBook
  private let network: CompiledNetwork
  private let rule: CohortRule
  private let board: PriceBoard

  init(_ book: AccountBook, _ network: CompiledNetwork, _ rule: CohortRule) {
    self.book = book
    self.network = network
    self.rule = rule
    board = CascadeState(network).board(in: network)
  }

  private struct Key: Hashable {
    var venue: Int32
    var pair: String
    var eMode: String?
    var isBelow: Bool
  }

  func groups() -> [CohortGroup] {
    var sorted: OrderedDictionary<Key, [(health: Double, account: Int32)]> = [:]
    for account in 0..<book.count {
      guard network.accountProtocol[account] >= 0, let pair = pair(of: account) else { continue }
      let health = health(of: account)
      sorted[
        Key(
          venue: book.accountVenue[account], pair: pair, eMode: applyingEMode(of: account),
          isBelow: health < 1), default: []
      ].append((health, Int32(account)))
    }
    var rest: OrderedDictionary<Key, [(health: Double, account: Int32)]> = [:]
    for (key, members) in sorted where members.count < rule.minimumAccounts {
      let joined = Key(venue: key.venue, pair: "other", eMode: key.eMode, isBelow: key.isBelow)
      rest[joined, default: []] += members
      sorted[key] = nil
    }
    sorted.merge(rest) { $0 + $1 }
    return sorted.flatMap { key, members in
      buckets(members).enumerated().map { number, accounts in
        let place = key.isBelow ? "below-\(number + 1)" : "\(number + 1)"
        return CohortGroup(
          venue: key.venue,
          label: [key.pair, key.eMode, place].compactMap { $0 }.joined(separator: "-"),
          eMode: key.eMode, members: accounts)
      }
    }
  }

  /// Accounts by health, cut at bucket borders where each side has enough.
  private func buckets(_ members: [(health: Double, account: Int32)]) -> [[Int32]] {
    let sorted = members.sorted { ($0.health, $0.account) < ($1.health, $1.account) }
    func bucket(_ health: Double) -> Double {
      health.isFinite && health > 0
        ? (Double.log(health) / Double.log(onePlus: rule.width)).rounded(.down) : health
    }
    var buckets: [[Int32]] = []
    var open: [Int32] = []
    var last = -Double.infinity
    for (health, account) in sorted {
      if bucket(health) != last, open.count >= rule.minimumAccounts {
        buckets.append(open)
        open = []
      }
      last = bucket(health)
      open.append(account)
    }
    if open.count < rule.minimumAccounts, !buckets.isEmpty {
      buckets[buckets.count - 1] += open
    } else if !open.isEmpty {
      buckets.append(open)
    }
    return buckets
  }

  private func health(of account: Int) -> Double {
    var collateral = 0.0
    for entry in network.collateralRows[account] {
      collateral +=
        network.collateralUnits[entry] * network.collateralThreshold[entry]
        * board.collateral[Int(network.collateralReserve[entry])]
    }
    var debt = 0.0
    for entry in network.debtRows[account] {
      debt += network.debtUnits[entry] * board.debt[Int(network.debtReserve[entry])]
    }
    return debt == 0 ? .infinity : collateral / debt
  }

  /// Largest collateral and largest debt, or `nil` for an account with neither.
  private func pair(of account: Int) -> String? {
    func largest(
      _ rows: Range<Int>, _ reserves: [Int32], _ units: [Double], _ prices: [Double]
    ) -> String? {
      let best = rows.max {
        (units[$0] * prices[Int(reserves[$0])], -$0) < (units[$1] * prices[Int(reserves[$1])], -$1)
      }
      return best.map { network.assets[network.reserves[Int(reserves[$0])].asset].name }
    }
    let collateral = largest(
      network.collateralRows[account], network.collateralReserve, network.collateralUnits,
      board.collateral)
    let debt = largest(
      network.debtRows[account], network.debtReserve, network.debtUnits, board.debt)
    guard collateral != nil || debt != nil else { return nil }
    return "\(collateral ?? "none")-\(debt ?? "none")"
  }

  /// The risk category, if the account's debts are all in it.
  private func applyingEMode(of account: Int) -> String? {
    guard let name = book.eModes[Int32(account)],
      let mode = network.network.protocols.values[Int(network.accountProtocol[account])]
        .eModes[name],
      network.debtRows[account].allSatisfy({
        mode.assets.contains(
          network.assets[network.reserves[Int(network.debtReserve[$0])].asset])
      })
    else { return nil }
    return name
  }

  func book(of groups: [CohortGroup]) -> AccountBook {
    var result = AccountBook()
    for group in groups {
      let venue = result.venueIndex(book.venues[Int(group.venue)])
      let account = result.account(named: Array(group.label.utf8), venue: venue)
      if let eMode = group.eMode { result.setEMode(eMode, of: account) }
      sum(group, into: &result, account)
    }
    let entries = 0..<book.entryCount
    var deposits: OrderedDictionary<[Int32], Double> = [:]
    for entry in entries where book.entrySide[entry] == AccountBook.Side.deposit.rawValue {
      let venue = book.accountVenue[Int(book.entryAccount[entry])]
      deposits[[venue, book.entryAsset[entry]], default: 0] += book.entryUnits[entry]
    }
    for (key, units) in deposits {
      let venue = result.venueIndex(book.venues[Int(key[0])])
      result.append(
        account: result.account(named: Array("depositors".utf8), venue: venue), side: .deposit,
        asset: result.assetIndex(book.assets[Int(key[1])]), units: units)
    }
    result.close()
    return result
  }

  /// Sums the entries of a group by side and asset.
  private func sum(_ group: CohortGroup, into result: inout AccountBook, _ account: Int32) {
    var collateral: OrderedDictionary<Int32, (units: Double, weighted: Double, isOwn: Bool)> = [:]
    var debt: OrderedDictionary<Int32, Double> = [:]
    for member in group.members {
      for entry in network.collateralRows[Int(member)] {
        let reserve = network.collateralReserve[entry]
        let units = network.collateralUnits[entry]
        collateral[reserve, default: (0, 0, false)].units += units
        collateral[reserve]?.weighted += units * network.collateralThreshold[entry]
        if network.hasOwnThreshold[entry], group.eMode == nil { collateral[reserve]?.isOwn = true }
      }
      for entry in network.debtRows[Int(member)] {
        debt[network.debtReserve[entry], default: 0] += network.debtUnits[entry]
      }
    }
    func asset(_ reserve: Int32) -> Int32 {
      result.assetIndex(network.assets[network.reserves[Int(reserve)].asset])
    }
    for (reserve, sums) in collateral {
      result.append(
        account: account, side: .collateral, asset: asset(reserve), units: sums.units,
        threshold: sums.isOwn && sums.units > 0 ? sums.weighted / sums.units : .nan)
    }
    for (reserve, units) in debt {
      result.append(account: account, side: .debt, asset: asset(reserve), units: units)
    }
  }
}

extension CompiledNetwork {
  /// Collateral and debt of all accounts at the opening, USD at the oracles.
  public func bookUSD() -> (collateral: Double, debt: Double) {
    let board = CascadeState(self).board(in: self)
    var sums = (collateral: 0.0, debt: 0.0)
    for (reserve, units) in zip(collateralReserve, collateralUnits) {
      sums.collateral += units * board.collateral[Int(reserve)]
    }
    for (reserve, units) in zip(debtReserve, debtUnits) {
      sums.debt += units * board.debt[Int(reserve)]
    }
    return sums
  }

  /// Where the at-risk curves of two books of one network differ most, by asset.
  ///
  /// Falls of 1 % to 50 % of one collateral asset alone, everything else as it is.
  func worstAtRiskPoints(against other: CompiledNetwork) -> [CohortReport.Point] {
    let collateral = Set(collateralReserve.map { reserves[Int($0)].asset }).sorted()
    return collateral.map { asset in
      var worst = CohortReport.Point(
        asset: assets[asset], fall: 0, accountsUSD: 0, cohortsUSD: 0)
      for percent in 1...50 {
        let fall = Double(percent) / 100
        let point = CohortReport.Point(
          asset: assets[asset], fall: fall, accountsUSD: debtAtRisk(asset, fall),
          cohortsUSD: other.debtAtRisk(asset, fall))
        if point.errorUSD > worst.errorUSD { worst = point }
      }
      return worst
    }
  }

  /// Debt of accounts below health 1 after an asset alone has fallen, USD.
  private func debtAtRisk(_ asset: Int, _ fall: Double) -> Double {
    let state = CascadeState(self)
    var board = state.board(in: self)
    for (row, reserve) in reserves.enumerated() where reserve.asset == asset {
      board.collateral[row] *= 1 - fall
      board.debt[row] *= 1 - fall
    }
    return state.unhealthy(board, in: self).reduce(0) {
      $0 + state.healthSums(of: Int($1), board, in: self).debt
    }
  }
}
