/// Risk that is left against capital that is bound, one point a design.
public struct FrontierPlot: Plot {
  public static let name = "frontier"
  public static let summary = "Risk against capital; what nothing beats is joined by a line."

  /// One design.
  public struct Point: Hashable, Sendable {
    public var name: String
    public var capitalUSD: Double
    public var riskUSD: Double
    /// Half the width of the error bar; 0 for none.
    public var errorUSD: Double

    public init(_ name: String, capitalUSD: Double, riskUSD: Double, errorUSD: Double = 0) {
      self.name = name
      self.capitalUSD = capitalUSD
      self.riskUSD = riskUSD
      self.errorUSD = errorUSD
    }
  }

  public var title: String
  public var subtitle: String
  public var capitalAxis: PlotAxis
  public var riskAxis: PlotAxis
  public var points: [Point]

  public init(
    title: String, subtitle: String = "",
    capitalAxis: PlotAxis = PlotAxis("capital bound", .usd),
    riskAxis: PlotAxis = PlotAxis("risk left", .usd), points: [Point]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.capitalAxis = capitalAxis
    self.riskAxis = riskAxis
    self.points = points
  }

  /// Points that no other beats in both capital and risk, by rising capital.
  public var efficient: [Point] {
    var least = Double.infinity
    return points.sorted { ($0.capitalUSD, $0.riskUSD) < ($1.capitalUSD, $1.riskUSD) }
      .filter { point in
        guard point.riskUSD < least else { return false }
        least = point.riskUSD
        return true
      }
  }

  public func commands() -> PlotScript {
    var script = PlotScript()
    let across = capitalAxis.scaled(for: points.lazy.map(\.capitalUSD))
    let up = riskAxis.scaled(for: points.lazy.map { $0.riskUSD + $0.errorUSD })
    script.add("set xlabel \(PlotScript.quoted(across.label)) noenhanced")
    script.add("set ylabel \(PlotScript.quoted(up.label)) noenhanced")
    script.add("set yrange [0:*]")
    script.add("set offsets 0, graph 0.18, graph 0.1, 0")
    script.add("set xrange [0:*]")
    let line = script.addData(
      efficient.map { [$0.capitalUSD * across.factor, $0.riskUSD * up.factor] })
    let all = script.addData(
      points.map {
        [$0.capitalUSD * across.factor, $0.riskUSD * up.factor, $0.errorUSD * up.factor]
      })
    // Below the line is free, except beside the axis; the beaten lie above it.
    let unbeaten = Set(efficient)
    let least = 0.15 * (points.map(\.capitalUSD).max() ?? 0)
    for (place, point) in points.enumerated() {
      let side =
        unbeaten.contains(point) && point.capitalUSD > least
        ? "right offset -0.9,-0.8" : "left offset 0.9,0.8"
      script.add(
        "set label \(place + 1) \(PlotScript.quoted(point.name)) noenhanced at"
          + " \(point.capitalUSD * across.factor),\(point.riskUSD * up.factor) \(side)")
    }
    script.add(
      "plot "
        + [
          "\(line) using 1:2 with lines linewidth 2 linecolor rgb '\(PlotPalette.color(0))'"
            + " title 'nothing beats these'",
          "\(all) using 1:2:3 with yerrorbars pointtype 7 pointsize 1.2"
            + " linecolor rgb '\(PlotPalette.color(1))' title 'designs, ± 1 standard error'",
        ].joined(separator: ", \\\n  "))
    return script
  }
}
