/// Where each part of a network stands in its files.
///
/// Findings carry a path in the network, `protocols.alpha.reserves.ETH.bonus`;
/// a path that no file spells has the place of the nearest part around it.
/// `accounts[7]` is the eighth entry of the account book.
public struct NetworkPlaces: Hashable, Sendable {
  private let file: String
  private var places: [String: Place] = [:]
  private var inlineEntries: [Place] = []
  private var accountsFile: String?
  private var accountLines: [Int32] = []

  /// Places in one file, of which only the start is known yet.
  public init(file: String) { self.file = file }

  /// The place of a path, or of the nearest part around it.
  public func place(of path: String) -> Place {
    var path = path[...]
    while !path.isEmpty {
      if let place = places[String(path)] ?? entryPlace(path) { return place }
      guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
      path = path[..<cut]
    }
    return Place(file: file, line: 1, column: 1)
  }

  mutating func set(_ path: String, line: Int, column: Int) {
    places[path] = Place(file: file, line: line, column: column)
  }

  mutating func set(_ path: String, _ place: Place) { places[path] = place }

  mutating func addInlineEntry(_ place: Place) { inlineEntries.append(place) }

  /// Says where the entries behind the inline ones stand.
  mutating func setAccounts(file: String, lines: [Int32]) {
    accountsFile = file
    accountLines = lines
  }

  private func entryPlace(_ path: Substring) -> Place? {
    guard path.hasPrefix("accounts["), path.hasSuffix("]"),
      let entry = Int(path.dropFirst(9).dropLast()), entry >= 0
    else { return nil }
    if entry < inlineEntries.count { return inlineEntries[entry] }
    let row = entry - inlineEntries.count
    guard let accountsFile, row < accountLines.count else { return nil }
    return Place(file: accountsFile, line: Int(accountLines[row]), column: 1)
  }
}
