import ContagionModel

/// Which accounts of a table are certainly too small to be kept, told in memory
/// that does not grow with the table.
///
/// Accounts are hashed into a fixed number of buckets, whose sums are at least
/// those of every account in them. An account in a bucket that stays below the
/// minimum on both sides is below it; one in any other bucket has to be looked
/// at by itself.
struct AccountSieve {
  /// 2 · 8 bytes each: 64 MiB.
  private static let buckets = 1 << 22
  /// Sums of the same amounts in another order differ by less.
  private static let slack = 1e-9

  private let minimum: Double
  private var held = [Double](repeating: 0, count: buckets)
  private var owed = [Double](repeating: 0, count: buckets)

  init(minimum: Double) { self.minimum = minimum }

  /// Adds what an account has or owes; infinite if its price is not known.
  mutating func add(_ account: some Sequence<UInt8>, _ side: AccountBook.Side, usd: Double) {
    let bucket = Self.bucket(account)
    if side == .debt { owed[bucket] += usd } else { held[bucket] += usd }
  }

  func isTooSmall(_ account: some Sequence<UInt8>) -> Bool {
    let bucket = Self.bucket(account)
    return max(held[bucket], owed[bucket]) < minimum * (1 - Self.slack)
  }

  /// FNV-1a, folded.
  ///
  /// Source: Fowler, Noll, Vo, Eastlake, "The FNV Non-Cryptographic Hash Algorithm",
  /// draft-eastlake-fnv.
  private static func bucket(_ account: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in account { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int((hash ^ (hash >> 32)) & UInt64(buckets - 1))
  }
}
