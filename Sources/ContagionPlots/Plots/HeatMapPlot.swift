/// An amount over two parameters.
public struct HeatMapPlot: Plot {
  public static let name = "heat-map"
  public static let summary = "An amount over two parameters, light to dark."

  public var title: String
  public var subtitle: String
  public var xAxis: PlotAxis
  public var yAxis: PlotAxis
  public var valueAxis: PlotAxis
  public var x: [Double]
  public var y: [Double]
  /// One row per ``y``, one column per ``x``.
  public var values: [[Double]]

  public init(
    title: String, subtitle: String = "", xAxis: PlotAxis, yAxis: PlotAxis, valueAxis: PlotAxis,
    x: [Double], y: [Double], values: [[Double]]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.valueAxis = valueAxis
    self.x = x
    self.y = y
    self.values = values
  }

  public var aspect: Double { 0.7 }

  public func commands() -> PlotScript {
    var script = PlotScript()
    let across = xAxis.scaled(for: x)
    let up = yAxis.scaled(for: y)
    let value = valueAxis.scaled(for: values.lazy.flatMap { $0 })
    script.add("unset key")
    script.add("unset grid")
    script.add("set border 15")
    script.add(PlotPalette.ramp)
    script.add("set xlabel \(PlotScript.quoted(across.label)) noenhanced")
    script.add("set ylabel \(PlotScript.quoted(up.label)) noenhanced")
    script.add("set cblabel \(PlotScript.quoted(value.label)) noenhanced")
    for (name, steps, factor) in [("x", x, across.factor), ("y", y, up.factor)] {
      let edges = Self.edges(steps.map { $0 * factor })
      script.add("set \(name)range [\(edges.low):\(edges.high)]")
    }
    let largest = values.lazy.flatMap { $0 }.filter(\.isFinite).max() ?? 0
    script.add("set cbrange [0:\(largest > 0 ? largest * value.factor : 1)]")
    // Grid rows with a blank line between them, as image data wants them.
    let rows = y.indices.flatMap { line in
      x.indices.map { column in
        [x[column] * across.factor, y[line] * up.factor, values[line][column] * value.factor]
      }
    }
    let data = script.addData(rows)
    script.add("plot \(data) using 1:2:3 with image pixels")
    return script
  }

  /// Half a step beyond the outermost values.
  private static func edges(_ steps: [Double]) -> (low: Double, high: Double) {
    let low = steps.min() ?? 0
    let high = steps.max() ?? 1
    let half = steps.count > 1 ? (high - low) / Double(steps.count - 1) / 2 : max(0.5, abs(low) / 2)
    return (low - half, high + half)
  }
}
