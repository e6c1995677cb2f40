public import ContagionModel

extension CompiledNetwork {
  /// The accounts of each protocol with most debt or collateral, largest first,
  /// ties by name; protocols in the order of the file.
  ///
  /// - Parameters:
  ///   - count: How many of each protocol, at most.
  ///   - measure: By what they are ranked; accounts with none of it are left out.
  /// - Returns: At most `count` accounts of each protocol.
  /// - Complexity: O(entries + accounts · log accounts).
  public func largestAccounts(
    _ count: Int, by measure: AccountStanding.Measure
  ) -> [AccountStanding] {
    let values = accountValues()
    let ranked = measure == .debt ? values.debt : values.collateral
    let state = CascadeState(self)
    return protocols.indices.flatMap { row in
      let accounts = accountProtocol.indices.filter {
        Int(accountProtocol[$0]) == row && ranked[$0] > 0
      }
      let total = accounts.reduce(0) { $0 + ranked[$1] }
      let sorted = accounts.sorted {
        ranked[$0] == ranked[$1] ? names.precedes($0, $1) : ranked[$0] > ranked[$1]
      }
      return sorted.prefix(count).map { account in
        AccountStanding(
          account: names[account], lendingProtocol: protocols[row],
          collateralUSD: values.collateral[account], debtUSD: values.debt[account],
          health: state.healthSums(of: account, healthIndex.opening, in: self).factor,
          share: ranked[account] / total)
      }
    }
  }

  /// How unevenly collateral and debt are spread over assets, protocols and the
  /// accounts of each protocol; what has no size is left out.
  public func concentrations() -> [NamedConcentration] {
    let values = accountValues()
    let prices = openingPrices
    var collateral = Array(repeating: 0.0, count: assets.count)
    var debt = collateral
    for (row, units) in zip(collateralReserve, collateralUnits) {
      let asset = reserves[Int(row)].asset
      collateral[asset] += units * prices[asset]
    }
    for (row, units) in zip(debtReserve, debtUnits) {
      let asset = reserves[Int(row)].asset
      debt[asset] += units * prices[asset]
    }
    var rows = [
      NamedConcentration("collateral by asset", sizes: collateral),
      NamedConcentration("debt by asset", sizes: debt),
    ]
    func sums(_ values: [Double]) -> [Double] {
      var sums = Array(repeating: 0.0, count: protocols.count)
      for (account, row) in accountProtocol.enumerated() where row >= 0 {
        sums[Int(row)] += values[account]
      }
      return sums
    }
    rows += [
      NamedConcentration("collateral by protocol", sizes: sums(values.collateral)),
      NamedConcentration("debt by protocol", sizes: sums(values.debt)),
    ]
    for (row, name) in protocols.enumerated() {
      let accounts = accountProtocol.indices.filter { Int(accountProtocol[$0]) == row }
      rows += [
        NamedConcentration(
          "collateral of \(name) by account", sizes: accounts.map { values.collateral[$0] }),
        NamedConcentration("debt of \(name) by account", sizes: accounts.map { values.debt[$0] }),
      ]
    }
    return rows.filter { $0.totalUSD > 0 }
  }

  /// Economic price of every asset at the opening.
  public var economicPrices: [AssetID: Double] {
    Dictionary(uniqueKeysWithValues: zip(assets, openingPrices))
  }

  /// Prices of all assets at the opening, with no loss recognised.
  var openingPrices: [Double] {
    CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)
  }

  /// Collateral and debt of every account at economic prices.
  private func accountValues() -> (collateral: [Double], debt: [Double]) {
    let prices = openingPrices
    let collateral = accountProtocol.indices.map { account in
      collateralRows[account].reduce(0.0) {
        $0 + collateralUnits[$1] * prices[reserves[Int(collateralReserve[$1])].asset]
      }
    }
    let debt = accountProtocol.indices.map { account in
      debtRows[account].reduce(0.0) {
        $0 + debtUnits[$1] * prices[reserves[Int(debtReserve[$1])].asset]
      }
    }
    return (collateral, debt)
  }
}
