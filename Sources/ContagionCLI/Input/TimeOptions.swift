import ArgumentParser
import ContagionFiles
import ContagionModel
import OrderedCollections

/// How a run goes over time, as options; silent ones keep the network's.
struct TimeOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Prices over time: a CSV with a column for each asset, or ASSET=FILE; may be repeated.",
      valueName: "file"))
  var path: [String] = []

  @Option(help: ArgumentHelp("Length of a step: 30s, 10m, 1h.", valueName: "span"))
  var step: String?

  @Option(
    help: ArgumentHelp("When the run ends: 6h, 2d; with the path if not given.", valueName: "span"))
  var horizon: String?

  @Option(
    help: ArgumentHelp("The time in the price file at which the run starts.", valueName: "time"))
  var from: String?

  @Flag(help: "Runs in one moment, whatever the network says of time.")
  var instant = false

  func validate() throws {
    for (name, text) in [("step", step), ("horizon", horizon)] {
      if let text, Span(text) == nil {
        throw ValidationError("--\(name) is '\(text)'; it is \(Span.accepted).")
      }
    }
    if let from, timeSeconds(from) == nil {
      throw ValidationError("--from is '\(from)'; it is a time, like '2020-03-12 07:00'.")
    }
    if instant, !path.isEmpty || step != nil || horizon != nil || from != nil {
      throw ValidationError("--instant goes without --path, --step, --horizon and --from.")
    }
  }

  /// Whether any of them is given.
  var isGiven: Bool {
    instant || !path.isEmpty || step != nil || horizon != nil || from != nil
  }

  /// The timing of a run and the files it took; `nil` for one moment.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func timing(of network: Network) throws -> (timing: Timing, inputs: [InputFile])? {
    guard !instant else { return nil }
    var timing = network.timing
    var inputs: [InputFile] = []
    if !path.isEmpty {
      let (found, files) = try prices(of: network)
      inputs = files
      guard let step = step.flatMap(Span.init) ?? timing.map({ Span(seconds: $0.step) }) else {
        throw Terminal.failure("--path needs --step, the length of a step: 1m, 10m, 1h")
      }
      timing = Timing(found, step: step.seconds)
    }
    guard var timing else {
      if step != nil || horizon != nil || from != nil {
        throw Terminal.failure(
          "the network has no 'timing'; give prices over time with --path")
      }
      return nil
    }
    if let from, let seconds = timeSeconds(from) {
      guard let later = timing.path.starting(at: seconds) else {
        throw Terminal.failure("--from is \(from), after the last price of the path")
      }
      timing.path = later
      if network.timing == nil || !path.isEmpty { timing.horizon = later.duration }
    }
    if let step = step.flatMap(Span.init) { timing.step = step.seconds }
    if let horizon = horizon.flatMap(Span.init) { timing.horizon = horizon.seconds }
    let findings = timing.findings(for: network)
    guard findings.isEmpty else {
      throw Terminal.failure(
        findings.map { "\($0.path): error: \($0.message)" }.joined(separator: "\n"))
    }
    return (timing, inputs)
  }

  /// Whether a run without a named shock follows the path alone.
  func replacesShock(of network: Network) -> Bool {
    !path.isEmpty || (!instant && network.timing != nil && network.shocks.isEmpty)
  }

  /// What the options changed, for the name of a folder.
  func names(_ network: Network) -> [String] {
    var names = path.map { text in
      let file = text.split(separator: "/").last.map(String.init) ?? text
      return "path=\(file.split(separator: ".").first.map(String.init) ?? file)"
    }
    if let step { names.append("step=\(step)") }
    if let horizon { names.append("horizon=\(horizon)") }
    if let from { names.append("from=\(from)") }
    if instant, network.timing != nil { names.append("instant") }
    return names
  }

  private func prices(of network: Network) throws -> (PricePath, [InputFile]) {
    var series: [PriceSeries] = []
    var inputs: [InputFile] = []
    do {
      for text in path {
        guard let equals = text.firstIndex(of: "=") else {
          let found = try PathFile.read(text, of: Array(network.assets.keys))
          for (row, asset) in found.assets.enumerated() {
            let prices = stride(from: row, to: found.prices.count, by: found.assets.count)
              .map { found.prices[$0] }
            series.append(PriceSeries(asset: asset, times: found.times, prices: prices))
          }
          inputs.append(try InputFile.digest(of: text))
          continue
        }
        let file = String(text[text.index(after: equals)...])
        series.append(try PriceFile.read(file, of: AssetID(String(text[..<equals]))))
        inputs.append(try InputFile.digest(of: file))
      }
    } catch {
      throw Terminal.failure(error.description)
    }
    let twice = Dictionary(grouping: series, by: \.asset).filter { $1.count > 1 }.keys.sorted()
    guard twice.isEmpty else {
      throw Terminal.failure(
        "--path prices \(twice.map(\.name).joined(separator: ", ")) more than once")
    }
    guard let joined = PricePath(joining: series) else {
      throw Terminal.failure("the files of --path have no time in common")
    }
    return (joined, inputs)
  }
}
