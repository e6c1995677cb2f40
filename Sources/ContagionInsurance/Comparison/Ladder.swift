/// Figures from small to large with the probability up to each.
struct Ladder {
  let edges: [Double]
  private let figures: [Double]

  init(_ values: [Double], _ weights: [Double]) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var running = 0.0
    edges = order.map { place in
      running += weights[place]
      return running
    }
    figures = order.map { values[$0] }
  }

  /// The figure at a cumulative probability.
  subscript(_ level: Double) -> Double {
    var low = 0
    var high = edges.count - 1
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] >= level { high = middle } else { low = middle + 1 }
    }
    return figures[low]
  }
}
