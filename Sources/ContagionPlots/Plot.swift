/// A picture of numbers, before gnuplot has drawn it.
///
/// A plot is a value; its script is a pure function of it.
public protocol Plot: Sendable {
  /// The name in kebab case, for files.
  static var name: String { get }
  /// One sentence on what it shows, ending in a full stop.
  static var summary: String { get }
  var title: String { get }
  /// What the title leaves open: network, shock, choices. May be empty.
  var subtitle: String { get }
  /// Height as a share of the width.
  var aspect: Double { get }
  /// Gnuplot commands that draw the plot; terminal and look are set before.
  func commands() -> PlotScript
}

extension Plot {
  public var aspect: Double { 0.62 }

  /// The whole script for one format, data included.
  public func script(for format: PlotFormat) -> String {
    var script = PlotScript()
    script.add(format.terminal(aspect: aspect))
    script.addLook()
    let heading = subtitle.isEmpty ? title : "\(title)\n\(subtitle)"
    return script.text + commands().titled(heading)
  }
}

/// What a plot can be drawn as.
public enum PlotFormat: String, Hashable, Sendable, CaseIterable {
  case svg, png, pdf

  func terminal(aspect: Double) -> String {
    switch self {
    case .svg:
      "set terminal svg size 960,\(Int(960 * aspect)) font 'DejaVu Sans,13' background '#FFFFFF'"
    case .png:
      "set terminal pngcairo size 1600,\(Int(1600 * aspect)) font 'DejaVu Sans,20' linewidth 1.8"
    case .pdf:
      "set terminal pdfcairo size 8in,\(8 * aspect)in font 'DejaVu Sans,11'"
    }
  }
}

/// The kinds of plots there are.
public enum Plots {
  /// One line of the list.
  public struct Entry: Hashable, Sendable {
    public let name: String
    public let summary: String

    init(_ plot: (some Plot).Type) {
      name = plot.name
      summary = plot.summary
    }
  }

  /// Every kind of plot. Add yours here.
  public static let all = [
    Entry(LinePlot.self), Entry(ExceedancePlot.self), Entry(HeatMapPlot.self),
    Entry(TornadoPlot.self), Entry(BranchingPlot.self), Entry(FrontierPlot.self),
    Entry(CellPlot.self),
  ]
}
