import ContagionFiles

/// The latest of many dates, written as a locale writes them.
///
/// `2025-12-23…` is taken as it is. `23/12/2025 9:16` is day/month/year if any
/// first number is above 12, month/day/year if any second number is.
struct LocaleDates {
  private var parts: [(first: Int, second: Int, year: Int)] = []
  private var latestISO: String?
  private var firstPlace: Place?
  private var firstText = ""
  private var isDayFirst = false
  private var isMonthFirst = false

  mutating func add(_ text: String, _ place: Place) {
    let day = text.prefix(10)
    if day.count == 10, day.split(separator: "-").count == 3 {
      latestISO = max(latestISO ?? "", String(day))
      return
    }
    let numbers = text.prefix { $0 != " " }.split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 3 else { return }
    if firstPlace == nil { (firstPlace, firstText) = (place, text) }
    isDayFirst = isDayFirst || numbers[0] > 12
    isMonthFirst = isMonthFirst || numbers[1] > 12
    let part = (numbers[0], numbers[1], numbers[2])
    if !parts.contains(where: { $0 == part }) { parts.append(part) }
  }

  /// The latest day as `2025-12-23`; `nil` without dates.
  ///
  /// - Throws: ``ImportError`` if it cannot be told which number is the day.
  func latest() throws(ImportError) -> String? {
    guard let firstPlace else { return latestISO }
    guard isDayFirst != isMonthFirst else {
      throw .faults(
        [
          .init(
            firstPlace,
            "'\(firstText)' "
              + (isDayFirst
                ? "and others mix day/month and month/day"
                : "and all others can be day/month or month/day; leave the time column out")
              + "; accepted: 2025-12-23")
        ], more: 0)
    }
    return parts.map { part in
      let (day, month) = isDayFirst ? (part.first, part.second) : (part.second, part.first)
      return "\(part.year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }.max()
  }
}
