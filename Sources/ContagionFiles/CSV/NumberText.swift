/// Numbers as files spell them: decimal or scientific notation, and no other.
///
/// A sign, digits with at most one point, and an exponent; at least one digit.
/// No separators, no hexadecimal, no names such as `nan` and `inf`.
package enum NumberText {
  /// The nearest `Double`, or `nil` if the text is no such number or is beyond
  /// the largest.
  ///
  /// Exact integers times an exact power of ten need one rounding, which is
  /// the right one; longer decimals are divided in 128 bits; everything else
  /// goes through the standard library.
  package static func value(_ bytes: ArraySlice<UInt8>) -> Double? {
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var cursor = bytes.startIndex
    let end = bytes.endIndex
    guard cursor < end else { return nil }
    let isNegative = bytes[cursor] == UInt8(ascii: "-")
    if isNegative || bytes[cursor] == UInt8(ascii: "+") { cursor += 1 }
    var hasPoint = false
    var hasDigit = false
    while cursor < end {
      let byte = bytes[cursor]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        hasDigit = true
        if mantissa > 0 || digit > 0 { digits += 1 }
        if digits <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
        if hasPoint { scale -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      cursor += 1
    }
    guard hasDigit else { return nil }
    if cursor < end {
      guard let exponent = exponent(bytes[cursor...]) else { return nil }
      scale += exponent
    }
    if digits <= 15, let magnitude = exact(mantissa, scale) {
      return isNegative ? -magnitude : magnitude
    }
    if let magnitude = quotient(mantissa, scale + max(0, digits - 19), isWhole: digits <= 19) {
      return isNegative ? -magnitude : magnitude
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// What is wrong with a text that ``value(_:)`` refuses.
  package static func fault(_ text: String) -> String {
    let accepted = "accepted: a number such as 12.5 or 1.25e3"
    if text.isEmpty { return "is empty; \(accepted)" }
    if Double(text)?.isFinite == false, text.contains(where: \.isNumber) {
      return "is '\(text)', beyond 1.8e308; \(accepted)"
    }
    let digits = text.filter { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
    if digits.count < text.count, value(ArraySlice(digits.utf8)) != nil {
      if text.allSatisfy({ $0.isNumber || "+-.,".contains($0) }) {
        return "is '\(text)', which has a comma; write '.' before decimals and no separators"
      }
      if text.allSatisfy({ $0.isNumber || "+-._' ".contains($0) }) {
        return "is '\(text)', which has spaces or separators; write \(digits)"
      }
      if text.hasSuffix("%") { return "is '\(text)', a percentage; write it as a ratio" }
    }
    return "is '\(text)'; \(accepted)"
  }

  private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, first | 0x20 == UInt8(ascii: "e") else { return nil }
    var digits = bytes.dropFirst()
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty else { return nil }
    var exponent = 0
    for byte in digits {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      exponent = min(exponent * 10 + Int(digit), 100_000)
    }
    return isNegative ? -exponent : exponent
  }

  /// `mantissa × 10^scale` where both factors are exact, or `nil`.
  private static func exact(_ mantissa: UInt64, _ scale: Int) -> Double? {
    if mantissa == 0 { return 0 }
    if scale < 0 { return scale >= -22 ? Double(mantissa) / powersOfTen[-scale] : nil }
    if scale <= 22 { return Double(mantissa) * powersOfTen[scale] }
    guard scale <= 37 else { return nil }
    let widened = Double(mantissa) * powersOfTen[scale - 22]
    return widened < 9_007_199_254_740_992 ? widened * powersOfTen[22] : nil
  }

  /// `mantissa × 10^scale` to the nearest for a scale of -19 to 0, or `nil`.
  ///
  /// If digits were cut off, the value lies between this mantissa and the next;
  /// where both round to one number it is that one.
  private static func quotient(_ mantissa: UInt64, _ scale: Int, isWhole: Bool) -> Double? {
    guard (-19...0).contains(scale), mantissa > 0, mantissa < .max else { return nil }
    let divisor = integerPowersOfTen[-scale]
    let value = quotient(mantissa, by: divisor)
    guard !isWhole else { return value }
    return quotient(mantissa + 1, by: divisor) == value ? value : nil
  }

  /// The nearest `Double` to a quotient of integers, ties to even.
  ///
  /// With both shifted up to 64 bits the integer quotient has at least 62, and
  /// a remainder sets its last bit: what is rounded off then never lies.
  private static func quotient(_ dividend: UInt64, by divisor: UInt64) -> Double {
    let (up, down) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let wide = dividend << UInt64(up)
    let (quotient, remainder) = (divisor << UInt64(down))
      .dividingFullWidth((wide >> 1, wide << 63))
    return Double(
      sign: .plus, exponent: down - up - 63,
      significand: Double(quotient | (remainder == 0 ? 0 : 1)))
  }

  private static let integerPowersOfTen: [UInt64] = (0...19).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
