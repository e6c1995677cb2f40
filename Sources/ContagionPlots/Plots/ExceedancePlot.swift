public import ContagionModel

/// How likely losses are to be passed, each curve with its band.
///
/// The probability has a logarithmic axis; a probability of 0 is left out. A curve
/// without a band is exact, and drawn as the staircase that it is. Of more than four
/// curves the first alone shows its band: bands over bands tell nothing.
public struct ExceedancePlot: Plot {
  public static let name = "exceedance"
  public static let summary = "The probability that a loss is passed, with a band."

  public var title: String
  public var subtitle: String
  /// What is lost: `bad debt`.
  public var axis: PlotAxis
  public var curves: [ExceedanceCurve]

  public init(
    title: String, subtitle: String = "", axis: PlotAxis = PlotAxis("loss", .usd),
    curves: [ExceedanceCurve]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.axis = axis
    self.curves = curves
  }

  public func commands() -> PlotScript {
    var script = PlotScript()
    let points = curves.flatMap(\.points)
    let across = axis.scaled(for: points.lazy.map(\.loss))
    script.add("set xlabel \(PlotScript.quoted(across.label)) noenhanced")
    script.add("set ylabel 'probability of losing at least as much (%)' noenhanced")
    script.add("set logscale y")
    script.add("set format y '%g'")
    let least = points.lazy.map(\.probability).filter { $0 > 0 }.min() ?? 0.01
    script.add("set yrange [\(least * 50):100]")
    var parts: [String] = []
    for (place, curve) in curves.enumerated() {
      let color = PlotPalette.color(place)
      let data = script.addData(
        curve.points.map { point in
          [
            point.loss * across.factor, Self.drawn(point.probability, least),
            Self.drawn(max(point.low, least / 2), least), Self.drawn(point.high, least),
          ]
        })
      let hasBand = curve.points.contains { $0.low != $0.high }
      if hasBand, place == 0 || curves.count <= 4 {
        parts.append(
          "\(data) using 1:3:4 with filledcurves fillcolor rgb '\(color)'"
            + " fillstyle transparent solid 0.18 noborder title"
            + " \(PlotScript.quoted("\(curve.title): band"))")
      }
      parts.append(
        "\(data) using 1:2 with \(hasBand ? "lines" : "fsteps") linewidth 2 dashtype \(place % 4 + 1)"
          + " linecolor rgb '\(color)' title \(PlotScript.quoted(curve.title))")
    }
    script.add("plot " + parts.joined(separator: ", \\\n  "))
    return script
  }

  /// In percent; what has no logarithm is not drawn.
  private static func drawn(_ probability: Double, _ least: Double) -> Double {
    probability > 0 ? probability * 100 : .nan
  }
}
