/// Units of every side, summed by venue and asset.
struct EntryTotals {
  private var sums: [AccountBook.Side: [Double]] = [:]
  private let venues: [String: Int]
  private let assets: [AssetID: Int]

  /// - Complexity: O(entries + venues × assets).
  init(_ book: AccountBook) {
    venues = Dictionary(uniqueKeysWithValues: zip(book.venues, book.venues.indices))
    assets = Dictionary(uniqueKeysWithValues: zip(book.assets, book.assets.indices))
    let width = book.assets.count
    for side in AccountBook.Side.allCases {
      var sum = Array(repeating: 0.0, count: book.venues.count * width)
      for entry in 0..<book.entryCount where book.entrySide[entry] == side.rawValue {
        let venue = Int(book.accountVenue[Int(book.entryAccount[entry])])
        sum[venue * width + Int(book.entryAsset[entry])] += book.entryUnits[entry]
      }
      sums[side] = sum
    }
  }

  /// Units of an asset on one side at a venue; 0 where there are none.
  subscript(_ side: AccountBook.Side, _ venue: String, _ asset: AssetID) -> Double {
    guard let venue = venues[venue], let asset = assets[asset], let sum = sums[side] else {
      return 0
    }
    return sum[venue * assets.count + asset]
  }
}
