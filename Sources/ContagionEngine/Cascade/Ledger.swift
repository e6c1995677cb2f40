public import ContagionModel

/// The entries of a run and the units that they leave with each party.
struct Ledger: Sendable {
  private(set) var entries: [LedgerEntry] = []
  /// Units gained since the opening: `gained[party * assetCount + asset]`.
  private(set) var gained: [Double]
  private let assetCount: Int
  /// Whether entries are kept; the balances are in any case.
  let keepsEntries: Bool

  init(parties: Int, assets: Int, keepsEntries: Bool) {
    assetCount = assets
    gained = Array(repeating: 0, count: parties * assets)
    self.keepsEntries = keepsEntries
  }

  /// Forgets everything, for another run.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    for row in gained.indices { gained[row] = 0 }
  }

  /// Units that a party gained of an asset since the opening.
  func gain(of party: Int, _ asset: Int) -> Double { gained[party * assetCount + asset] }

  /// The index of the last entry, or −1.
  var last: Int { entries.count - 1 }

  /// Moves units and returns the index of the entry, or −1 if none is kept.
  ///
  /// A claim or a debt changes hands without a token, so no balance changes.
  ///
  /// Inlined, so that an entry that is not kept is never made (benchmark).
  @inline(__always) @discardableResult
  mutating func record(_ entry: LedgerEntry, isClaim: Bool = false) -> Int {
    if !isClaim { move(entry.units, of: entry.asset, from: entry.from, to: entry.to) }
    guard keepsEntries else { return -1 }
    entries.append(entry)
    return entries.count - 1
  }

  /// Moves units whose entries are recorded one by one as claims.
  mutating func move(_ units: Double, of asset: Int, from: Int, to: Int) {
    gained[from * assetCount + asset] -= units
    gained[to * assetCount + asset] += units
  }
}

/// A ledger that does not agree with the state: an error in the program, never
/// in its input.
public struct IdentityViolation: Error, Hashable, Sendable, CustomStringConvertible {
  public let identity: String
  public let round: Int
  public let party: String
  public let expected: Double
  public let found: Double
  /// The last entry that touched the party, if entries were kept.
  public let entry: LedgerEntry?

  public var description: String {
    "the \(identity) identity is broken in round \(round) for \(party): \(expected) by the ledger,"
      + " \(found) in the state; last entry: \(entry.map { "\($0)" } ?? "none kept");"
      + " this is a fault of the program, please report it with the network file"
  }
}
