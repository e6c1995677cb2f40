import ContagionModel

extension ReportTable {
  /// How the loss travelled.
  static let byChannel = ReportTable(
    "by-channel", title: "Loss by channel",
    summary: "The run again with one channel switched off at a time; what a channel adds is joint −"
      + " off, and the additions need not sum to the cascade's.",
    columns: [
      .text("run", "run") { $0.name },
      .number("finalLoss", "final loss", .usd) { $0.finalUSD },
      .difference("finalLossAdded", "final loss, joint − off", .usd) { $0.finalAddedUSD },
      .number("badDebt", "bad debt", .usd) { $0.badDebtUSD },
      .difference("badDebtAdded", "bad debt, joint − off", .usd) { $0.badDebtAddedUSD },
      .count("rounds", "rounds") { $0.rounds },
      .text("stop", "stop") { $0.stop },
      .text("meaning", "meaning") { $0.meaning },
    ] as [TableColumn<ChannelRun>],
    rows: { study in
      let joint = study.joint
      let own: [ChannelRun] = [
        ChannelRun(
          name: "direct", finalUSD: joint.directLossUSD, meaning: "nothing is liquidated"),
        ChannelRun(
          name: "joint", finalUSD: joint.finalLossUSD, badDebtUSD: joint.badDebtUSD,
          rounds: joint.rounds.count, stop: joint.stop.rawValue, meaning: "every channel as chosen"),
      ]
      return own
        + study.withoutChannel.map { run in
          ChannelRun(
            name: "without \(run.name)", finalUSD: run.finalLossUSD,
            finalAddedUSD: joint.finalLossUSD - run.finalLossUSD, badDebtUSD: run.badDebtUSD,
            badDebtAddedUSD: joint.badDebtUSD - run.badDebtUSD, rounds: run.rounds,
            stop: run.stop.rawValue, meaning: Channel(rawValue: run.name)?.whenOff)
        }
    })
}

private struct ChannelRun: Sendable {
  let name: String
  let finalUSD: Double
  var finalAddedUSD: Double?
  var badDebtUSD: Double?
  var badDebtAddedUSD: Double?
  var rounds: Int?
  var stop: String?
  var meaning: String?
}
