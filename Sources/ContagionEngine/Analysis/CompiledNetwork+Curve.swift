public import ContagionModel

extension CompiledNetwork {
  /// Liquidatable debt, bad debt with and without feedback, and depth, against
  /// the fall of one asset's price.
  ///
  /// Source: Qin et al., IMC 2021, Algorithm 1 (sensitivity to a price decline).
  ///
  /// - Parameters:
  ///   - asset: An asset of the network.
  ///   - falls: Falls in 0 ..< 1.
  ///   - choices: The choices of the runs with feedback.
  /// - Returns: One point per fall.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func liquidationCurve(
    of asset: AssetID, falls: [Double], choices: Choices
  ) throws(IdentityViolation) -> [LiquidationCurvePoint] {
    var points: [LiquidationCurvePoint] = []
    for fall in falls {
      let shocks = fall == 0 ? [] : [Shock.priceChange(asset, -fall)]
      let (run, values) = try valued(
        shocks, CascadeRun.Options(choices: choices, keepsEntries: false))
      points.append(point(fall, asset, run, badDebtUSD: values.badDebtUSD))
    }
    return points
  }

  private func point(
    _ fall: Double, _ asset: AssetID, _ run: CascadeRun, badDebtUSD: Double
  ) -> LiquidationCurvePoint {
    let state = run.afterShock ?? run.state
    let board = state.board(in: self)
    var point = LiquidationCurvePoint(
      fall: fall, accounts: 0, liquidatableCollateralUSD: 0, liquidatableDebtUSD: 0,
      gapBadDebtUSD: 0, badDebtUSD: badDebtUSD, depthUSD: depthUSD(of: asset, to: fall))
    for called in state.unhealthy(board, in: self)
    where run.accounts.place(of: Int(called)) != AccountOverlay.leftAlone {
      let account = Int(called)
      var collateral = 0.0
      var afterBonus = 0.0
      for entry in collateralRows[account] {
        let reserve = Int(collateralReserve[entry])
        let value = collateralUnits[entry] * board.collateral[reserve]
        collateral += value
        afterBonus += value / (1 + state.bonus(of: entry, in: self))
      }
      let debt = state.healthSums(of: account, board, in: self).debt
      point.accounts += 1
      point.liquidatableCollateralUSD += collateral
      point.liquidatableDebtUSD += debt
      point.gapBadDebtUSD += max(0, debt - afterBonus)
    }
    return point
  }

  /// USD of an asset that its market pool takes before its price falls so far.
  private func depthUSD(of asset: AssetID, to fall: Double) -> Double {
    guard let row = assets.firstIndex(of: asset), marketPool[row] >= 0 else { return .nan }
    let pool = pools[marketPool[row]]
    let price = CascadeState(self).board(in: self).market[row]
    guard pool.base == row else { return .nan }
    return fall == 0 ? 0 : pool.impact.depth(to: fall, of: pool.opening) * price
  }
}

extension RunValues {
  /// Realised and latent bad debt of all reserves.
  var badDebtUSD: Double { badDebt.reduce(0) { $0 + $1.totalUSD } }
}
