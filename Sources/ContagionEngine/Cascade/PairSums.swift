/// What the calls of one round repay and seize, by pair of reserves.
///
/// Calls are so many that a round adds them up here and then books each pair once.
struct PairSums: Sendable {
  /// The calls of one pair.
  struct Sum: Sendable {
    let lendingProtocol: Int
    let reserve: Int
    let debtReserve: Int
    /// Claims or units that liquidators get, fees not included.
    var units = 0.0
    /// The same that the protocol keeps.
    var fee = 0.0
    /// Units of debt at the opening that are repaid.
    var repaid = 0.0
  }

  /// In the order of their first calls.
  private(set) var sums: [Sum] = []
  /// Where a pair stands among the sums, or −1.
  private var places: [Int32]
  /// By reserve of collateral: what with the reserve of the debt makes a place in `places`.
  private let starts: [Int]

  init(_ network: CompiledNetwork) {
    var starts = network.reserves.map { _ in 0 }
    var next = 0
    for row in network.reserveRows {
      for reserve in row {
        starts[reserve] = next - row.lowerBound
        next += row.count
      }
    }
    self.starts = starts
    places = Array(repeating: -1, count: next)
  }

  /// No pairs, to put in the place of others.
  static let none = PairSums(starts: [], places: [])

  private init(starts: [Int], places: [Int32]) {
    self.starts = starts
    self.places = places
  }

  var isEmpty: Bool { sums.isEmpty }

  /// - Complexity: O(pairs added).
  mutating func removeAll() {
    for sum in sums { places[starts[sum.reserve] &+ sum.debtReserve] = -1 }
    sums.removeAll(keepingCapacity: true)
  }

  /// Adds one call.
  @inline(__always)
  mutating func add(
    _ liquidation: Liquidation, lendingProtocol: Int, reserve: Int, debtReserve: Int
  ) {
    let key = starts[reserve] &+ debtReserve
    var place = Int(places[key])
    if place < 0 {
      place = sums.count
      places[key] = Int32(truncatingIfNeeded: place)
      sums.append(
        Sum(lendingProtocol: lendingProtocol, reserve: reserve, debtReserve: debtReserve))
    }
    sums[place].units += liquidation.seized - liquidation.fee
    sums[place].fee += liquidation.fee
    sums[place].repaid += liquidation.repaid
  }
}
