public import ContagionModel

/// A study as text for a terminal.
public struct TextReport: Hashable, Sendable {
  public let text: String

  /// Strings tables together under the heading of the run.
  public init(of study: Study, tables: [ReportTable]? = nil) {
    text =
      RunHeading(study.joint).text + "\n"
      + TextFormat().text(
        of: (tables ?? ReportTables.brief(for: study)).map { $0.table(of: study) })
  }
}
