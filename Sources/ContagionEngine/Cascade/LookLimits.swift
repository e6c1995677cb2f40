import ContagionModel

/// How far prices have moved since the opening, and so the opening health below
/// which accounts must be looked at.
struct LookLimits: Sendable {
  /// By list of the index; then by protocol, the largest of its lists; then infinite,
  /// for accounts that nothing bounds.
  private(set) var byList: [Float]
  /// The same and then, by pair of lists, the larger, where ``renewAll(_:)`` has been
  /// asked for them.
  private(set) var all: [Float] = []
  /// The largest of all lists.
  private(set) var largest = Float.infinity
  private var held: [Double]
  private var owed: [Double]
  /// What the limits were last made from.
  private var knownHeld: [Double] = []
  private var knownOwed: [Double] = []

  init(_ network: CompiledNetwork) {
    byList = Array(repeating: .infinity, count: network.healthIndex.firstTwin)
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
    all.removeAll(keepingCapacity: true)
    largest = 0
    // A list a pair of reserves, so divisions are made by reserve (benchmark).
    let inverse = held.map { (1 + HealthIndex.slack) / $0 }
    var list = 0
    while list < index.pairs.count {
      let pair = index.pairs[list]
      let limit = Float(owed[Int(pair.debt)] * inverse[Int(pair.collateral)])
      byList[list] = limit.isNaN ? .infinity : limit
      list &+= 1
    }
    for lists in index.ofProtocol {
      var largest: Float = 0
      for other in lists { largest = max(largest, byList[other]) }
      byList[list] = largest
      list &+= 1
      self.largest = max(self.largest, largest)
    }
    // The place of those that nothing bounds stays infinite.
  }

  /// Readies ``all``.
  mutating func renewAll(_ index: HealthIndex) {
    guard all.isEmpty else { return }
    all.reserveCapacity(index.limitCount)
    all.append(contentsOf: byList)
    for twin in index.twins { all.append(larger(of: twin)) }
  }

  // The limit that the health of an account is held against; a place is as in the index's `limitOf`.
  @inline(__always)
  func limit(_ place: Int32, _ index: HealthIndex) -> Float {
    let place = Int(place)
    return place < byList.count ? byList[place] : larger(of: index.twins[place &- byList.count])
  }

  @inline(__always)
  private func larger(of twin: HealthIndex.Twin) -> Float {
    max(byList[Int(twin.first)], byList[Int(twin.second)])
  }
}
