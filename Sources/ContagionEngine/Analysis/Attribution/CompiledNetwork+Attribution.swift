public import ContagionModel

extension CompiledNetwork {
  /// A loss shared out over the channels that are on, by Shapley: exact over
  /// every set of them.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  /// - Complexity: 2ⁿ runs for *n* channels (32 for all five), and one per protocol.
  public func attribution(
    of shocks: [Shock], measure: LossMeasure = LossMeasure(.badDebt), choices: Choices? = nil,
    timing: Timing? = nil
  ) throws(IdentityViolation) -> ChannelAttribution {
    let choices = choices ?? network.choices
    let channels = choices.openChannels(in: network)
    var values: [Double] = []
    for set in 0..<(1 << channels.count) {
      var some = choices
      for (place, channel) in channels.enumerated() where set & (1 << place) == 0 {
        some.without.insert(channel)
      }
      var runner = try ScenarioRunner(self, choices: some, timing: timing)
      values.append(measure.usd(of: try runner.outcome(after: shocks), runner.axes))
    }
    var isolated = 0.0
    for id in protocols {
      var runner = try ScenarioRunner(self, choices: choices, timing: timing, kind: .isolated(id))
      isolated += measure.usd(of: try runner.outcome(after: shocks), runner.axes)
    }
    let all = values.count - 1
    let shares = ShapleyValue.shares(of: values)
    return ChannelAttribution(
      measure: measure, noneUSD: values[0], jointUSD: values[all],
      shares: channels.enumerated().map { place, channel in
        ChannelAttribution.Share(
          channel: channel, usd: shares[place],
          leaveOneOutUSD: values[all] - values[all & ~(1 << place)],
          aloneUSD: values[1 << place] - values[0])
      },
      isolatedUSD: isolated, runs: values.count + protocols.count)
  }
}
