/// Every account and every named claim of a network, in columns.
///
/// A million accounts as objects would cost a gigabyte and seconds; here an
/// account costs its name, and an entry 25 bytes. Entries keep the order in
/// which they came; ``CompiledNetwork`` sorts them by account.
public struct AccountBook: Hashable, Sendable {
  /// What an entry is to its account.
  public enum Side: UInt8, Hashable, Sendable, CaseIterable {
    /// Counts for health; may be seized.
    case collateral
    /// Owed.
    case debt
    /// Lent, and not collateral.
    case deposit
  }

  /// The UTF-8 bytes of all names, one after the other.
  public private(set) var nameBytes: [UInt8] = []
  /// Where each account's name starts; one more than there are accounts.
  public private(set) var nameOffsets: [Int32] = [0]
  /// The distinct venues: protocols, or issuers for holders of a receipt.
  public private(set) var venues: [String] = []
  /// The distinct assets.
  public private(set) var assets: [AssetID] = []
  /// The venue of each account, as an index into ``venues``.
  public private(set) var accountVenue: [Int32] = []
  /// The risk category of the accounts that have one.
  public private(set) var eModes: [Int32: String] = [:]

  public private(set) var entryAccount: [Int32] = []
  public private(set) var entryAsset: [Int32] = []
  public private(set) var entrySide: [UInt8] = []
  /// Units of the asset.
  public private(set) var entryUnits: [Double] = []
  /// The entry's own liquidation threshold; NaN where the reserve's holds.
  public private(set) var entryThreshold: [Double] = []

  private var slots = SlotTable()

  public init() {}

  /// The number of accounts.
  public var count: Int { accountVenue.count }

  /// The number of entries.
  public var entryCount: Int { entryAccount.count }

  /// The name of an account.
  public func name(of account: Int) -> String {
    String(decoding: nameBytes[nameRange(of: account)], as: UTF8.self)
  }

  /// Where an account's name lies in ``nameBytes``.
  public func nameRange(of account: Int) -> Range<Int> {
    Int(nameOffsets[account])..<Int(nameOffsets[account + 1])
  }

  /// The index of a venue in ``venues``, which it joins if it is new.
  public mutating func venueIndex(_ venue: String) -> Int32 {
    if let index = venues.firstIndex(of: venue) { return Int32(index) }
    venues.append(venue)
    return Int32(venues.count - 1)
  }

  /// The index of an asset in ``assets``, which it joins if it is new.
  public mutating func assetIndex(_ asset: AssetID) -> Int32 {
    if let index = assets.firstIndex(of: asset) { return Int32(index) }
    assets.append(asset)
    return Int32(assets.count - 1)
  }

  /// The account of this name at this venue, opened if it is new.
  ///
  /// - Complexity: O(length of the name), amortised.
  public mutating func account(named name: some Collection<UInt8>, venue: Int32) -> Int32 {
    findOrOpen(name, venue)
  }

  private mutating func findOrOpen(_ name: some Collection<UInt8>, _ venue: Int32) -> Int32 {
    let hash = Self.hash(name, venue)
    if let found = index(hash, name, venue) { return Int32(found) }
    let account = Int32(count)
    slots.insert(count, hash)
    nameBytes.append(contentsOf: name)
    nameOffsets.append(Int32(nameBytes.count))
    accountVenue.append(venue)
    return account
  }

  /// The account of this name at this venue, opened if it is new.
  ///
  /// The same for a part of a file's bytes: compiled for this one type it is
  /// many times faster than the general one called from another module.
  public mutating func account(named name: ArraySlice<UInt8>, venue: Int32) -> Int32 {
    findOrOpen(name, venue)
  }

  /// The account of this name at this venue, or `nil`.
  public func existingAccount(named name: String, venue: String) -> Int? {
    guard let venue = venues.firstIndex(of: venue) else { return nil }
    let bytes = Array(name.utf8)
    return index(Self.hash(bytes, Int32(venue)), bytes, Int32(venue))
  }

  private func index(_ hash: UInt32, _ name: some Collection<UInt8>, _ venue: Int32) -> Int? {
    slots.index(hash) { account in
      accountVenue[account] == venue && nameBytes[nameRange(of: account)].elementsEqual(name)
    }
  }

  /// Adds an entry; a threshold of NaN leaves the reserve's.
  public mutating func append(
    account: Int32, side: Side, asset: Int32, units: Double, threshold: Double = .nan
  ) {
    entryAccount.append(account)
    entryAsset.append(asset)
    entrySide.append(side.rawValue)
    entryUnits.append(units)
    entryThreshold.append(threshold)
  }

  /// Scales all units of the accounts at a venue.
  public mutating func scale(venue: String, by factor: Double) {
    guard let row = venues.firstIndex(of: venue) else { return }
    for entry in entryUnits.indices where accountVenue[Int(entryAccount[entry])] == row {
      entryUnits[entry] *= factor
    }
  }

  /// Puts an account in a risk category of its protocol.
  public mutating func setEMode(_ name: String, of account: Int32) { eModes[account] = name }

  /// Gives back the room kept for more names.
  public mutating func close() { nameBytes = Array(nameBytes) }

  /// FNV-1a, which is enough for a table that compares names in full.
  private static func hash(_ name: some Collection<UInt8>, _ venue: Int32) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(UInt32(bitPattern: venue))
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 29))
  }

  public static func == (lhs: AccountBook, rhs: AccountBook) -> Bool {
    lhs.nameBytes == rhs.nameBytes && lhs.nameOffsets == rhs.nameOffsets
      && lhs.venues == rhs.venues && lhs.assets == rhs.assets
      && lhs.accountVenue == rhs.accountVenue && lhs.eModes == rhs.eModes
      && lhs.entryAccount == rhs.entryAccount && lhs.entryAsset == rhs.entryAsset
      && lhs.entrySide == rhs.entrySide && lhs.entryUnits == rhs.entryUnits
      && lhs.entryThreshold.map(\.bitPattern) == rhs.entryThreshold.map(\.bitPattern)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(nameBytes)
    hasher.combine(entryUnits)
  }
}
