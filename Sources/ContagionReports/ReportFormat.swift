/// The forms in which a table is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  case table, markdown, csv, json
}
