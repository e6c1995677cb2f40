/// Times as price files spell them.
enum TimeText {
  static let accepted =
    "accepted: seconds or milliseconds since 1970, 2024-01-31, 2024-01-31 17:00[:00] or with T and Z"

  /// Seconds since 1970 in UTC, or `nil`.
  static func seconds(_ text: String) -> Double? {
    if let number = NumberText.value(ArraySlice(text.utf8)) {
      return abs(number) < 1e11 ? number : number / 1000
    }
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
    guard (1...2).contains(parts.count), let days = days(parts[0]) else { return nil }
    guard parts.count == 2 else { return days * 86_400 }
    let clock = parts[1].hasSuffix("Z") ? parts[1].dropLast() : parts[1]
    let numbers = clock.split(separator: ":", omittingEmptySubsequences: false).map {
      $0.first?.isNumber == true ? NumberText.value(ArraySlice($0.utf8)) : nil
    }
    guard (2...3).contains(numbers.count), let hour = numbers[0], let minute = numbers[1],
      let second = numbers.count == 3 ? numbers[2] : 0, hour < 24, minute < 60, second < 60
    else { return nil }
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// Days since 1970 of `2024-01-31`, in the Gregorian calendar.
  ///
  /// Source: Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  private static func days(_ text: Substring) -> Double? {
    let numbers = text.split(separator: "-").map { Int($0) }
    guard text.count == 10, numbers.count == 3, let year = numbers[0], let month = numbers[1],
      let day = numbers[2], (1...12).contains(month), (1...length(of: month, year)).contains(day)
    else { return nil }
    let shifted = month > 2 ? year : year - 1
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Double(era * 146_097 + dayOfEra - 719_468)
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// A time as `2024-01-31 17:00`, or with seconds where there are any.
  static func text(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.down))
    let clock = ((whole % 86_400) + 86_400) % 86_400
    var day = (whole - clock) / 86_400 + 719_468
    let era = (day >= 0 ? day : day - 146_096) / 146_097
    day -= era * 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civil = month < 10 ? month + 3 : month - 9
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date =
      "\(year + era * 400 + (civil <= 2 ? 1 : 0))-\(two(civil))-"
      + two(dayOfYear - (153 * month + 2) / 5 + 1)
    let time = " \(two(clock / 3600)):\(two(clock / 60 % 60))"
    return date + time + (clock % 60 == 0 ? "" : ":\(two(clock % 60))")
  }
}

/// A time in UTC as `2024-01-31 17:00`, or with seconds where there are any.
public func timeText(_ secondsSince1970: Double) -> String { TimeText.text(secondsSince1970) }
