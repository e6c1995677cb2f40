public import ContagionModel

extension SmallestCover {
  /// Multiples of what a design locks at which its tail is looked at first; beyond, it is
  /// doubled ``doublings`` times at most.
  private static let scan = [0, 0.25, 0.5, 0.75, 1]
  private static let doublings = 10

  /// How close the bracket gets, as a share of what a design locks.
  public static let tolerance = 1e-6

  /// Scales a programme, its shape kept, to the least capital that keeps a tail.
  ///
  /// Every amount is settled on the same scenarios. The tail must only fall as the
  /// capital grows: attachments grow with it, and what is below them is left.
  ///
  /// - Parameters:
  ///   - programme: The design; it locks capital.
  ///   - losses: What it is settled on.
  ///   - limitUSD: The largest TVaR left to lenders that is accepted, 0 or more.
  ///   - level: Of the TVaR.
  /// - Throws: ``ComparisonError`` as for a comparison, and if the tail rises anywhere.
  /// - Complexity: That of about 40 comparisons of one design.
  public init(
    of programme: InsuranceProgramme, on losses: LossScenarios, keeping limitUSD: Double,
    level: Double
  ) throws(ComparisonError) {
    let losing = losses.withoutQuiet
    let base = try losing.compared([programme], level: level).designs[1].metrics.lockedCapitalUSD
    var evaluations = 0
    func point(_ lockedUSD: Double) throws(ComparisonError) -> Point {
      evaluations += 1
      let found = try CapitalFrontier(
        of: programme, capital: [lockedUSD], on: losing, level: level
      ).points[0]
      return Point(lockedUSD: lockedUSD, tailUSD: found.tailValueAtRiskUSD)
    }
    func holds(_ point: Point) -> Bool { point.tailUSD.value <= limitUSD }
    var scanned: [Point] = []
    for factor in Self.scan { scanned.append(try point(factor * base)) }
    var most = base
    for _ in 0..<Self.doublings where !holds(scanned[scanned.count - 1]) {
      most *= 2
      scanned.append(try point(most))
    }
    try Self.checkFalling(scanned, programme)
    self.init(
      design: programme.title, lockedUSD: base, limitUSD: limitUSD, keeps: nil, breaks: nil,
      capitalError: nil, evaluations: evaluations)
    guard let first = scanned.firstIndex(where: holds) else {
      breaks = scanned[scanned.count - 1]
      return
    }
    keeps = scanned[first]
    guard first > 0 else { return }
    var (inside, outside) = (scanned[first], scanned[first - 1])
    while inside.lockedUSD - outside.lockedUSD > Self.tolerance * base {
      let middle = try point((inside.lockedUSD + outside.lockedUSD) / 2)
      try Self.checkFalling([outside, middle, inside], programme)
      if holds(middle) { inside = middle } else { outside = middle }
    }
    self.keeps = inside
    breaks = outside
    self.evaluations = evaluations
    let slope =
      (scanned[first].tailUSD.value - scanned[first - 1].tailUSD.value)
      / (scanned[first].lockedUSD - scanned[first - 1].lockedUSD)
    capitalError = slope < 0 ? inside.tailUSD.standardError / -slope : nil
  }

  private static func checkFalling(
    _ points: [Point], _ programme: InsuranceProgramme
  ) throws(ComparisonError) {
    let slack = 1e-9 * (points.map(\.tailUSD.value).max() ?? 0)
    func cents(_ usd: Double) -> Double { (usd * 100).rounded() / 100 }
    for (less, more) in zip(points, points.dropFirst())
    where more.tailUSD.value > less.tailUSD.value + slack {
      throw .programme(
        programme.name,
        [
          Finding(
            at: "design",
            "its tail does not only fall as it is scaled: \(cents(less.lockedUSD)) USD of capital leave"
              + " \(cents(less.tailUSD.value)) USD, and \(cents(more.lockedUSD)) leave \(cents(more.tailUSD.value)); there is"
              + " no one smallest cover")
        ])
    }
  }
}
