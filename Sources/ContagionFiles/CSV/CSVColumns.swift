import ContagionModel

/// Where the header of an accounts file puts each column.
struct CSVColumns: Hashable {
  /// What is wrong with a header, with the field each problem is about.
  struct HeaderError: Error {
    var problems: [(field: Int, message: String)]
  }

  static let required = ["id", "protocol", "side", "asset", "units"]
  static let optional = ["liquidationThreshold", "isCollateral", "eMode"]
  static let accepted =
    "the header names \(required.joined(separator: ", "))"
    + " and may name \(optional.joined(separator: ", "))"

  let id: Int
  let venue: Int
  let side: Int
  let asset: Int
  let units: Int
  let threshold: Int?
  let isCollateral: Int?
  let eMode: Int?
  /// The number of columns.
  let count: Int

  /// Finds the columns by name, in any order.
  static func reading(_ names: [String]) -> Result<CSVColumns, HeaderError> {
    var problems: [(field: Int, message: String)] = []
    var places: [String: Int] = [:]
    var meant: Set<String> = []
    let known = required + optional
    for (index, name) in names.enumerated() {
      if !known.contains(name) {
        let nearest = suggestion(for: name, among: known)
        if let nearest { meant.insert(nearest) }
        let hint = nearest.map { " (did you mean '\($0)'?)" } ?? ""
        problems.append((index, "no column is called '\(name)'\(hint); \(accepted)"))
      } else if places.updateValue(index, forKey: name) != nil {
        problems.append((index, "the header names '\(name)' twice"))
      }
    }
    for name in required where places[name] == nil && !meant.contains(name) {
      problems.append((0, "the header has no column '\(name)'; \(accepted)"))
    }
    guard problems.isEmpty, let id = places["id"], let venue = places["protocol"],
      let side = places["side"], let asset = places["asset"], let units = places["units"]
    else { return .failure(HeaderError(problems: problems)) }
    return .success(
      CSVColumns(
        id: id, venue: venue, side: side, asset: asset, units: units,
        threshold: places["liquidationThreshold"], isCollateral: places["isCollateral"],
        eMode: places["eMode"], count: names.count))
  }
}
