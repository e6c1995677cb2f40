import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The words, titles and descriptions in an SVG.
final class SVGTexts: NSObject, XMLParserDelegate {
  private(set) var texts: [String] = []
  private(set) var titles: [String] = []
  private(set) var descriptions: [String] = []
  private(set) var tooltips: [String] = []
  private(set) var isXML = false
  private var text = ""

  init(_ svg: Data) {
    super.init()
    let parser = XMLParser(data: svg)
    parser.delegate = self
    isXML = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    text = ""
    if name == "a", let tooltip = attributes["xlink:title"] { tooltips.append(tooltip) }
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch name {
    case "text": texts.append(text)
    case "title": titles.append(text)
    case "desc": descriptions.append(text)
    default: break
    }
  }
}
