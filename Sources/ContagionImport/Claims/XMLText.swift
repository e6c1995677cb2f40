import ContagionFiles
import Foundation
import XMLCoder

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// How XML is written and read here.
enum XMLText {
  /// A document with its header, indented.
  static func encoded(_ document: some Encodable, root: String) throws -> Data {
    let encoder = XMLEncoder()
    encoder.outputFormatting = .prettyPrinted
    encoder.prettyPrintIndentation = .spaces(2)
    return try encoder.encode(
      document, withRootKey: root, header: XMLHeader(version: 1.0, encoding: "UTF-8"))
  }

  /// A document of a type.
  ///
  /// - Throws: ``ImportError`` for what is no XML, with the line where the parser
  ///   stopped, and for an element or attribute that is missing.
  static func decoded<Document: Decodable>(
    _ type: Document.Type, from bytes: [UInt8], in file: String
  ) throws(ImportError) -> Document {
    do {
      return try XMLDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      let words = (error as? DecodingError).flatMap(message)
      let line = words == nil ? lastLine(bytes) : 1
      throw .faults(
        [
          .init(
            Place(file: file, line: line, column: 1), words ?? "the text is not well-formed XML")
        ], more: 0)
    }
  }

  /// Where the parser stops.
  private static func lastLine(_ bytes: [UInt8]) -> Int {
    let parser = XMLParser(data: Data(bytes))
    let delegate = Listener()
    parser.delegate = delegate
    _ = parser.parse()
    return max(1, parser.lineNumber, delegate.line)
  }

  /// Notes where the parser finds an error.
  private final class Listener: NSObject, XMLParserDelegate {
    private(set) var line = 1

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
      line = parser.lineNumber
    }
  }

  /// What is missing in well-formed XML; `nil` if it is not well-formed.
  private static func message(_ error: DecodingError) -> String? {
    func path(_ context: DecodingError.Context) -> String {
      let names = context.codingPath.map(\.stringValue).filter { !$0.isEmpty }
      return names.isEmpty ? "the root" : names.joined(separator: "/")
    }
    switch error {
    case .keyNotFound(let key, let context):
      let parent =
        context.codingPath.last?.stringValue == key.stringValue ? "the root" : path(context)
      return "\(parent) has no '\(key.stringValue)'"
    case .valueNotFound(_, let context): return "\(path(context)) is empty"
    case .typeMismatch(_, let context): return "\(path(context)): \(context.debugDescription)"
    case .dataCorrupted: return nil
    @unknown default: return "the text cannot be read"
    }
  }
}
