/// What a change of each parameter does, largest first.
public struct TornadoPlot: Plot {
  public static let name = "tornado"
  public static let summary = "The change of a loss when each parameter is moved down and up."

  /// One parameter.
  public struct Bar: Hashable, Sendable {
    public var name: String
    /// Change of the amount when the parameter is lower and higher.
    public var low: Double
    public var high: Double

    public init(_ name: String, low: Double, high: Double) {
      self.name = name
      self.low = low
      self.high = high
    }
  }

  public var title: String
  public var subtitle: String
  public var axis: PlotAxis
  /// What was done to parameters: `−1 %` and `+1 %`.
  public var lowLabel: String
  public var highLabel: String
  /// From the top.
  public var bars: [Bar]

  public init(
    title: String, subtitle: String = "", axis: PlotAxis, lowLabel: String, highLabel: String,
    bars: [Bar]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.axis = axis
    self.lowLabel = lowLabel
    self.highLabel = highLabel
    self.bars = bars
  }

  public var aspect: Double { min(1.1, max(0.35, 0.22 + 0.034 * Double(bars.count))) }

  public func commands() -> PlotScript {
    var script = PlotScript()
    let across = axis.scaled(for: bars.lazy.flatMap { [$0.low, $0.high] })
    let count = bars.count
    script.add("set xlabel \(PlotScript.quoted(across.label)) noenhanced")
    script.add("set yrange [0.4:\(Double(count) + 0.6)]")
    script.add("unset grid")
    script.add("set grid xtics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6")
    script.add("set arrow from 0,graph 0 to 0,graph 1 nohead linecolor rgb '#222222' front")
    let names = bars.enumerated().map { place, bar in
      "\(PlotScript.quoted(bar.name)) \(count - place)"
    }
    script.add(
      "set ytics nomirror (\(names.joined(separator: ", "))) noenhanced textcolor rgb '#222222'")
    let data = script.addData(
      bars.enumerated().map { place, bar in
        [Double(count - place), bar.low * across.factor, bar.high * across.factor]
      })
    func boxes(_ column: Int, _ offset: Double, _ color: String, _ fill: String, _ name: String)
      -> String
    {
      let low = offset < 0 ? "$1-0.36" : "$1+0.02"
      let high = offset < 0 ? "$1-0.02" : "$1+0.36"
      return "\(data) using (0):1:(0):\(column):(\(low)):(\(high)) with boxxyerror"
        + " fillcolor rgb '\(color)' fillstyle \(fill) title \(PlotScript.quoted(name))"
    }
    script.add(
      "plot "
        + [
          boxes(2, 1, PlotPalette.color(4), "solid 0.6 border rgb '#333333'", lowLabel),
          boxes(3, -1, PlotPalette.color(1), "solid 1 border rgb '#333333'", highLabel),
        ].joined(separator: ", \\\n  "))
    return script
  }
}
