/// Numbers in words, each with its unit.
public enum Figure {
  /// Dollars: `$57,972`, `$1.23 M`, `−$0.42`.
  public static func usd(_ amount: Double) -> String {
    guard amount.isFinite else { return "n/a" }
    let sign = amount < 0 ? "−" : ""
    let size = abs(amount)
    switch size {
    case ..<1e-6: return "$0"
    case ..<0.005: return "\(sign)<$0.01"
    case ..<100: return "\(sign)$\(fixed(size, 2))"
    case ..<999_999.5: return "\(sign)$\(fixed(size, 0))"
    case ..<999.995e6: return "\(sign)$\(significant(size / 1e6)) M"
    case ..<999.995e9: return "\(sign)$\(significant(size / 1e9)) B"
    case ..<1e18: return "\(sign)$\(significant(size / 1e12)) T"
    default: return "\(sign)$\(size)"
    }
  }

  /// A price in dollars: `$1,525.15`, `$0.9987`.
  public static func price(_ price: Double) -> String {
    guard price.isFinite else { return "n/a" }
    let size = abs(price)
    guard size >= 1e-6 || size == 0, size < 1e12 else { return "$\(price)" }
    let sign = price < 0 ? "−" : ""
    let decimals =
      switch size {
      case 0: 0
      case ..<0.001: 8
      case ..<0.1: 6
      case ..<10: 4
      default: 2
      }
    let digits = fixed(size, decimals)
    return "\(sign)$" + (decimals > 2 || digits.hasSuffix(".00") ? trim(digits) : digits)
  }

  /// Units of an asset: `680.6 ETH`, `1.23 M USDC`.
  public static func units(_ units: Double, of asset: String) -> String {
    guard units.isFinite else { return "n/a \(asset)" }
    let sign = units < 0 ? "−" : ""
    let size = abs(units)
    let number =
      switch size {
      case ..<1: trim(fixed(size, 4))
      case ..<10_000: trim(fixed(size, 1))
      case ..<999_999.5: fixed(size, 0)
      case ..<999.995e6: significant(size / 1e6) + " M"
      case ..<999.995e9: significant(size / 1e9) + " B"
      case ..<1e15: significant(size / 1e12) + " T"
      default: "\(size)"
      }
    return "\(sign)\(number) \(asset)"
  }

  /// A share as a percentage: `5.9 %`, `<0.1 %`; what is little below 0 is `≈ 0 %`.
  public static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "n/a" }
    let sign = share < 0 ? "−" : ""
    let percent = abs(share) * 100
    switch percent {
    case 0: return "0 %"
    case ..<0.05: return share < 0 ? "≈ 0 %" : "<0.1 %"
    case ..<99.95: return "\(sign)\(fixed(percent, 1)) %"
    case ..<1e9: return "\(sign)\(fixed(percent, 0)) %"
    default: return "\(sign)\(percent) %"
    }
  }

  /// A ratio of two amounts: `1.46`.
  public static func ratio(_ ratio: Double) -> String {
    guard ratio.isFinite, abs(ratio) < 1e9 else { return ratio.isFinite ? "\(ratio)" : "n/a" }
    return (ratio < 0 ? "−" : "") + fixed(abs(ratio), 2)
  }

  /// The change from one value to another: `−19 %`, `+0.3 %`.
  public static func change(from opening: Double, to closing: Double) -> String {
    guard opening > 0 else { return "n/a" }
    let share = closing / opening - 1
    if abs(share) < 0.0005 { return share == 0 ? "0 %" : "≈ 0 %" }
    return (share > 0 ? "+" : "") + percent(share)
  }

  /// A count with its noun: `1 account`, `23 accounts`.
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped("\(number)")) \(noun)\(number == 1 ? "" : "s")"
  }

  /// At most three decimals, without zeros at the end, for attributes.
  static func trimmed(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "0" }
    let text = fixed(abs(number), 3, separator: "")
    return (number < 0 && text != "0.000" ? "-" : "") + trim(text)
  }

  /// Three significant digits at least: `1.23`, `12.3`, `123`.
  private static func significant(_ number: Double) -> String {
    fixed(number, number < 9.995 ? 2 : number < 99.95 ? 1 : 0)
  }

  private static func trim(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text[...]
    while text.hasSuffix("0") { text = text.dropLast() }
    if text.hasSuffix(".") { text = text.dropLast() }
    return String(text)
  }

  private static func fixed(_ number: Double, _ decimals: Int, separator: String = ",") -> String {
    let scale = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000][decimals]
    let scaled = Int((number * Double(scale)).rounded())
    let whole = separator.isEmpty ? "\(scaled / scale)" : grouped("\(scaled / scale)")
    guard decimals > 0 else { return whole }
    let part = "\(scaled % scale)"
    return "\(whole).\(String(repeating: "0", count: decimals - part.count))\(part)"
  }

  private static func grouped(_ digits: String) -> String {
    var grouped = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    return grouped
  }
}
