import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  typealias Call = ReferenceResult.Call

  /// A part of a call that is sold along one route.
  struct Sale {
    var collateral: String
    var debt: String
    /// The part of the released collateral that is sold for this debt.
    var share: Double
    /// Units of the debt that were repaid.
    var repaid: Double
  }

  /// A call with what is to be sold for it.
  struct Plan {
    var account: Int
    var call: Call
    var sales: [Sale]
    /// USD per unit at which it was settled, by asset.
    var prices: [String: Double]
  }

  /// Units of the asset that a collateral claim stands for.
  func unitsPerClaim(_ account: Account, _ asset: String) -> Double {
    guard isPooled(account.venue) else { return 1 }
    return reserves["\(account.venue)/\(asset)"]?.index ?? 1
  }

  /// Units of the asset that an account's collateral stands for.
  func collateralUnits(_ account: Account, _ asset: String) -> Double {
    (account.collateral[asset] ?? 0) * unitsPerClaim(account, asset)
  }

  func reserve(_ account: Account, _ asset: String) -> Reserve? {
    network.protocols[ProtocolID(account.venue)]?.reserves[AssetID(asset)]
  }

  /// A number that the reserve, or else the protocol's liquidation rule, gives.
  private func parameter(_ account: Account, _ name: String, _ own: Double?) -> Double {
    if let own { return own }
    let rule = network.protocols[ProtocolID(account.venue)]?.liquidation
    guard case .number(let value)? = rule?.values[name] else { return 0 }
    return value
  }

  /// The account's e-mode, if these assets are all in it.
  private func eMode(_ account: Account, _ assets: [String]) -> EMode? {
    guard let name = account.eMode,
      let mode = network.protocols[ProtocolID(account.venue)]?.eModes[name]
    else { return nil }
    return assets.allSatisfy { mode.assets.contains(AssetID($0)) } ? mode : nil
  }

  private func debts(_ account: Account) -> [String] {
    account.debt.keys.sorted().filter { (account.debt[$0] ?? 0) > 0 }
  }

  private func collaterals(_ account: Account) -> [String] {
    account.collateral.keys.sorted().filter { (account.collateral[$0] ?? 0) > 0 }
  }

  /// The account's own threshold, else that of an e-mode that holds the
  /// collateral and all debts, else the reserve's, else the rule's.
  func threshold(_ account: Account, _ asset: String) -> Double {
    if let own = account.thresholds[asset] { return own }
    if let mode = eMode(account, [asset] + debts(account)) { return mode.liquidationThreshold }
    return setThresholds["\(account.venue)/\(asset)"]
      ?? parameter(
        account, "liquidationThreshold", reserve(account, asset)?.liquidationThreshold)
  }

  func bonus(_ account: Account, _ asset: String, for debts: [String]) -> Double {
    if let mode = eMode(account, [asset] + debts) { return mode.bonus }
    return setBonuses["\(account.venue)/\(asset)"]
      ?? parameter(
        account, auctionRule(of: account.venue) == nil ? "bonus" : "penalty",
        reserve(account, asset)?.bonus)
  }

  /// USD per unit as the account's protocol believes.
  func report(_ account: Account, _ asset: String, _ readings: Readings) -> Double {
    readings.reports["\(account.venue)/\(asset)"] ?? .nan
  }

  /// Σ collateral × price × threshold ÷ Σ debt × price; `nil` without debt.
  func health(of account: Account, _ readings: Readings) -> Double? {
    var owed = 0.0
    for asset in debts(account) {
      owed += (account.debt[asset] ?? 0) * report(account, asset, readings)
    }
    guard owed > 0 else { return nil }
    var counted = 0.0
    for asset in collaterals(account) {
      counted +=
        collateralUnits(account, asset) * report(account, asset, readings)
        * threshold(account, asset)
    }
    return counted / owed
  }

  /// The accounts that may be called now: below 1, strictly.
  func unhealthy(_ readings: Readings) -> [Int] {
    accounts.indices.filter { index in
      let account = accounts[index]
      guard !account.isExcluded, !account.isAtAuction,
        network.protocols[ProtocolID(account.venue)] != nil,
        onlyProtocol == nil || onlyProtocol == account.venue, !collaterals(account).isEmpty,
        let health = health(of: account, readings)
      else { return false }
      return health < 1
    }
  }

  /// The asset of largest value; of equals, the smaller name.
  func largest(_ values: [String: Double]) -> String {
    values.keys.sorted().reduce(into: "") { best, asset in
      if best.isEmpty || (values[asset] ?? 0) > (values[best] ?? 0) { best = asset }
    }
  }

  /// One call by the fixed-spread rule, at the readings of the stage.
  func fixedSpread(_ index: Int, _ readings: Readings) -> Plan {
    let account = accounts[index]
    var collateralValues: [String: Double] = [:]
    for asset in collaterals(account) {
      collateralValues[asset] =
        collateralUnits(account, asset) * report(account, asset, readings)
    }
    var debtValues: [String: Double] = [:]
    for asset in debts(account) {
      debtValues[asset] = (account.debt[asset] ?? 0) * report(account, asset, readings)
    }
    let collateral = largest(collateralValues)
    let debt = largest(debtValues)
    let held = collateralUnits(account, collateral)
    let owed = account.debt[debt] ?? 0
    let heldUSD = collateralValues[collateral] ?? 0
    let owedUSD = debtValues[debt] ?? 0
    let health = health(of: account, readings) ?? .nan
    let bonus = bonus(account, collateral, for: [debt])

    let wantedUSD = repayment(
      account, health: health, heldUSD: heldUSD, owedUSD: owedUSD,
      totalOwedUSD: sum(debtValues.keys.sorted().map { debtValues[$0] ?? 0 }), bonus: bonus)
    let collateralPrice = report(account, collateral, readings)
    let debtPrice = report(account, debt, readings)
    var seized = wantedUSD * (1 + bonus) / collateralPrice
    var repaid = wantedUSD >= owedUSD ? owed : wantedUSD / debtPrice
    if seized >= held {
      seized = held
      repaid = min(owed, heldUSD / (1 + bonus) / debtPrice)
    }
    let fee = feeShare(account, collateral) * (seized - seized / (1 + bonus))
    var call = Call(
      account: account.key, lendingProtocol: account.venue, collateral: collateral, debt: debt,
      healthFactor: health, repaidUnits: [debt: repaid], seizedUnits: [collateral: seized],
      feeUnits: [collateral: fee], writtenOffUnits: [:], surplusUnits: [:])
    if seized == held, collaterals(account).count == 1 {
      for asset in debts(account) {
        let left = (account.debt[asset] ?? 0) - (call.repaidUnits[asset] ?? 0)
        if left > 0 { call.writtenOffUnits[asset] = left }
      }
    }
    return Plan(
      account: index, call: call,
      sales: [Sale(collateral: collateral, debt: debt, share: 1, repaid: repaid)],
      prices: [collateral: collateralPrice].merging(
        debts(account).map { ($0, report(account, $0, readings)) }, uniquingKeysWith: { $1 }))
  }

  /// The protocol's part of the bonus.
  private func feeShare(_ account: Account, _ asset: String) -> Double {
    parameter(account, "protocolFee", reserve(account, asset)?.protocolFee)
  }

  /// USD of debt that the liquidator wants to repay.
  private func repayment(
    _ account: Account, health: Double, heldUSD: Double, owedUSD: Double, totalOwedUSD: Double,
    bonus: Double
  ) -> Double {
    let rule = network.protocols[ProtocolID(account.venue)]?.liquidation
    switch rule?.values["closeFactor"] {
    case .number(let factor)?: return factor * owedUSD
    case .rule(let choice)? where choice.name == "aave-v3":
      return aaveRepayment(
        health: health, heldUSD: heldUSD, owedUSD: owedUSD, totalOwedUSD: totalOwedUSD,
        bonus: bonus)
    case .rule(let choice)? where choice.name == "full": return owedUSD
    default: preconditionFailure("the reference knows no such close factor")
    }
  }

  /// Aave v3.3: all of a small or a very unhealthy position, otherwise half of
  /// the total debt; what stays is nothing or at least 1,000 on either side.
  private func aaveRepayment(
    health: Double, heldUSD: Double, owedUSD: Double, totalOwedUSD: Double, bonus: Double
  ) -> Double {
    if heldUSD < 2_000 || owedUSD < 2_000 || health <= 0.95 { return owedUSD }
    let wanted = min(owedUSD, totalOwedUSD / 2)
    let debtLeft = owedUSD - wanted
    let collateralLeft = heldUSD - wanted * (1 + bonus)
    guard debtLeft > 0, collateralLeft > 0, debtLeft < 1_000 || collateralLeft < 1_000 else {
      return wanted
    }
    return min(owedUSD - 1_000, (heldUSD - 1_000) / (1 + bonus))
  }

  /// One account sold whole, at the common prices.
  func soldWhole(_ index: Int, _ readings: Readings) -> Plan {
    let account = accounts[index]
    var heldUSD: [String: Double] = [:]
    var capacity: [String: Double] = [:]
    for asset in collaterals(account) {
      let value = collateralUnits(account, asset) * report(account, asset, readings)
      heldUSD[asset] = value
      capacity[asset] = value / (1 + bonus(account, asset, for: debts(account)))
    }
    var owedUSD: [String: Double] = [:]
    for asset in debts(account) {
      owedUSD[asset] = (account.debt[asset] ?? 0) * report(account, asset, readings)
    }
    let totalHeld = sum(heldUSD.keys.sorted().map { heldUSD[$0] ?? 0 })
    let totalCapacity = sum(capacity.keys.sorted().map { capacity[$0] ?? 0 })
    let totalOwed = sum(owedUSD.keys.sorted().map { owedUSD[$0] ?? 0 })
    let repaidPart = min(1, totalCapacity / totalOwed)
    let surplusUSD =
      totalCapacity > totalOwed ? totalHeld * (1 - totalOwed / totalCapacity) : 0

    var call = Call(
      account: account.key, lendingProtocol: account.venue, collateral: largest(heldUSD),
      debt: largest(owedUSD), healthFactor: health(of: account, readings) ?? .nan,
      repaidUnits: [:], seizedUnits: [:], feeUnits: [:], writtenOffUnits: [:], surplusUnits: [:])
    for asset in collaterals(account) {
      let units = collateralUnits(account, asset)
      let bonus = bonus(account, asset, for: debts(account))
      call.seizedUnits[asset] = units
      call.feeUnits[asset] =
        feeShare(account, asset) * min(1, totalOwed / totalCapacity)
        * (units - units / (1 + bonus))
    }
    var sales: [Sale] = []
    var prices: [String: Double] = [:]
    for debt in debts(account) {
      let owed = account.debt[debt] ?? 0
      let price = report(account, debt, readings)
      let repaid = repaidPart * owed
      let partOfDebt = (owedUSD[debt] ?? 0) / totalOwed
      prices[debt] = price
      call.repaidUnits[debt] = repaid
      if repaid < owed { call.writtenOffUnits[debt] = owed - repaid }
      if surplusUSD > 0 { call.surplusUnits[debt] = surplusUSD * partOfDebt / price }
      for collateral in collaterals(account) {
        sales.append(
          Sale(
            collateral: collateral, debt: debt, share: partOfDebt,
            repaid: totalCapacity > 0
              ? repaid * (capacity[collateral] ?? 0) / totalCapacity : 0))
      }
    }
    for asset in collaterals(account) { prices[asset] = report(account, asset, readings) }
    return Plan(account: index, call: call, sales: sales, prices: prices)
  }
}
