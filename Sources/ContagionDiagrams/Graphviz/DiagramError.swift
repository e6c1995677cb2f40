/// Why Graphviz gave no picture, in its own words.
public enum DiagramError: Error, Hashable, Sendable, CustomStringConvertible {
  case syntax(String)
  case layout(String, engine: String)
  case rendering(String, format: String)

  public var description: String {
    switch self {
    case .syntax(let message): "the diagram is not DOT: \(message)"
    case .layout(let message, let engine):
      "no layout by '\(engine)': \(message)" + Self.hint(message)
    case .rendering(let message, let format):
      "no picture as '\(format)': \(message)" + Self.hint(message)
    }
  }

  private static func hint(_ message: String) -> String {
    guard message.contains("not recognized") else { return "" }
    return "; if the name is right, Graphviz has no list of its plug-ins, which"
      + " 'libgvc6-config-update -c' (Debian, Ubuntu) or 'dot -c' (elsewhere) writes"
  }
}
