/// Branching ratios and what falls due along the price of one or more assets.
///
/// Above 1, where the ground is shaded, a fall feeds itself.
public struct BranchingPlot: Plot {
  public static let name = "branching"
  public static let summary = "R(P) and what falls due, along the fall of a price."

  /// One asset.
  public struct Curve: Hashable, Sendable {
    public var name: String
    /// Falls of the price, 0 ..< 1, rising.
    public var falls: [Double]
    /// R(P) at each fall.
    public var ratios: [Double]
    /// USD that fall due at each fall, per percentage point of it.
    public var dueUSD: [Double]

    public init(_ name: String, falls: [Double], ratios: [Double], dueUSD: [Double]) {
      self.name = name
      self.falls = falls
      self.ratios = ratios
      self.dueUSD = dueUSD
    }
  }

  public var title: String
  public var subtitle: String
  public var curves: [Curve]

  public init(title: String, subtitle: String = "", curves: [Curve]) {
    self.title = title
    self.subtitle = subtitle
    self.curves = curves
  }

  public var aspect: Double { 0.9 }

  public func commands() -> PlotScript {
    var script = PlotScript(panels: 2)
    let due = PlotAxis("falls due per percentage point", .usd)
      .scaled(for: curves.lazy.flatMap(\.dueUSD))
    let largest = curves.lazy.flatMap(\.ratios).filter(\.isFinite).max() ?? 1
    let top = max(1.2, largest * 1.1)
    let blocks = curves.map { curve in
      script.addData(
        curve.falls.indices.map { row in
          [curve.falls[row] * 100, curve.ratios[row], curve.dueUSD[row] * due.factor]
        })
    }
    func lines(_ column: Int) -> String {
      zip(curves, blocks).enumerated().map { place, pair in
        "\(pair.1) using 1:\(column) with steps linewidth 2 dashtype \(place % 4 + 1)"
          + " linecolor rgb '\(PlotPalette.color(place))' title \(PlotScript.quoted(pair.0.name))"
      }.joined(separator: ", \\\n  ")
    }
    script.add("set xlabel 'fall of the price (%)' noenhanced")
    script.add("set ylabel 'branching ratio R(P)' noenhanced")
    script.add("set yrange [0:\(top)]")
    script.add(
      "set object 1 rectangle from graph 0, first 1 to graph 1, graph 1 behind"
        + " fillcolor rgb '#FEEDDE' fillstyle solid noborder")
    script.add(
      "set label 1 'above 1 a fall feeds itself' at graph 0.01, first 1 offset 0,0.6"
        + " textcolor rgb '#7F2704' front")
    script.add("plot 1 with lines linewidth 1 linecolor rgb '#7F2704' notitle, \\\n  " + lines(2))
    script.add("unset object 1")
    script.add("unset label 1")
    script.add("set ylabel \(PlotScript.quoted(due.label)) noenhanced")
    script.add("set yrange [0:*]")
    script.add("plot " + lines(3))
    return script
  }
}
