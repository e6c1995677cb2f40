/// Branching ratios along the fall of a price, one panel per asset.
///
/// Above 1, where the ground is shaded, a fall feeds itself. A single asset has
/// a second panel with what falls due.
public struct BranchingPlot: Plot {
  public static let name = "branching"
  public static let summary = "R(P) along the fall of a price, one panel per asset."

  /// One asset.
  public struct Curve: Hashable, Sendable {
    public var name: String
    /// Falls of the price, 0 ..< 1, rising by one step.
    public var falls: [Double]
    /// R(P) from each fall to the next.
    public var ratios: [Double]
    /// USD that fall due from each fall to the next, per percentage point.
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

  private var panels: Int { curves.count == 1 ? 2 : max(1, curves.count) }

  public var aspect: Double { 0.2 + 0.3 * Double(panels) }

  public func commands() -> PlotScript {
    var script = PlotScript(panels: panels)
    script.add("unset key")
    script.add("set tmargin 1.5")
    for (place, curve) in curves.enumerated() {
      addRatios(of: curve, place, to: &script)
    }
    if let only = curves.first, curves.count == 1 { addDue(of: only, to: &script) }
    return script
  }

  private func addRatios(of curve: Curve, _ place: Int, to script: inout PlotScript) {
    let top = max(1.25, (curve.ratios.filter(\.isFinite).max() ?? 1) * 1.1)
    script.add(
      "set xlabel \(PlotScript.quoted("fall of \(curve.name) (%)")) noenhanced offset 0,0.4")
    script.add("set ylabel \(PlotScript.quoted("R(P) of \(curve.name)")) noenhanced")
    script.add("set yrange [0:\(top)]")
    script.add(
      "set object 1 rectangle from graph 0, first 1 to graph 1, graph 1 behind"
        + " fillcolor rgb '#FEEDDE' fillstyle solid noborder")
    if place == 0 {
      script.add(
        "set label 1 'above 1 a fall feeds itself' at graph 0.005, first 1 offset 0,0.6"
          + " textcolor rgb '#7F2704' front")
    }
    addBoxes(curve, curve.ratios, PlotPalette.color(place), to: &script)
    script.add("unset object 1")
    script.add("unset label 1")
  }

  private func addDue(of curve: Curve, to script: inout PlotScript) {
    let due = PlotAxis("falls due per point", .usd).scaled(for: curve.dueUSD)
    script.add("set ylabel \(PlotScript.quoted(due.label)) noenhanced")
    script.add("set yrange [0:*]")
    addBoxes(curve, curve.dueUSD.map { $0 * due.factor }, PlotPalette.color(0), to: &script)
  }

  /// One box from each fall to the next.
  private func addBoxes(
    _ curve: Curve, _ heights: [Double], _ color: String, to script: inout PlotScript
  ) {
    let step = curve.falls.count > 1 ? (curve.falls[1] - curve.falls[0]) * 100 : 1
    let data = script.addData(
      zip(curve.falls, heights).map { [$0 * 100 + step / 2, $1] })
    let end = (curve.falls.last ?? 0) * 100 + step
    script.add("set xrange [\((curve.falls.first ?? 0) * 100):\(end)]")
    script.add(
      "plot \(data) using 1:2:(\(step)) with boxes fillstyle solid 0.85 noborder"
        + " linecolor rgb '\(color)'")
  }
}
