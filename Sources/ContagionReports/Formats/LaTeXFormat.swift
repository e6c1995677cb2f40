/// Tables for a paper: `booktabs` rules, figures aligned right.
///
/// Goes into a document with `\usepackage{booktabs}` and UTF-8 input.
public struct LaTeXFormat: ReportFormat {
  public static let name = "latex"
  public static let summary = "LaTeX tables with booktabs rules."
  public static let source = "CTAN package booktabs"
  public static let fileExtension = "tex"

  public init() {}

  public func text(of table: Table) -> String {
    let display = TableDisplay(table)
    let notes = [table.caption, display.rounding].filter { !$0.isEmpty }.map(Self.escaped)
    var lines = ["\\begin{table}", "\\centering"]
    if !table.title.isEmpty { lines.append("\\caption{\(Self.escaped(table.title))}") }
    if table.rows.isEmpty {
      lines.append("None.")
    } else {
      let alignments = table.headings.map { $0.alignment == .left ? "l" : "r" }.joined()
      lines += ["\\begin{tabular}{\(alignments)}", "\\toprule"]
      lines.append(Self.line(table.headings.map(Self.title)))
      lines.append("\\midrule")
      lines += display.rows.map { Self.line($0.map(Self.escaped)) }
      if let total = display.total {
        lines += ["\\midrule", Self.line(total.map(Self.escaped))]
      }
      lines += ["\\bottomrule", "\\end{tabular}"]
    }
    if !notes.isEmpty {
      lines.append("\\par\\smallskip\\footnotesize \(notes.joined(separator: " "))")
    }
    lines.append("\\end{table}")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func title(_ heading: TableHeading) -> String {
    let unit = heading.unit?.label ?? ""
    let title = escaped(TableDisplay.visible(heading.title))
    return unit.isEmpty ? title : "\(title) (\(escaped(unit)))"
  }

  private static func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\" }

  /// The text with everything that LaTeX would read taken out of its way.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\textbackslash{}"
      case "~": escaped += "\\textasciitilde{}"
      case "|": escaped += "\\textbar{}"
      case "<": escaped += "\\textless{}"
      case ">": escaped += "\\textgreater{}"
      case "^": escaped += "\\textasciicircum{}"
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(character)"
      case "−": escaped += "$-$"
      case "×": escaped += "$\\times$"
      case "÷": escaped += "$\\div$"
      case "Σ": escaped += "$\\Sigma$"
      case "∞": escaped += "$\\infty$"
      default: escaped.append(character)
      }
    }
  }
}
