import ContagionModel
import RealModule

/// Logarithmic returns of a price history, a row a step.
struct HistoricalReturns: Sendable {
  let assets: [AssetID]
  let rows: Int
  /// Steps that one scenario spans.
  let horizon: Int
  private let values: [Double]

  /// Takes the returns that a description's history has.
  init(_ description: ScenarioDescription) throws(ScenarioModelError) {
    guard let history = description.prices else {
      throw ScenarioModelError(
        "prices",
        "the model '\(description.rule.name)' needs 'prices', such as prices: {stepHours: 1, "
          + "assets: {ETH: {file: eth.csv, time: open_time, price: close}}}")
    }
    let steps = description.horizonDays / history.stepDays
    guard steps.rounded() >= 1, abs(steps - steps.rounded()) < 1e-9 else {
      throw ScenarioModelError(
        "horizonDays",
        "the horizon is \(steps) steps of the prices; accepted: a whole number, 1 or more")
    }
    assets = history.assets
    horizon = Int(steps.rounded())
    rows = history.times.count - 1
    let count = assets.count
    guard rows >= horizon else {
      throw ScenarioModelError(
        "prices",
        "\(history.times.count) prices are \(max(0, rows)) steps; the horizon needs \(horizon)")
    }
    values = (0..<rows * count).map { .log(history.prices[$0 + count] / history.prices[$0]) }
  }

  /// Adds the return of one step to a sum.
  func add(_ row: Int, to sum: inout [Double]) {
    for asset in sum.indices { sum[asset] += values[row * assets.count + asset] }
  }

  var targets: [String] { assets.map { Shock.priceChange($0, 0).target } }
}
