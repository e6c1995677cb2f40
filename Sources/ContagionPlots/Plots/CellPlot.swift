/// A share for each row and column of names, light to dark, with the figure in it.
public struct CellPlot: Plot {
  public static let name = "cells"
  public static let summary = "A share for each row and column of names, light to dark."

  public var title: String
  public var subtitle: String
  public var columnsLabel: String
  public var shareLabel: String
  public var columns: [String]
  public var rows: [String]
  /// One row per ``rows``, one column per ``columns``, 0 … 1; NaN is left white.
  public var shares: [[Double]]

  public init(
    title: String, subtitle: String = "", columnsLabel: String = "", shareLabel: String,
    columns: [String], rows: [String], shares: [[Double]]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.columnsLabel = columnsLabel
    self.shareLabel = shareLabel
    self.columns = columns
    self.rows = rows
    self.shares = shares
  }

  public var aspect: Double { min(1.1, max(0.4, 0.28 + 0.035 * Double(rows.count))) }

  public func commands() -> PlotScript {
    var script = PlotScript()
    script.add("unset key")
    script.add("unset grid")
    script.add("set border 0")
    script.add(PlotPalette.ramp)
    script.add("set cbrange [0:100]")
    script.add("set cblabel \(PlotScript.quoted("\(shareLabel) (%)")) noenhanced")
    if !columnsLabel.isEmpty {
      script.add("set xlabel \(PlotScript.quoted(columnsLabel)) noenhanced")
    }
    let isWide = columns.count > 6 || columns.contains { $0.count > 12 }
    // Slanted names of many narrow columns run into each other.
    let angle = columns.count > 16 ? 90 : 40
    script.add("set xtics noenhanced\(isWide ? " rotate by \(angle) right" : "")")
    script.add("set ytics noenhanced")
    script.add("set xrange [-0.5:\(Double(columns.count) - 0.5)]")
    script.add("set yrange [\(Double(rows.count) - 0.5):-0.5]")
    for (axis, names) in [("x", columns), ("y", rows)] {
      let tics = names.enumerated().map { "\(PlotScript.quoted($1)) \($0)" }
      script.add("set \(axis)tics (\(tics.joined(separator: ", ")))")
    }
    let cells = rows.indices.flatMap { row in
      columns.indices.map { column in
        [Double(column), Double(row), shares[row][column] * 100]
      }
    }
    let image = script.addData(cells)
    var parts = ["\(image) using 1:2:3 with image pixels"]
    if columns.count <= 16 {
      // White figures on the dark half.
      for (isDark, color) in [(false, "#222222"), (true, "#FFFFFF")] {
        let shown = cells.filter { $0[2].isFinite && ($0[2] > 62) == isDark }
        guard !shown.isEmpty else { continue }
        let data = script.addData(shown)
        parts.append(
          "\(data) using 1:2:(sprintf('%.0f', $3)) with labels textcolor rgb '\(color)'")
      }
    }
    script.add("plot " + parts.joined(separator: ", \\\n  "))
    return script
  }
}
