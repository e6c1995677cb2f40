import CGraphviz
public import Foundation
import GraphvizShims
import Synchronization

/// Layout and rendering by the linked Graphviz library.
public enum Graphviz {
  /// Dots per inch of PNG: a diagram of 700 points is 1,400 pixels wide.
  public static let resolution = 144

  /// Graphviz keeps static state and cannot work for two callers at once.
  private static let turn = Mutex(())

  /// Draws a diagram with the layout it is made for; an SVG gets its title and
  /// summary as alternative text.
  ///
  /// - Throws: ``DiagramError`` with Graphviz's own words.
  public static func picture(of dot: DOT, as format: String) throws(DiagramError) -> Data {
    let picture = try picture(of: dot.text, as: format, layout: dot.layout)
    guard format == "svg" || format.hasPrefix("svg:") else { return picture }
    return accessible(svg: picture, title: dot.title, description: dot.summary)
  }

  /// Draws DOT text.
  ///
  /// A `layout` attribute in the text wins over `engine`, as it does in
  /// Graphviz's own programs.
  ///
  /// - Throws: ``DiagramError`` with Graphviz's own words.
  public static func picture(
    of dot: String, as format: String, layout engine: String = "dot"
  ) throws(DiagramError) -> Data {
    try turn.withLock { _ throws(DiagramError) in
      shim_capture_errors()
      guard let context = gvContext() else { throw .layout("no memory", engine: engine) }
      defer { gvFreeContext(context) }
      let graph = try graph(in: dot)
      defer { agclose(graph) }
      if format.hasPrefix("png") { shim_set_default(graph, "dpi", "\(resolution)") }
      guard gvLayout(context, graph, engine) == 0 else {
        throw .layout(messages(else: "it gave no reason"), engine: engine)
      }
      defer { gvFreeLayout(context, graph) }
      var bytes: UnsafeMutablePointer<CChar>?
      var length = 0
      guard shim_render(context, graph, format, &bytes, &length) == 0, let bytes else {
        throw .rendering(messages(else: "it gave no reason"), format: format)
      }
      defer { gvFreeRenderData(bytes) }
      let picture = Data(bytes: bytes, count: length)
      return format.hasPrefix("pdf") ? undated(pdf: picture) : picture
    }
  }

  /// A PDF without the time at which it was drawn: the same diagram gives the
  /// same bytes.
  ///
  /// The date is overwritten in place, since a PDF counts bytes.
  private static func undated(pdf: Data) -> Data {
    var pdf = pdf
    let key = Data("/CreationDate (D:".utf8)
    guard let found = pdf.range(of: key), found.upperBound + 14 <= pdf.endIndex else { return pdf }
    pdf.replaceSubrange(found.upperBound..<found.upperBound + 14, with: Data("19700101000000".utf8))
    return pdf
  }

  /// Whether Graphviz finds a font: without one it draws boxes instead of
  /// letters and says nothing.
  ///
  /// Boxes are all equally wide; letters are not.
  public static func findsFont() throws(DiagramError) -> Bool {
    func width(_ text: String) throws(DiagramError) -> Double {
      let graph = "graph { node [fontname=\"DejaVu Sans\", margin=0]; a [label=\"\(text)\"] }"
      let plain = String(decoding: try picture(of: graph, as: "plain"), as: UTF8.self)
      let words = plain.split(separator: " ")
      return words.firstIndex(of: "a").flatMap { Double(words[$0 + 3]) } ?? 0
    }
    return try width("WWWWWWWWWWWWWWWW") > 1.5 * width("iiiiiiiiiiiiiiii")
  }

  /// The names of the nodes that Graphviz reads in DOT text.
  package static func nodeNames(of dot: String) throws(DiagramError) -> [String] {
    try turn.withLock { _ throws(DiagramError) in
      shim_capture_errors()
      let graph = try graph(in: dot)
      defer { agclose(graph) }
      var names: [String] = []
      var node = agfstnode(graph)
      while let found = node {
        if let name = agnameof(found) { names.append(String(cString: name)) }
        node = agnxtnode(graph, found)
      }
      return names
    }
  }

  /// Reads the first graph of DOT text; the caller closes it.
  ///
  /// Graphviz's reader keeps what follows a graph, be it a line feed, and puts
  /// it before the next text; so that is read first and forgotten.
  private static func graph(
    in dot: String
  ) throws(DiagramError) -> UnsafeMutablePointer<Agraph_t> {
    while let rest = agmemread("") { agclose(rest) }
    shim_capture_errors()
    agsetfile(nil)
    guard let graph = agmemread(dot) else { throw .syntax(messages(else: "it has no graph")) }
    return graph
  }

  private static func messages(else fallback: String) -> String {
    let messages = String(cString: shim_captured_errors())
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return messages.isEmpty ? fallback : messages
  }
}
