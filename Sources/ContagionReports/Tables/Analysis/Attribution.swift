import ContagionModel

extension ReportTable {
  /// The bad debt shared out over channels, in a study that has it.
  static let attribution = ReportTable(
    "attribution", title: "Bad debt by channel, Shapley",
    summary: "Each channel's mean addition over every order of switching channels on: with what is"
      + " lost without any, the shares sum to the joint run.",
    totalLabel: "joint",
    columns: [
      .text("channel", "channel") { $0.name },
      .difference("share", "share", .usd, total: .sum) { $0.usd },
      .difference("leaveOneOut", "joint − off", .usd) { $0.leaveOneOutUSD },
      .difference("alone", "alone − none", .usd) { $0.aloneUSD },
      .text("meaning", "off means") { $0.meaning },
    ] as [TableColumn<ChannelShare>],
    rows: { study in
      guard let found = study.attribution else { return [] }
      return [ChannelShare(name: "(none)", usd: found.noneUSD, meaning: "every channel is off")]
        + found.shares.map {
          ChannelShare(
            name: $0.channel.rawValue, usd: $0.usd, leaveOneOutUSD: $0.leaveOneOutUSD,
            aloneUSD: $0.aloneUSD, meaning: $0.channel.whenOff)
        }
    })
}

private struct ChannelShare: Sendable {
  let name: String
  let usd: Double
  var leaveOneOutUSD: Double?
  var aloneUSD: Double?
  let meaning: String
}
