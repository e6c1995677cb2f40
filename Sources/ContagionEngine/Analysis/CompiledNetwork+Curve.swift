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
    try liquidationCurves(of: [asset], falls: falls, choices: choices)[0].points
  }

  /// The same for several assets that fall together, for the whole network and
  /// for each protocol.
  ///
  /// Depth is that of the assets' market pools, and stands with the whole
  /// network only: protocols share it.
  ///
  /// - Returns: The whole network, then every protocol in order.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func liquidationCurves(
    of fallers: [AssetID], falls: [Double], choices: Choices
  ) throws(IdentityViolation) -> [LiquidationCurve] {
    var curves = [LiquidationCurve(lendingProtocol: nil, points: [])]
    curves += protocols.map { LiquidationCurve(lendingProtocol: $0, points: []) }
    for fall in falls {
      let shocks = fall == 0 ? [] : fallers.map { Shock.priceChange($0, -fall) }
      let (run, values) = try valued(
        shocks, CascadeRun.Options(choices: choices, keepsEntries: false))
      for (place, point) in points(fall, fallers, run, values).enumerated() {
        curves[place].points.append(point)
      }
    }
    return curves
  }

  private func points(
    _ fall: Double, _ fallers: [AssetID], _ run: CascadeRun, _ values: RunValues
  ) -> [LiquidationCurvePoint] {
    let state = run.afterShock ?? run.state
    let board = state.board(in: self)
    let none = LiquidationCurvePoint(
      fall: fall, accounts: 0, liquidatableCollateralUSD: 0, liquidatableDebtUSD: 0,
      gapBadDebtUSD: 0, badDebtUSD: 0, depthUSD: .nan)
    var points = Array(repeating: none, count: protocols.count + 1)
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
      for place in [0, Int(accountProtocol[account]) + 1] {
        points[place].accounts += 1
        points[place].liquidatableCollateralUSD += collateral
        points[place].liquidatableDebtUSD += debt
        points[place].gapBadDebtUSD += max(0, debt - afterBonus)
      }
    }
    points[0].badDebtUSD = values.badDebtUSD
    for debt in values.badDebt {
      guard let row = protocols.firstIndex(of: debt.reserve.lendingProtocol) else { continue }
      points[row + 1].badDebtUSD += debt.totalUSD
    }
    let depths = fallers.map { depthUSD(of: $0, to: fall) }.filter { !$0.isNaN }
    points[0].depthUSD = depths.isEmpty ? .nan : depths.reduce(0, +)
    return points
  }

  /// USD of an asset that its market pool takes before its price falls so far;
  /// NaN without a pool.
  func depthUSD(of asset: AssetID, to fall: Double) -> Double {
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
