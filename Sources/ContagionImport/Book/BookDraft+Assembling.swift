import ContagionFiles
import ContagionModel
import OrderedCollections

extension BookDraft {
  /// The network that the draft amounts to, with prices, thresholds and
  /// reserves, and the report of what was left out.
  func assembled(format: String) throws(ImportError) -> ImportedBook {
    guard faults.isEmpty else { throw .faults(faults, more: faultCount - faults.count) }
    let prices = try self.prices()
    let keep = try Selection(self, prices)
    try checkTwins(keep)
    let thresholds = try self.thresholds(keep)
    var kept = AccountBook()
    for entry in 0..<book.entryCount where keep.reasons[entry] == nil {
      kept.append(
        entry, of: book, units: book.entryUnits[entry],
        threshold: ownThreshold(ofEntry: entry, thresholds))
    }
    kept.close()
    guard kept.entryCount > 0 || !pools.isEmpty || !issuers.isEmpty || !venues.isEmpty else {
      throw .empty([format])
    }
    var network = Network(
      name: options.name, title: title, asOf: asOf, pools: pools, issuers: issuers, accounts: kept)
    network.protocols = try protocols(kept, thresholds)
    let unpriced =
      network.protocols.values.flatMap(\.reserves.keys)
      .filter { !isPriced($0, prices) } + assets.keys.filter { unbacked($0, prices) != nil }
    if !unpriced.isEmpty {
      guard options.dropsUnpriced else {
        throw .unpriced(Array(OrderedSet(unpriced.map(\.name))))
      }
      drop(OrderedSet(unpriced), prices, from: &network)
    }
    network.assets = usedAssets(network, prices)
    network.shocks = shocks.isEmpty ? Self.standardShocks(network, prices) : keptShocks(network)
    network.defaultShock = network.shocks.keys.first
    let disagreeing = assets.compactMap { id, facts in
      options.prices[id.name] == nil ? facts.quotes?.remark(on: id) : nil
    }
    let assumed = network.protocols.map(Self.assumption)
    network.source = assumed.map { "; taken where the files are silent: \($0)" }.joined()
    return ImportedBook(
      network: network,
      report: ImportReport(
        format: format, rowsRead: rowsRead, rowsKept: keep.rowsKept, accounts: kept.count,
        drops: drops.map { .init(reason: $0, rows: $1, valueUSD: nil) } + keep.drops,
        totals: totals(keep),
        remarks: remarks + disagreeing + keep.remarks
          + assumed.map { "taken where the files are silent: \($0)" }))
  }

  /// The rules of a protocol in words: exports seldom say how it liquidates.
  private static func assumption(_ id: ProtocolID, _ value: LendingProtocol) -> String {
    let values = value.liquidation.values.sorted { $0.key < $1.key }.map { name, value in
      switch value {
      case .number(let number): "\(name) \(number)"
      case .rule(let rule): "\(name) \(rule.name)"
      }
    }
    return "'\(id)' liquidates by \(value.liquidation.name)"
      + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))")
      + " and recognises losses by \(value.recognition.rawValue)"
  }

  /// Entries that repeat the side and asset of an earlier one of their account.
  ///
  /// Accounts that are left out are not looked at.
  private func checkTwins(_ keep: Selection) throws(ImportError) {
    var newest = Array(repeating: Int32(-1), count: book.count)
    var previous = Array(repeating: Int32(-1), count: book.entryCount)
    var faults: [ImportError.Fault] = []
    var count = 0
    for entry in 0..<book.entryCount where keep.reasons[entry] == nil {
      let account = Int(book.entryAccount[entry])
      var other = Int(newest[account])
      while other >= 0 {
        if book.entryAsset[other] == book.entryAsset[entry],
          book.entrySide[other] == book.entrySide[entry]
        {
          count += 1
          if faults.count < ImportError.faultLimit {
            let side = AccountBook.Side(rawValue: book.entrySide[entry]) ?? .deposit
            let first = place(ofEntry: other)
            faults.append(
              .init(
                place(ofEntry: entry),
                "a second row for \(side) of \(book.assets[Int(book.entryAsset[entry])]) of"
                  + " account '\(book.name(of: account))'; the first is at \(first.file):\(first.line)"
              ))
          }
          break
        }
        other = Int(previous[other])
      }
      previous[entry] = newest[account]
      newest[account] = Int32(entry)
    }
    guard faults.isEmpty else { throw .faults(faults, more: count - faults.count) }
  }

  /// USD per unit of every asset that has a price.
  private func prices() throws(ImportError) -> [AssetID: Double] {
    var prices: [AssetID: Double] = [:]
    var base: Double?
    if let numeraire {
      base = options.prices[numeraire.name] ?? assets[numeraire]?.priceUSD
      let isNeeded = assets.contains { id, facts in
        facts.value != nil && facts.priceUSD == nil && options.prices[id.name] == nil
      }
      if base == nil, isNeeded { throw .noNumeraire(numeraire.name) }
    }
    for (id, facts) in assets {
      prices[id] =
        options.prices[id.name] ?? facts.priceUSD
        ?? facts.value.flatMap { value in base.map { value * $0 } }
    }
    return prices
  }

  /// The threshold of each asset at each venue, from options and the source.
  private func thresholds(_ keep: Selection) throws(ImportError) -> [String: [AssetID: Double]] {
    var found: [String: [AssetID: Double]] = [:]
    var missing: OrderedSet<String> = []
    for entry in 0..<book.entryCount
    where keep.reasons[entry] == nil
      && book.entrySide[entry] == AccountBook.Side.collateral.rawValue
    {
      let asset = book.assets[Int(book.entryAsset[entry])]
      let venue = book.venues[Int(book.accountVenue[Int(book.entryAccount[entry])])]
      if let threshold = options.thresholds["\(venue)/\(asset)"] ?? options.thresholds[asset.name]
        ?? venues[venue]?.reserves[asset]?.liquidationThreshold
      {
        found[venue, default: [:]][asset] = threshold
      } else if book.entryThreshold[entry].isNaN {
        guard let standard = options.defaultThreshold else {
          missing.append(asset.name)
          continue
        }
        found[venue, default: [:]][asset] = standard
      }
    }
    guard missing.isEmpty else { throw .noThreshold(Array(missing)) }
    return found
  }

  /// The entry's own threshold; a threshold that the user gives replaces it.
  private func ownThreshold(
    ofEntry entry: Int, _ thresholds: [String: [AssetID: Double]]
  ) -> Double {
    let asset = book.assets[Int(book.entryAsset[entry])]
    return options.thresholds[asset.name] == nil ? book.entryThreshold[entry] : .nan
  }

  /// The venues with all reserves that the entries need.
  private func protocols(
    _ kept: AccountBook, _ thresholds: [String: [AssetID: Double]]
  ) throws(ImportError) -> OrderedDictionary<ProtocolID, LendingProtocol> {
    var protocols: OrderedDictionary<ProtocolID, LendingProtocol> = [:]
    for (name, venue) in venues { protocols[ProtocolID(name)] = venue }
    var collateral: [ProtocolID: Set<AssetID>] = [:]
    for entry in 0..<kept.entryCount {
      let venue = kept.venues[Int(kept.accountVenue[Int(kept.entryAccount[entry])])]
      let asset = kept.assets[Int(kept.entryAsset[entry])]
      guard venues[venue] != nil else { continue }
      let id = ProtocolID(venue)
      if protocols[id]?.reserves[asset] == nil { protocols[id]?.reserves[asset] = Reserve() }
      if kept.entrySide[entry] == AccountBook.Side.collateral.rawValue {
        collateral[id, default: []].insert(asset)
      }
    }
    var missing: [String] = []
    for (id, value) in protocols {
      for asset in value.reserves.keys {
        let key = asset.name
        if let threshold = thresholds[id.name]?[asset] {
          protocols[id]?.reserves[asset]?.liquidationThreshold = threshold
        }
        let known = protocols[id]?.reserves[asset]?.bonus
        let own = options.bonuses["\(id)/\(key)"] ?? options.bonuses[key] ?? known
        if let own {
          protocols[id]?.reserves[asset]?.bonus = own
        } else if collateral[id]?.contains(asset) == true, value.liquidation.values["bonus"] == nil
        {
          if let standard = options.defaultBonus {
            protocols[id]?.reserves[asset]?.bonus = standard
          } else {
            missing.append("\(id)/\(key)")
          }
        }
      }
    }
    guard missing.isEmpty else { throw .noBonus(missing) }
    return protocols.filter { !$0.value.reserves.isEmpty }
  }

  /// The assets without a price on which the value of one hangs: itself, or what its
  /// issuer holds.
  func unpriced(behind asset: AssetID, _ prices: [AssetID: Double]) -> [AssetID] {
    func hasNone(_ asset: AssetID) -> Bool { prices[asset] == nil && assets[asset]?.issuer == nil }
    guard case .issuer(let id)? = assets[asset]?.issuer, let issuer = issuers[id] else {
      return hasNone(asset) ? [asset] : []
    }
    let held = issuer.holdings.map(\.asset) + issuer.allocations.map(\.reserve.asset)
    return OrderedSet(held).filter(hasNone)
  }

  private func isPriced(_ asset: AssetID, _ prices: [AssetID: Double]) -> Bool {
    unpriced(behind: asset, prices).isEmpty
  }

  /// The issuer of an asset of whose holdings one has no price.
  private func unbacked(_ asset: AssetID, _ prices: [AssetID: Double]) -> IssuerID? {
    guard case .issuer(let id)? = assets[asset]?.issuer, !isPriced(asset, prices) else {
      return nil
    }
    return id
  }

  /// Takes out reserves of assets without a price, protocols that then have
  /// nothing to lend against, issuers of what has no price, and shocks to any of them.
  private func drop(
    _ unpriced: OrderedSet<AssetID>, _ prices: [AssetID: Double], from network: inout Network
  ) {
    for asset in unpriced {
      if let issuer = unbacked(asset, prices) { network.issuers[issuer] = nil }
    }
    for (id, value) in network.protocols {
      let left = value.reserves.filter { !unpriced.contains($0.key) }
      let isOver = left.isEmpty || (value.kind == .cdp && left.count < 2)
      network.protocols[id] = isOver ? nil : value
      if !isOver { network.protocols[id]?.reserves = left }
    }
  }

  /// The source's shocks without the parts that hit what was left out.
  private func keptShocks(_ network: Network) -> OrderedDictionary<String, NamedShock> {
    shocks.mapValues { shock in
      var shock = shock
      shock.shocks.removeAll { part in
        guard case .issuerLossShare(.reserve(let reserve), _) = part else { return false }
        return network.protocols[reserve.lendingProtocol]?.reserves[reserve.asset] == nil
      }
      return shock
    }.filter { !$0.value.shocks.isEmpty }
  }

  /// The assets that something in the network names, in the order they came.
  private func usedAssets(
    _ network: Network, _ prices: [AssetID: Double]
  ) -> OrderedDictionary<AssetID, Asset> {
    var used = Set(network.accounts.assets)
    for value in network.protocols.values { used.formUnion(value.reserves.keys) }
    for pool in network.pools.values { used.formUnion([pool.base, pool.quote]) }
    for issuer in network.issuers.values {
      used.formUnion(issuer.holdings.map(\.asset) + issuer.allocations.map(\.reserve.asset))
    }
    for (id, facts) in assets where facts.issuer != nil && isPriced(id, prices) { used.insert(id) }
    var result: OrderedDictionary<AssetID, Asset> = [:]
    for (id, facts) in assets where used.contains(id) {
      result[id] = Asset(
        kind: facts.kind, chain: facts.chain, price: facts.issuer == nil ? prices[id] : nil,
        peg: facts.peg, issuer: facts.issuer, marketPool: facts.marketPool)
    }
    return result
  }

  /// A fall by 30 % of the collateral that is worth most and is not stable.
  private static func standardShocks(
    _ network: Network, _ prices: [AssetID: Double]
  ) -> OrderedDictionary<String, NamedShock> {
    var worth: OrderedDictionary<AssetID, Double> = [:]
    let accounts = network.accounts
    for entry in 0..<accounts.entryCount
    where accounts.entrySide[entry] == AccountBook.Side.collateral.rawValue {
      let asset = accounts.assets[Int(accounts.entryAsset[entry])]
      guard network.assets[asset]?.kind == .base else { continue }
      worth[asset, default: 0] += accounts.entryUnits[entry] * (prices[asset] ?? 0)
    }
    guard let largest = worth.max(by: { $0.value < $1.value })?.key else { return [:] }
    return [
      "\(largest.name.lowercased())-30": NamedShock(
        title: "\(largest) falls by 30 %", shocks: [.priceChange(largest, -0.3)])
    ]
  }

  /// Sums of every asset and side beside the source's own.
  private func totals(_ keep: Selection) -> [ImportReport.Total] {
    var read: OrderedDictionary<String, Double> = [:]
    var kept: [String: Double] = [:]
    for entry in 0..<book.entryCount {
      let side = AccountBook.Side(rawValue: book.entrySide[entry]) ?? .deposit
      let measure = "\(side) of \(book.assets[Int(book.entryAsset[entry])])"
      read[measure, default: 0] += book.entryUnits[entry]
      if keep.reasons[entry] == nil { kept[measure, default: 0] += book.entryUnits[entry] }
    }
    for (asset, sides) in sifted.units {
      for (side, units) in sides { read["\(side) of \(asset)", default: 0] += units }
    }
    let units = read.elements.sorted { $0.key < $1.key }.map { measure, sum in
      ImportReport.Total(
        measure: measure, unit: "units", read: sum, stated: statedUnits[measure],
        kept: kept[measure] ?? 0)
    }
    return checks.map {
      .init(measure: $0.measure, unit: $0.unit, read: $0.read, stated: $0.stated, kept: nil)
    } + units
  }
}
