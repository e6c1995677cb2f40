/// A slow, obvious reader of RFC 4180.
enum CommaSeparated {
  static func fields(_ text: String) -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"": field.append(scalars.removeFirst())
      case "\"": isQuoted.toggle()
      case ",", "\r", "\n":
        guard !isQuoted else {
          field.append(scalar)
          continue
        }
        guard scalar != "\r" else { continue }
        line.append(String(field))
        field = String.UnicodeScalarView()
        if scalar == "\n" {
          lines.append(line)
          line = []
        }
      default: field.append(scalar)
      }
    }
    return lines
  }
}
