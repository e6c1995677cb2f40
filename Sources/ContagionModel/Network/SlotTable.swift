/// Finds indices by the hash of what they stand for, by open addressing.
///
/// A slot keeps the hash beside the index, so that a name is looked at only if
/// its hash is the same, and growing looks at none.
struct SlotTable: Hashable, Sendable {
  /// The hash in the upper half, the index plus 1 in the lower; 0 is free.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)
  private var count = 0

  /// The index with this hash that is the one looked for, or `nil`.
  func index(_ hash: UInt32, where isSame: (Int) -> Bool) -> Int? {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] & 0xffff_ffff) - 1
      if UInt32(slots[slot] >> 32) == hash, isSame(index) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds an index that is not there yet.
  mutating func insert(_ index: Int, _ hash: UInt32) {
    count += 1
    if count * 2 > slots.count {
      let full = slots
      slots = Array(repeating: 0, count: full.count * 2)
      for entry in full where entry != 0 { put(entry) }
    }
    put(UInt64(hash) << 32 | UInt64(index + 1))
  }

  private mutating func put(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = Int(entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }
}
