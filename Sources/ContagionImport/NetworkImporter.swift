public import ContagionModel

/// Reads files of one foreign format into a book.
///
/// A format is one file with a conforming type and one line in
/// `Catalog.networkImporters`; options, messages and `contagion rules import`
/// follow from the catalog.
public protocol NetworkImporter: Rule {
  /// By what its files are known; a file has one of these.
  static var signatures: [Signature] { get }
  /// Reads all files into the draft.
  ///
  /// - Throws: ``ImportError``; a fault of a single row goes into the draft,
  ///   which refuses to be assembled.
  func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError)
}

extension NetworkImporter {
  public static var parameters: [RuleParameter] { [] }
}

extension Catalog<any NetworkImporter> {
  /// All formats that can be imported.
  public static let networkImporters = Catalog(
    "import format",
    [
      Entry(AaveSubgraph.self) { $0 },
      Entry(CompoundV2Subgraph.self) { $0 },
      Entry(CrvUSDSubgraph.self) { $0 },
      Entry(FlatCSV.self) { $0 },
      Entry(DefiLlamaLiquidations.self) { $0 },
      Entry(DefiLlamaYields.self) { $0 },
      Entry(DuneCSV.self) { $0 },
      Entry(EulerV1.self) { $0 },
      Entry(GEXFGraph.self) { $0 },
      Entry(GraphMLGraph.self) { $0 },
      Entry(MakerIlks.self) { $0 },
      Entry(MessariSubgraph.self) { $0 },
      Entry(MorphoAPI.self) { $0 },
      Entry(NetworkRiskMeasures.self) { $0 },
      Entry(NevaExposures.self) { $0 },
      Entry(OneInchQuotes.self) { $0 },
      Entry(SiloCSV.self) { $0 },
      Entry(UniswapTicks.self) { $0 },
    ])
}
