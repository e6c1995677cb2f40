/// A length of time as files and options spell it: `30s`, `10m`, `6h`, `2d`.
public struct Span: Hashable, Sendable, CustomStringConvertible {
  public var seconds: Double

  public init(seconds: Double) { self.seconds = seconds }

  /// How a span is spelled.
  public static let accepted = "a number and s, m, h or d, as in 30s, 10m, 6h, 2d"

  private static let units: [(name: Character, seconds: Double)] = [
    ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// Reads a span; `nil` if it is spelled otherwise, or below 0.
  public init?(_ text: String) {
    guard let unit = Self.units.first(where: { $0.name == text.last }),
      let number = Double(text.dropLast()), number >= 0, number.isFinite
    else { return nil }
    seconds = number * unit.seconds
  }

  /// The span in the largest unit that makes it a whole number.
  public var description: String {
    for (name, length) in Self.units where seconds >= length {
      let count = seconds / length
      if count == count.rounded() { return "\(Int(count))\(name)" }
    }
    return seconds == seconds.rounded() && seconds < 1e15 ? "\(Int(seconds))s" : "\(seconds)s"
  }
}

extension Span {
  /// `1 d 04:30`, or `04:30`, with seconds where there are any.
  public var clock: String {
    let whole = Int(seconds.rounded())
    let (days, hours, minutes, rest) = (
      whole / 86_400, whole / 3600 % 24, whole / 60 % 60, whole % 60
    )
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (days > 0 ? "\(days) d " : "") + "\(two(hours)):\(two(minutes))"
      + (rest > 0 ? ":\(two(rest))" : "")
  }
}
