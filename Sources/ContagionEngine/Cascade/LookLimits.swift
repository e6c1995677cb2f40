import ContagionModel

/// How far prices have moved since the opening, and so the opening health below
/// which accounts must be looked at.
struct LookLimits: Sendable {
  /// By list of the index; then by protocol, the largest of its lists; then infinite, for
  /// accounts that nothing bounds; then 0.
  private(set) var all: [Float]
  /// The largest of all lists.
  private(set) var largest = Float.infinity
  private var held: [Double]
  private var owed: [Double]
  /// What the limits were last made from.
  private var knownHeld: [Double] = []
  private var knownOwed: [Double] = []

  init(_ network: CompiledNetwork) {
    all = Array(repeating: .infinity, count: network.healthIndex.limitCount)
    all[network.healthIndex.never] = 0
    held = Array(repeating: 1, count: network.reserves.count)
    owed = held
  }

  /// Bounds who is below health 1.
  ///
  /// A shock that lowers the threshold of a reserve lowers the health of its
  /// accounts by no more than that share.
  mutating func renew(_ board: PriceBoard, _ shockedThreshold: [Double], _ index: HealthIndex) {
    for row in held.indices {
      var move = board.collateral[row] / index.opening.collateral[row]
      if !shockedThreshold.isEmpty, shockedThreshold[row] < index.threshold[row] {
        move *= shockedThreshold[row] / index.threshold[row]
      }
      held[row] = move
      owed[row] = board.debt[row] / index.opening.debt[row]
    }
    renewLists(index)
  }

  /// Bounds who owes more than they hold, thresholds aside.
  mutating func renew(held now: [Double], owed due: [Double], _ index: HealthIndex) {
    for row in held.indices {
      held[row] = now[row] / index.opening.collateral[row] / index.largestThreshold[row]
      owed[row] = due[row] / index.opening.debt[row]
    }
    renewLists(index)
  }

  private mutating func renewLists(_ index: HealthIndex) {
    guard held != knownHeld || owed != knownOwed else { return }
    knownHeld = held
    knownOwed = owed
    largest = 0
    // A list a pair of reserves, so divisions are made by reserve (benchmark).
    let inverse = held.map { (1 + HealthIndex.slack) / $0 }
    var list = 0
    while list < index.pairs.count {
      let pair = index.pairs[list]
      let limit = Float(owed[Int(pair.debt)] * inverse[Int(pair.collateral)])
      all[list] = limit.isNaN ? .infinity : limit
      list &+= 1
    }
    for lists in index.ofProtocol {
      var largest: Float = 0
      for other in lists { largest = max(largest, all[other]) }
      all[list] = largest
      list &+= 1
      self.largest = max(self.largest, largest)
    }
    // The last two stay as they are.
  }

  /// Whether an account may be below 1.
  @inline(__always)
  func admit(_ bounds: SIMD2<Float>, _ places: SIMD2<Int32>) -> Bool {
    bounds.x < all[Int(places.x)] || bounds.y < all[Int(places.y)]
  }
}
