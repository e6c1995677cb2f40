/// Lines over one axis, in panels under each other: loss curves, sweeps.
public struct LinePlot: Plot {
  public static let name = "loss-curve"
  public static let summary = "Amounts against a shock or a parameter, in panels."

  /// One line.
  public struct Line: Hashable, Sendable {
    public var name: String
    /// In step with ``LinePlot/x``; a figure that is not finite leaves a gap.
    public var y: [Double]
    /// Lines of one thing share a place, which gives colour and mark.
    public var place: Int
    public var dash: PlotDash

    public init(_ name: String, _ y: [Double], place: Int, dash: PlotDash = .solid) {
      self.name = name
      self.y = y
      self.place = place
      self.dash = dash
    }
  }

  /// Lines that share a vertical axis.
  public struct Panel: Hashable, Sendable {
    public var axis: PlotAxis
    public var lines: [Line]

    public init(_ axis: PlotAxis, lines: [Line]) {
      self.axis = axis
      self.lines = lines
    }
  }

  public var title: String
  public var subtitle: String
  public var axis: PlotAxis
  public var x: [Double]
  public var panels: [Panel]
  /// Whether a value holds until the next, instead of running straight to it.
  public var isStepped: Bool

  public init(
    title: String, subtitle: String = "", axis: PlotAxis, x: [Double], panels: [Panel],
    isStepped: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.axis = axis
    self.x = x
    self.panels = panels
    self.isStepped = isStepped
  }

  public var aspect: Double { panels.count > 1 ? 0.9 : 0.62 }

  public func commands() -> PlotScript {
    var script = PlotScript(panels: panels.count)
    let across = axis.scaled(for: x)
    script.add("set xlabel \(PlotScript.quoted(across.label)) noenhanced")
    for panel in panels {
      let up = panel.axis.scaled(for: panel.lines.lazy.flatMap(\.y))
      script.add("set ylabel \(PlotScript.quoted(up.label)) noenhanced")
      // From zero where nothing is negative, so that heights can be compared.
      let isNegative = panel.lines.contains { $0.y.contains { $0 < 0 } }
      script.add("set yrange [\(isNegative ? "*" : "0"):*]")
      let data = script.addData(
        x.indices.map { row in
          [x[row] * across.factor] + panel.lines.map { $0.y[row] * up.factor }
        })
      let isDense = x.count > 30
      script.add(
        "plot "
          + panel.lines.enumerated().map { column, line in
            let style =
              isStepped
              ? "steps"
              : isDense || line.dash != .solid
                ? "lines" : "linespoints pointtype \(PlotPalette.mark(line.place)) pointsize 0.8"
            return "\(data) using 1:\(column + 2) with \(style) linewidth 2"
              + " dashtype \(line.dash.rawValue) linecolor rgb '\(PlotPalette.color(line.place))'"
              + " title \(PlotScript.quoted(line.name))"
          }.joined(separator: ", \\\n  "))
    }
    return script
  }
}
