public import ContagionModel
public import Foundation

/// A form in which other programs read a network's exposures.
///
/// To add one: a file here, a line in the catalog below, a test.
public protocol NetworkExporter: Rule {
  init()
  /// The file's bytes; the same graph gives the same bytes.
  ///
  /// - Throws: The encoder's error; no graph is known to cause one.
  func file(of graph: NetworkGraph) throws -> Data
}

extension NetworkExporter {
  public static var parameters: [RuleParameter] { [] }

  public init(_ values: RuleValues) { self.init() }
}

extension Catalog where Kind == any NetworkExporter {
  /// Every export format. Add yours here.
  public static let networkExporters = Catalog(
    "export format",
    [
      Entry(GraphMLExport.self) { $0 },
      Entry(GEXFExport.self) { $0 },
      Entry(DOTExport.self) { $0 },
      Entry(NodeLinkExport.self) { $0 },
      Entry(NevaExport.self) { $0 },
    ])
}
