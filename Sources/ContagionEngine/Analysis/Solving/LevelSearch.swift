import ContagionModel

/// Finds where a function along an axis reaches a level: scan, then bisection
/// of every change. Nothing is taken to be monotone.
struct LevelSearch {
  /// Places of the scan, rising.
  let places: [Double]
  let tolerance: Double

  /// The places where the level is reached or passed.
  ///
  /// - Parameters:
  ///   - reaches: Whether a value counts.
  ///   - value: The function; called once per place.
  /// - Returns: Every interval of places, its ends on the reached side.
  /// - Throws: What the function throws.
  func solution(
    where reaches: (Double) -> Bool, _ value: (Double) throws(AnalysisError) -> Double
  ) throws(AnalysisError) -> LevelSet {
    var evaluations = 0
    func evaluate(_ place: Double) throws(AnalysisError) -> Double {
      evaluations += 1
      return try value(place)
    }
    var values: [Double] = []
    for place in places { values.append(try evaluate(place)) }
    /// The outermost place of the reached side between two scanned ones.
    func edge(out: Int, into: Int) throws(AnalysisError) -> (Double, Double) {
      var outside = places[out]
      var inside = places[into]
      var reached = values[into]
      while abs(inside - outside) > tolerance {
        let middle = (inside + outside) / 2
        let found = try evaluate(middle)
        if reaches(found) {
          inside = middle
          reached = found
        } else {
          outside = middle
        }
      }
      return (inside, reached)
    }
    var intervals: [LevelSet.Interval] = []
    var place = 0
    while place < places.count {
      guard reaches(values[place]) else {
        place += 1
        continue
      }
      var last = place
      while last + 1 < places.count, reaches(values[last + 1]) { last += 1 }
      let low = place > 0 ? try edge(out: place - 1, into: place) : (places[0], values[0])
      let high =
        last + 1 < places.count
        ? try edge(out: last + 1, into: last) : (places[last], values[last])
      intervals.append(
        LevelSet.Interval(low: low.0, high: high.0, lowUSD: low.1, highUSD: high.1))
      place = last + 1
    }
    return LevelSet(
      intervals: intervals, low: places[0], high: places[places.count - 1],
      resolution: places[1] - places[0], tolerance: tolerance, evaluations: evaluations)
  }
}
