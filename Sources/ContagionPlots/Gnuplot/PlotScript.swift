/// Lines of a gnuplot script.
///
/// Texts go in as single-quoted strings, in which gnuplot reads nothing but a
/// doubled quote, and data as blocks of finite numbers, so that no name of a
/// network can be taken for a command.
public struct PlotScript: Hashable, Sendable {
  private var lines: [String] = []
  private var blocks = 0
  /// Where the title goes: `set multiplot` has one of its own.
  private var panels = 0

  /// Starts a script of so many panels under each other.
  init(panels: Int = 1) { self.panels = panels }

  var text: String { lines.map { $0 + "\n" }.joined() }

  mutating func add(_ line: String) { lines.append(line) }

  /// Colours, lines and frame that all plots share.
  mutating func addLook() {
    add("set encoding utf8")
    add("set border 3 linecolor rgb '\(PlotPalette.grey)' linewidth 0.8")
    add("set tics nomirror out textcolor rgb '#222222'")
    add("set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6")
    add(
      "set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7"
    )
    add("set datafile missing 'NaN'")
  }

  /// Adds rows of numbers and returns the name of the block.
  mutating func addData(_ rows: [[Double]]) -> String {
    let name = "$d\(blocks)"
    blocks += 1
    add("\(name) << EOD")
    for row in rows {
      add(row.map { $0.isFinite ? "\($0 == 0 ? 0 : $0)" : "NaN" }.joined(separator: " "))
    }
    add("EOD")
    return name
  }

  /// The script with its title, above all panels.
  func titled(_ title: String) -> String {
    let text = Self.quoted(title)
    guard panels > 1 else {
      // Over the whole picture: long names on an axis push the plot aside.
      let height = title.split(separator: "\n", omittingEmptySubsequences: false).count
      return "set tmargin \(height + 1)\n"
        + "set label 1000 \(text) at screen 0.5, screen 1 center offset 0,-1 noenhanced\n"
        + self.text
    }
    return "set multiplot layout \(panels),1 title \(text) noenhanced\nset lmargin 11\n" + self.text
      + "unset multiplot\n"
  }

  /// A string that gnuplot reads as it is; control characters become spaces.
  ///
  /// Line breaks stay: gnuplot takes them inside quotes when they are written
  /// as a continued string.
  static func quoted(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      "'"
        + line.unicodeScalars.reduce(into: "") { text, scalar in
          if scalar == "'" {
            text += "''"
          } else {
            let isControl = scalar.properties.generalCategory == .control
            text.unicodeScalars.append(isControl ? " " : scalar)
          }
        } + "'"
    }
    return lines.joined(separator: #" . "\n" . "#)
  }
}
