import ContagionModel

/// Losses by party and asset.
///
/// A pair of party and asset gets a row when it is first met, and keeps it, so a
/// table that is cleared is filled again without looking anything up by name.
struct LossTable: Sendable {
  private(set) var keys: [LossKey] = []
  private var values: [LossValues] = []
  /// By party and asset: the row, or −1.
  private var rows: [Int32]
  private let assetCount: Int

  /// A table without rows.
  init(parties: Int, assets: Int) {
    rows = Array(repeating: -1, count: parties * assets)
    assetCount = assets
  }

  /// The losses of a party in an asset; nothing if there is no row.
  subscript(key: LossKey) -> LossValues {
    get {
      let row = rows[key.party * assetCount + key.asset]
      return row < 0 ? LossValues() : values[Int(row)]
    }
    _modify {
      let place = key.party * assetCount + key.asset
      if rows[place] < 0 {
        rows[place] = Int32(truncatingIfNeeded: keys.count)
        keys.append(key)
        values.append(LossValues())
      }
      yield &values[Int(rows[place])]
    }
  }

  /// Sets every row to nothing.
  mutating func clear() {
    for row in values.indices { values[row] = LossValues() }
  }

  /// Hands out the rows by party, then by asset.
  func forEach(_ body: (LossKey, LossValues) -> Void) {
    for row in rows where row >= 0 {
      body(keys[Int(row)], values[Int(row)])
    }
  }
}
