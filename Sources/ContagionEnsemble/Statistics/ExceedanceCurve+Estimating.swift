public import ContagionModel
import RealModule

extension ExceedanceCurve {
  /// Years behind a curve of a year; with fewer there is none.
  private static let fewestYears = 20

  /// The probability of at least each loss, with a 95 % band after Wilson.
  ///
  /// Up to `points` losses are taken, evenly in the logarithm of their rank, so
  /// that the tail is not crowded out.
  ///
  /// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical
  /// Inference", JASA 22, 1927.
  public init(
    title: String, _ losses: [Double], probabilities: [Double]? = nil, isSampled: Bool = true,
    points: Int = 60
  ) {
    let weights =
      probabilities ?? Array(repeating: 1 / Double(losses.count), count: losses.count)
    let sum = weights.reduce(0, +)
    let count = 1 / weights.reduce(0) { $0 + ($1 / sum) * ($1 / sum) }
    let order = losses.indices.sorted { (losses[$1], $1) < (losses[$0], $0) }
    var atLeast: [(loss: Double, probability: Double)] = []
    var running = 0.0
    for place in order where losses[place] > WeightedSample.smallest {
      running += weights[place] / sum
      if let last = atLeast.last, last.loss == losses[place] {
        atLeast[atLeast.count - 1].probability = running
      } else {
        atLeast.append((losses[place], running))
      }
    }
    var chosen: Set<Int> = []
    if !atLeast.isEmpty {
      for step in 0..<points {
        let rank = Double.pow(Double(atLeast.count), Double(step) / Double(max(1, points - 1)))
        chosen.insert(min(atLeast.count, Int(rank.rounded())) - 1)
      }
    }
    let band = chosen.sorted(by: >).map { place in
      let (loss, probability) = atLeast[place]
      let p = min(1, probability)
      guard isSampled else { return Point(loss: loss, probability: p, low: p, high: p) }
      let (low, high) = Self.wilson(p, count)
      return Point(loss: loss, probability: p, low: low, high: high)
    }
    self.init(title: title, points: band)
  }

  /// Wilson's 95 % interval of a share of `count` draws.
  static func wilson(_ share: Double, _ count: Double) -> (low: Double, high: Double) {
    let z = 1.959963984540054
    let scale = 1 + z * z / count
    let middle = (share + z * z / (2 * count)) / scale
    let half = z / scale * .sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (max(0, middle - half), min(1, middle + half))
  }

  /// The curve of one scenario and, where drawn scenarios are shorter than a
  /// year, those of a year made of consecutive ones: its largest loss (OEP) and
  /// their sum (AEP).
  static func curves(_ columns: EnsembleColumns, _ total: WeightedSample) -> [ExceedanceCurve] {
    let run = columns.run
    let horizon = "\(short(run.horizonDays)) days"
    var curves = [
      ExceedanceCurve(
        title: run.isSampled ? "bad debt of one scenario (\(horizon))" : "bad debt of one scenario",
        columns.total, probabilities: columns.probabilities, isSampled: run.isSampled)
    ]
    let perYear = Int(365 / run.horizonDays)
    guard run.isSampled, perYear >= 2, columns.count / perYear >= fewestYears else {
      return curves
    }
    let years = columns.count / perYear
    let parts = (0..<years).map { columns.total[$0 * perYear..<($0 + 1) * perYear] }
    curves.append(
      ExceedanceCurve(
        title: "largest bad debt of a year of \(perYear) scenarios (OEP)",
        parts.map { $0.reduce(0, max) }))
    curves.append(
      ExceedanceCurve(
        title: "sum of a year of \(perYear) scenarios (AEP)", parts.map { $0.reduce(0, +) }))
    return curves
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
