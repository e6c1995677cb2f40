public import Foundation

extension Graphviz {
  /// An SVG with a title and a description that screen readers read aloud.
  ///
  /// Data without an `<svg …>` element comes back as it is.
  public static func accessible(svg: Data, title: String, description: String) -> Data {
    let text = String(decoding: svg, as: UTF8.self)
    guard let start = text.range(of: "<svg"),
      let end = text.range(of: ">", range: start.upperBound..<text.endIndex)
    else { return svg }
    let opening =
      text[..<start.upperBound] + " role=\"img\" aria-labelledby=\"title desc\""
      + text[start.upperBound..<end.upperBound]
    let words =
      "\n<title id=\"title\">\(escaped(title))</title>"
      + "\n<desc id=\"desc\">\(escaped(description))</desc>"
    return Data((opening + words + text[end.upperBound...]).utf8)
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\n", "\t": escaped += " "
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
