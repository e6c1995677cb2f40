import ArgumentParser
import ContagionEngine
import ContagionModel
import ContagionReports

struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds the shock that reaches a loss, or the parameter that keeps below one.",
    discussion: """
      With --asset, a reverse stress test: every fall that reaches --loss; with several assets \
      the joint falls that no smaller one replaces, and with --volatility the likeliest. With \
      --field, every value at which the worst --shock keeps at or below --loss. Losses are not \
      monotone: the axis is scanned, each end is bisected, and the resolution is stated. With \
      --scenarios too, the last value of --field at which the expected shortfall over an ensemble \
      is at most --loss, every value on the same scenarios; it must be monotone there.

        contagion solve Networks/toy/three-protocols.yaml --asset ETH --loss 80k
        contagion solve NETWORK --field protocols.Alpha.book=0.1..2 --shock ETH=-36% --loss 500k
        contagion solve NETWORK --field pools.eth-usdc.depth=0.5..4:8 --scenarios 2000 --loss 10M
      """)

  @OptionGroup var stress: StressOptions

  @Option(parsing: .singleValue, help: "An asset that falls; may be repeated.")
  var asset: [String] = []

  @Option(help: "A field and its values, PATH=from..to[:steps].")
  var field: String?

  @Option(help: "The loss, USD: 80000, 80k, 2.5e6 or 10M.")
  var loss: String?

  @Option(help: "A protocol: the loss is bad debt of 1 USD there, unless --loss says more.")
  var breaks: String?

  @Option(help: "The largest fall, percent; 95 for one asset, 90 for several.")
  var to: Double?

  @Option(help: "Percent between scanned falls; 0.5 for one asset, 5 for several.")
  var step: Double?

  @Option(
    parsing: .upToNextOption,
    help: "Standard deviation of each asset's log return, percent, over the horizon you mean.")
  var volatility: [Double] = []

  @Option(help: "Correlation of log returns between any two assets.")
  var correlation = 0.0

  @OptionGroup var ensemble: EnsembleOptions
  @OptionGroup var measure: MeasureOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard asset.isEmpty == (field != nil) else {
      throw ValidationError("Either --asset or --field says what is varied.")
    }
    if ensemble.isGiven, field == nil || loss == nil || !stress.shock.isEmpty {
      throw ValidationError(
        "--scenarios goes with --field and --loss, and takes the place of --shock.")
    }
    guard loss != nil || breaks != nil else {
      throw ValidationError("--loss or --breaks says what is reached.")
    }
    if let loss, Money(loss) == nil {
      throw ValidationError("--loss is '\(loss)'; it is USD, like 2500000, 2.5e6 or 10M.")
    }
    if let field {
      do { _ = try FieldSteps(parsing: field) } catch { throw ValidationError("\(error).") }
    }
    let floor = asset.count > 1 ? -1 / Double(asset.count - 1) : -1
    guard volatility.isEmpty || volatility.count == asset.count,
      volatility.allSatisfy({ $0 > 0 }), correlation > floor, correlation < 1
    else {
      throw ValidationError(
        "--volatility has one number above 0 per --asset, and --correlation is above \(floor) and"
          + " below 1.")
    }
  }

  func run() throws {
    let usd = loss.flatMap(Money.init)?.usd ?? 1
    for end in try stress.ends(apart: field != nil, needsShock: field != nil && !ensemble.isGiven) {
      var wanted = try measure.checked(in: end.loaded.compiled)
      if let breaks {
        wanted = LossMeasure(
          .badDebt, at: try MeasureOptions.checked(breaks, in: end.loaded.compiled))
      }
      if ensemble.isGiven {
        try Terminal.result(try format.text(of: limit(end, wanted, usd)))
        continue
      }
      let search = Search(end: end, measure: wanted, usd: usd)
      try Terminal.result(
        try format.text(
          of: StressOptions.run { () throws(AnalysisError) in try table(search) }))
    }
  }

  private struct Search {
    let end: StressOptions.End
    let measure: LossMeasure
    let usd: Double
  }

  /// The last value that keeps the expected shortfall of an ensemble.
  private func limit(
    _ end: StressOptions.End, _ measure: LossMeasure, _ usd: Double
  ) throws -> Table {
    let steps = try FieldSteps(parsing: field ?? "")
    let stress = try ensemble.stress(end)
    let span = abs((steps.values.last ?? 0) - (steps.values.first ?? 0))
    return Table(
      limit: try StressOptions.run { () throws(AnalysisError) in
        try stress.limit(
          of: steps, keeping: measure, .expectedShortfall(ensemble.level), below: usd,
          tolerance: span * 1e-6)
      })
  }

  private func table(_ search: Search) throws(AnalysisError) -> Table {
    let measure = search.measure
    if let field, let steps = try? FieldSteps(parsing: field) {
      let span = abs((steps.values.last ?? 0) - (steps.values.first ?? 0))
      let found = try search.end.stress.values(
        of: steps, keeping: measure, below: search.usd, tolerance: span * 1e-6)
      return Table(
        solution: found, axis: steps.path, measure: measure, usd: search.usd, keeps: true)
    }
    let compiled = try search.end.compiled()
    let assets = asset.map { AssetID($0) }
    let other = search.end.stress.scenarios[0]
    guard assets.count > 1 else {
      let found = try compiled.falls(
        of: assets[0], with: other, reaching: search.usd, of: measure,
        largestFall: (to ?? 95) / 100, step: (step ?? 0.5) / 100)
      return Table(
        solution: found, axis: "a fall of \(assets[0])", measure: measure, usd: search.usd,
        keeps: false)
    }
    let found = try compiled.jointFalls(
      of: assets, with: other, reaching: search.usd, of: measure, largestFall: (to ?? 90) / 100,
      step: (step ?? 5) / 100,
      likelihood: volatility.isEmpty
        ? nil
        : FallLikelihood(volatilities: volatility.map { $0 / 100 }, correlation: correlation))
    return Table(reverse: found, measure: measure, usd: search.usd)
  }
}
