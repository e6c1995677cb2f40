/// How far prices have come down the lists of the index, and whom they have crossed.
///
/// Each list has a cursor that only goes on: an account before it has either been
/// touched or is waiting here, so no look reads a list from its start again.
struct CrossedLists: Sendable {
  /// By list: the first entry that no look has read.
  private(set) var cursors: [Int32]
  /// By list: the health of that entry; infinite at the end.
  private(set) var next: [Float]
  /// Accounts that were read as they are in the book, perhaps twice.
  var waiting: [Int32] = []
  /// Entries before the cursors.
  private(set) var count = 0

  /// Cursors at the starts of the lists, or behind those below 1 at the opening.
  init(_ index: HealthIndex, skipsOpening: Bool = false) {
    cursors = skipsOpening ? index.firstHealthy : Array(index.rows.offsets.dropLast())
    next = index.pairs.indices.map { list in
      let entry = skipsOpening ? index.firstHealthy[list] : index.rows.offsets[list]
      return index.health(at: Int(entry), of: list)
    }
  }

  /// Goes back to where others stand, keeping its room.
  mutating func restart(_ opening: CrossedLists) {
    cursors = opening.cursors
    next = opening.next
    count = opening.count
    waiting.removeAll(keepingCapacity: true)
  }

  /// How many entries of a list a limit has crossed since the last look.
  func crossed(_ list: Int, by limit: Float, _ index: HealthIndex) -> Int {
    guard next[list] < limit else { return 0 }
    let first = Int(cursors[list])
    var low = first
    var high = Int(index.rows.offsets[list + 1])
    while low < high {
      let middle = (low + high) / 2
      if HealthIndex.health(of: index.entries[middle]) < limit {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low - first
  }

  /// Reads a list up to a limit.
  mutating func advance(
    _ list: Int, to limit: Float, _ index: HealthIndex, _ accounts: AccountOverlay
  ) {
    var entry = Int(cursors[list])
    let end = Int(index.rows.offsets[list + 1])
    while entry < end, HealthIndex.health(of: index.entries[entry]) < limit {
      let account = HealthIndex.account(of: index.entries[entry])
      if accounts.place(of: Int(account)) == AccountOverlay.inBook { waiting.append(account) }
      entry += 1
    }
    count += entry - Int(cursors[list])
    cursors[list] = Int32(truncatingIfNeeded: entry)
    next[list] = index.health(at: entry, of: list)
  }
}

extension HealthIndex {
  /// The health of an entry of a list; infinite behind its end.
  func health(at entry: Int, of list: Int) -> Float {
    entry < Int(rows.offsets[list + 1]) ? Self.health(of: entries[entry]) : .infinity
  }
}
