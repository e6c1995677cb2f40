import ContagionModel
import ContagionTestSupport
import Foundation
import Testing

@testable import ContagionPlots

struct `Every plot` {
  @Test func `has a name of its own and a sentence`() {
    #expect(Set(Plots.all.map(\.name)).count == Plots.all.count)
    #expect(Plots.all.allSatisfy { $0.summary.hasSuffix(".") })
    #expect(Plots.all.map(\.name) == PlotSamples.all.map { type(of: $0).name })
  }

  @Test(arguments: PlotSamples.all.indices)
  func `has the script that was looked at`(sample: Int) throws {
    let plot = PlotSamples.all[sample]
    try expectGolden(plot.script(for: .svg), "\(type(of: plot).name).gp")
  }

  @Test(arguments: PlotSamples.all.indices, PlotFormat.allCases)
  func `is drawn in every format`(sample: Int, format: PlotFormat) async throws {
    let script = PlotSamples.all[sample].script(for: format)
    let picture = try await Gnuplot.picture(of: script, by: "gnuplot")
    let start = String(decoding: picture.prefix(5), as: UTF8.self)
    switch format {
    case .svg: #expect(start == "<?xml")
    case .png: #expect(Array(picture.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    case .pdf: #expect(start == "%PDF-")
    }
    #expect(picture.count > 2000)
  }

  @Test func `keeps its text, in the right letters`() async throws {
    let svg = String(
      decoding: try await Gnuplot.picture(of: PlotSamples.line, as: .svg), as: UTF8.self)
    for text in ["It's a loss curve: Σ ≥ 0", "Beta_2", "with feedback", "million USD"] {
      #expect(svg.replacing("&#39;", with: "'").contains(text), "\(text) is missing")
    }
  }
}

struct `A script` {
  /// A quote would end the string, and a line break the command.
  @Test func `takes no name for a command`() async throws {
    let name = "x' ; system \"touch contagion-plot-was-here\" #\n`false`"
    #expect(
      PlotScript.quoted(name)
        == #"'x'' ; system "touch contagion-plot-was-here" #' . "\n" . '`false`'"#)
    let plot = LinePlot(
      title: name, axis: PlotAxis(name, .plain), x: [0, 1],
      panels: [
        LinePlot.Panel(
          PlotAxis(name, .plain), lines: [LinePlot.Line(name, [0, 1], place: 0)])
      ])
    #expect(try await !Gnuplot.picture(of: plot, as: .svg).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "contagion-plot-was-here"))
  }

  @Test func `that is wrong comes back with gnuplot's words`() async {
    await #expect {
      _ = try await Gnuplot.picture(of: "nonsense", by: "gnuplot")
    } throws: { error in
      guard case .refused(let words)? = error as? PlotError else { return false }
      return words.contains("invalid command")
    }
  }

  @Test func `says what to install without gnuplot`() async {
    await #expect(throws: PlotError.absent) {
      _ = try await Gnuplot.picture(of: "", by: "gnuplot-that-is-not-here")
    }
    #expect("\(PlotError.absent)".contains("gnuplot-nox"))
  }
}

struct `An axis of dollars` {
  @Test(arguments: [
    (9_999.0, 1.0, "loss (USD)"), (57_972, 1e-3, "loss (thousand USD)"),
    (2e6, 1e-6, "loss (million USD)"), (3e9, 1e-9, "loss (billion USD)"),
  ])
  func `is shown in the largest fitting unit`(largest: Double, factor: Double, label: String) {
    let scaled = PlotAxis("loss", .usd).scaled(for: [0, -largest, .nan])
    #expect(scaled.factor == factor)
    #expect(scaled.label == label)
  }
}

struct `A frontier` {
  /// The silo needs more capital than the mutual and leaves more risk.
  @Test func `leaves out what another design beats`() {
    #expect(PlotSamples.frontier.efficient.map(\.name) == ["none", "mutual", "cover-2"])
  }
}

struct `The exceedance plot` {
  @Test(arguments: [(4, 4), (5, 1)])
  func `has the bands that can be told apart`(count: Int, bands: Int) {
    let curve = ExceedanceCurve(
      title: "x",
      points: [ExceedanceCurve.Point(loss: 1, probability: 0.5, low: 0.4, high: 0.6)])
    let plot = ExceedancePlot(title: "t", curves: Array(repeating: curve, count: count))
    let script = plot.commands().text
    #expect(script.components(separatedBy: "filledcurves").count - 1 == bands)
    #expect(script.components(separatedBy: "with lines").count - 1 == count)
  }

  @Test func `is a staircase without a band`() {
    let curve = ExceedanceCurve(
      title: "exact",
      points: [
        ExceedanceCurve.Point(loss: 10, probability: 0.3, low: 0.3, high: 0.3),
        ExceedanceCurve.Point(loss: 40, probability: 0.1, low: 0.1, high: 0.1),
      ])
    let script = ExceedancePlot(title: "t", curves: [curve]).script(for: .svg)
    #expect(script.contains("using 1:2 with fsteps"))
    #expect(!script.contains("band"))
  }
}

struct `The map of cells` {
  @Test(arguments: [(3, ""), (8, " rotate by 40 right"), (30, " rotate by 90 right")])
  func `turns the names of columns as far as they need`(count: Int, turn: String) {
    let columns = (0..<count).map { "\($0)" }
    let plot = CellPlot(
      title: "t", shareLabel: "left", columns: columns, rows: ["none"],
      shares: [columns.map { _ in 1 }])
    #expect(plot.commands().text.contains("set xtics noenhanced\(turn)\n"))
  }
}
