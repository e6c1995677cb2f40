public import ContagionModel

extension CompiledNetwork {
  /// A run beside the runs that explain it: without feedback, with each
  /// protocol alone, and with each channel off.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func study(
    of shocks: [Shock], title: String? = nil, choices: Choices? = nil, timing: Timing? = nil
  ) throws(IdentityViolation) -> Study {
    let choices = choices ?? network.choices
    let joint = try cascade(
      after: shocks, title: title, choices: choices, timing: timing)
    func summary(
      _ name: String, only: Int? = nil, isFrozen: Bool = false, without channel: Channel? = nil
    ) throws(IdentityViolation) -> RunSummary {
      var options = CascadeRun.Options(choices: choices)
      options.onlyProtocol = only
      options.isFrozen = isFrozen
      options.keepsEntries = false
      options.timing = timing
      if let channel { options.choices.without.insert(channel) }
      let (run, values) = try valued(shocks, options)
      return RunSummary(name: name, Cascade(run, values, title: nil, shocks: shocks))
    }
    var isolated: [RunSummary] = []
    for (row, id) in protocols.enumerated() { isolated.append(try summary(id.name, only: row)) }
    var without: [RunSummary] = []
    for channel in choices.openChannels(in: network) {
      without.append(try summary(channel.rawValue, without: channel))
    }
    return Study(
      joint: joint, noFeedback: try summary("no feedback", isFrozen: true), isolated: isolated,
      withoutChannel: without)
  }
}

extension RunSummary {
  /// The figures of a run under a name.
  public init(name: String, _ cascade: Cascade) {
    var byProtocol: [ProtocolAmount] = []
    for debt in cascade.badDebt {
      let id = debt.reserve.lendingProtocol
      if let place = byProtocol.firstIndex(where: { $0.lendingProtocol == id }) {
        byProtocol[place].usd += debt.totalUSD
      } else {
        byProtocol.append(ProtocolAmount(id, debt.totalUSD))
      }
    }
    self.init(
      name: name, rounds: cascade.rounds.count, stop: cascade.stop,
      realizedBadDebtUSD: cascade.realizedBadDebtUSD,
      latentBadDebtUSD: cascade.latentBadDebtUSD, liquidatedUSD: cascade.liquidatedUSD,
      finalLossUSD: cascade.finalLossUSD, badDebtByProtocol: byProtocol)
  }
}
