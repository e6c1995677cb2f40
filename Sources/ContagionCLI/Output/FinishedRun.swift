import ContagionFiles
import ContagionModel
import ContagionReports

/// A study with the network and the files it came from.
struct FinishedRun {
  let end: LoadedNetwork.End
  let study: Study
  let inputs: [InputFile]

  /// The study on standard output, in one of the formats.
  func text(_ format: String) throws -> String {
    let heading = end.name.map { "\($0) end of every range\n" } ?? ""
    switch format {
    case MarkdownFormat.name:
      return (heading.isEmpty ? "" : "*\(heading.dropLast())*\n\n") + MarkdownReport(of: study).text
    case JSONFormat.name: return report.json
    case TextFormat.name: return heading + TextReport(of: study).text
    default:
      let rule = try Catalog.reportFormats.rule(RuleChoice(format))
      return rule.text(of: ReportTables.brief(for: study).map { $0.table(of: study) })
    }
  }

  /// What `run.json` holds.
  var report: RunReport {
    RunReport(
      of: study, inputs: inputs.map { RunReport.Input(path: $0.path, sha256: $0.sha256) },
      version: Contagion.version)
  }
}
