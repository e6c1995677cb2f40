public import ContagionModel
import OrderedCollections

extension CompiledNetwork {
  /// Runs shocks to quiet.
  ///
  /// The run is preceded by one without shock, whose losses are taken off.
  ///
  /// - Parameters:
  ///   - shocks: Shocks whose names ``findings(of:)`` has not refused.
  ///   - title: The shocks in words; their spelling if `nil`.
  ///   - choices: The named choices; the network's if `nil`.
  ///   - timing: A path of prices to play after the shocks; one moment if `nil`.
  ///     ``Timing/findings(for:)`` has none.
  /// - Returns: Every movement, why it stopped, and who lost what.
  /// - Throws: ``IdentityViolation`` if the ledger and the state part ways,
  ///   which no input can cause.
  /// - Complexity: O(rounds × accounts).
  public func cascade(
    after shocks: [Shock], title: String? = nil, choices: Choices? = nil, timing: Timing? = nil
  ) throws(IdentityViolation) -> Cascade {
    let choices = choices ?? network.choices
    var options = CascadeRun.Options(choices: choices)
    options.timing = timing
    let (run, values) = try valued(shocks, options)
    return Cascade(run, values, title: title, shocks: shocks)
  }

  /// A run with its values, less those of the run without shock.
  func valued(
    _ shocks: [Shock], _ options: CascadeRun.Options
  ) throws(IdentityViolation) -> (CascadeRun, RunValues) {
    var quiet = options
    quiet.keepsEntries = false
    quiet.timing = options.timing?.still
    var baseline = CascadeRun(self, quiet)
    try baseline.run(after: [])
    let before = try baseline.values()
    var run = CascadeRun(self, options)
    try run.run(after: shocks)
    var values = try run.values()
    values.subtract(before)
    return (run, values)
  }

  /// What is wrong with shocks for this network.
  public func findings(of shocks: [Shock]) -> [Finding] {
    shocks.flatMap { shock -> [Finding] in
      if let message = network.unknownTarget(of: shock) {
        return [Finding(at: "shock \(shock)", message)]
      }
      switch shock {
      case .issuerLoss(let issuer, let usd): return tooLarge(issuer, usd, shock)
      case .issuerLossShare(let issuer, let share):
        let prices = CascadeState(self).economicPrices(
          index: reserves.map { _ in 1 }, in: self)
        return tooLarge(issuer, share * bookAssets(of: issuer, prices), shock)
      case .bridgeAllocation(let id, let rule):
        return network.allocationFindings(of: rule, for: id, at: "shock \(shock)")
      default: return []
      }
    }
  }

  /// An issuer loss must find direct holdings to destroy.
  private func tooLarge(_ issuer: ReceiptIssuer, _ usd: Double, _ shock: Shock) -> [Finding] {
    let prices = CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)
    let held: Double
    switch claim(on: issuer) {
    case .issuer(let row):
      held = issuers[row].holdings.reduce(0) {
        $0 + (canLose($1.asset, by: row) ? $1.units * prices[$1.asset] : 0)
      }
    case .reserve(let row):
      held = (reserves[row].cash + reserves[row].otherLoans) * prices[reserves[row].asset]
    case .pool, .nothing: held = 0
    }
    guard usd > held * (1 + 1e-9) else { return [] }
    return [
      Finding(
        at: "shock \(shock)",
        "the loss is \(usd) USD, but '\(issuer)' holds only \(held) USD that can be destroyed;"
          + " a loss destroys direct holdings of base and stable assets (receipts where there are"
          + " no others), or cash and outside loans of a reserve")
    ]
  }
}

extension RunValues {
  /// Takes off what happened without the shock.
  mutating func subtract(_ other: RunValues) {
    for key in other.losses.keys {
      let value = other.losses[key]
      losses[key].directUSD -= value.finalUSD
      losses[key].finalUSD -= value.finalUSD
      losses[key].creditUSD -= value.creditUSD
    }
    for row in badDebt.indices {
      badDebt[row].realizedUnits -= other.badDebt[row].realizedUnits
      badDebt[row].realizedUSD -= other.badDebt[row].realizedUSD
      badDebt[row].latentUSD -= other.badDebt[row].latentUSD
    }
    for row in issuers.indices { issuers[row].lossUSD -= other.issuers[row].lossUSD }
  }
}
