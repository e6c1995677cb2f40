/// Variable-length rows packed into one array (compressed sparse rows).
///
/// Row `r` owns the entries `offsets[r] ..< offsets[r + 1]` of every column that
/// is in step with these offsets.
///
/// - Invariant: `offsets` starts at 0, never falls, and has one element more
///   than there are rows.
public struct Rows: Hashable, Sendable {
  @usableFromInline internal let offsets: [Int32]

  /// Packs rows of the given lengths.
  ///
  /// - Complexity: O(*n*), where *n* is the number of rows.
  public init(lengths: some Sequence<Int32>) {
    var offsets: [Int32] = [0]
    for length in lengths { offsets.append(offsets[offsets.count - 1] + length) }
    self.offsets = Array(offsets)
  }

  /// The number of rows.
  public var count: Int { offsets.count - 1 }

  /// The entries of one row.
  @inlinable public subscript(row: Int) -> Range<Int> {
    Int(offsets[row])..<Int(offsets[row + 1])
  }
}
