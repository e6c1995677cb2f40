/// Numbers for a few distinct names, found by their bytes.
///
/// Protocols and assets of an accounts file are looked up twice a row; a small
/// open table does it without making a `String`.
struct ByteTable {
  private var slots: [Int32] = Array(repeating: -1, count: 256)
  private var names: [[UInt8]] = []
  private var values: [Int32] = []
  private var latest = 0

  /// The number of a name; a new name gets the one that `make` returns.
  mutating func value(of name: ArraySlice<UInt8>, make: (String) -> Int32) -> Int32 {
    if latest < names.count, names[latest].elementsEqual(name) { return values[latest] }
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if names[found].elementsEqual(name) {
        latest = found
        return values[found]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let value = make(String(decoding: name, as: UTF8.self))
    latest = names.count
    slots[slot] = Int32(latest)
    names.append(Array(name))
    values.append(value)
    if names.count * 2 > slots.count { grow() }
    return value
  }

  private mutating func grow() {
    let size = slots.count * 2
    slots = Array(repeating: -1, count: size)
    for (index, name) in names.enumerated() {
      var slot = Self.hash(name[...]) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
  }

  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7fff_ffff)
  }
}
