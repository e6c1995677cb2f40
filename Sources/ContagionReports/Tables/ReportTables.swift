public import ContagionModel

/// The tables that a study can be read as.
public enum ReportTables {
  /// Every table, in the order of a full report. Add yours here.
  public static let all: [ReportTable] = [
    .summary, .byProtocol, .byParty, .byAsset, .byChain, .byChannel, .isolated, .infections,
    .transmissions, .badDebt, .issuers, .byRound, .pools, .liquidity, .prices, .accounts, .flows,
    .choices,
  ]

  /// What a reader should see first.
  public static let brief: [ReportTable] = [
    .summary, .byProtocol, .byParty, .byChannel, .isolated, .choices,
  ]

  /// Every table of a study, those that it was asked for included.
  public static func all(for study: Study) -> [ReportTable] { all + extra(for: study) }

  /// The first tables of a study, those that it was asked for included.
  public static func brief(for study: Study) -> [ReportTable] { brief + extra(for: study) }

  private static func extra(for study: Study) -> [ReportTable] {
    (study.attribution == nil ? [] : [.attribution])
      + (study.insured == nil ? [] : [.programme])
      + (study.joint.auctions.isEmpty ? [] : [.auctions])
      + (study.joint.timing == nil ? [] : [.steps])
  }

  /// The table of this name.
  ///
  /// - Throws: ``ReportTableError`` with the names there are.
  public static func table(named name: String) throws(ReportTableError) -> ReportTable {
    guard let table = all.first(where: { $0.name == name }) else {
      throw ReportTableError(name: name, known: all.map(\.name))
    }
    return table
  }
}
