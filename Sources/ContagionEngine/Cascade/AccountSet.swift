/// A set of accounts that hands them out in order.
///
/// One bit an account, and one bit for 64 of these, so that the cost of handing
/// out hangs on the members and hardly on the number of accounts.
struct AccountSet: Sendable {
  private var words: [UInt64]
  private var summary: [UInt64]

  init(capacity: Int) {
    words = Array(repeating: 0, count: (capacity + 63) / 64)
    summary = Array(repeating: 0, count: (words.count + 63) / 64)
  }

  func contains(_ account: Int) -> Bool { words[account >> 6] >> UInt64(account & 63) & 1 == 1 }

  @inline(__always)
  mutating func insert(_ account: Int) {
    words[account >> 6] |= 1 << UInt64(account & 63)
    summary[account >> 12] |= 1 << UInt64(account >> 6 & 63)
  }

  /// Empties the set and appends what was in it, smallest first.
  mutating func drain(into accounts: inout [Int32]) {
    for block in summary.indices where summary[block] != 0 {
      var rest = summary[block]
      summary[block] = 0
      while rest != 0 {
        let word = block << 6 + rest.trailingZeroBitCount
        rest &= rest &- 1
        var bits = words[word]
        words[word] = 0
        while bits != 0 {
          accounts.append(Int32(truncatingIfNeeded: word << 6 + bits.trailingZeroBitCount))
          bits &= bits &- 1
        }
      }
    }
  }
}
