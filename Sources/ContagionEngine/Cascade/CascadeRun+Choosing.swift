import ContagionModel

/// What one call is about: entries of the book.
struct CallTarget: Sendable {
  let collateral: Int
  let debt: Int
}

extension CascadeRun {
  /// The collateral and the debt of largest oracle value; `nil` without one of them.
  ///
  /// Ties go to the smaller asset name.
  @inline(__always)
  func target(of account: Int) -> CallTarget? {
    let (held, owed) = (network.collateralRows[account], network.debtRows[account])
    guard accounts.row(of: account) >= 0 else {
      guard
        let collateral = largest(
          held, network.collateralReserve, board.collateral,
          {
            network.collateralUnits[$0]
          }),
        let debt = largest(owed, network.debtReserve, board.debt, { network.debtUnits[$0] })
      else { return nil }
      return CallTarget(collateral: collateral, debt: debt)
    }
    let start = accounts.start(of: account, in: network) - held.lowerBound
    let debtStart = start + held.upperBound - owed.lowerBound
    guard
      let collateral = largest(
        held, network.collateralReserve, board.collateral,
        {
          accounts.units[start &+ $0]
        }),
      let debt = largest(owed, network.debtReserve, board.debt, { accounts.units[debtStart &+ $0] })
    else { return nil }
    return CallTarget(collateral: collateral, debt: debt)
  }

  /// What the mechanism is asked about an account.
  @inline(__always)
  func liquidationCase(of account: Int, _ target: CallTarget) -> LiquidationCase {
    let reserve = Int(network.collateralReserve[target.collateral])
    let sums = healthSums(of: account)
    return LiquidationCase(
      healthFactor: sums.factor,
      collateralUnits: accounts.collateralUnits(target.collateral, of: account, in: network),
      collateralPrice: board.collateral[reserve],
      debtUnits: accounts.debtUnits(target.debt, of: account, in: network),
      debtPrice: board.debt[Int(network.debtReserve[target.debt])], totalDebtUSD: sums.debt,
      bonus: state.bonus(of: target.collateral, in: network),
      protocolFee: network.protocolFees[reserve],
      collateralThreshold: state.threshold(of: target.collateral, in: network))
  }

  @inline(__always)
  private func largest(
    _ entries: Range<Int>, _ reserves: [Int32], _ prices: [Double], _ unitsOf: (Int) -> Double
  ) -> Int? {
    var best = -1
    var most = 0.0
    for entry in entries {
      let units = unitsOf(entry)
      guard units > 0 else { continue }
      let value = units * prices[Int(reserves[entry])]
      if best < 0 || value > most
        || (value == most && network.precedes(reserves[entry], reserves[best]))
      {
        best = entry
        most = value
      }
    }
    return best < 0 ? nil : best
  }
}
