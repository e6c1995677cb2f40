/// One market's losses from small to large, and how likely more is.
struct SurvivalSteps {
  private var knots: [Double] = []
  /// `P(loss > x)` from one knot to the next, the first from 0.
  private var survivals: [Double] = []
  private var place = 0

  init(_ losses: [Double], weights: [Double]) {
    let order = losses.indices.filter { losses[$0] > 0 }.sorted {
      (losses[$0], $0) < (losses[$1], $1)
    }
    var above = 0.0
    for index in order.reversed() {
      above += weights[index]
      if losses[index] == knots.last {
        survivals[survivals.count - 1] = above
      } else {
        knots.append(losses[index])
        survivals.append(above)
      }
    }
    knots.reverse()
    survivals.reverse()
  }

  /// `P(loss > x)` where they stand; 0 above the largest loss.
  var survival: Double { place < survivals.count ? survivals[place] : 0 }

  /// The next loss; only below the largest.
  var next: Double { knots[place] }

  mutating func climb() { place += 1 }
}
