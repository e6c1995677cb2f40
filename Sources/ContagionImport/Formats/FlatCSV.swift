public import ContagionModel

/// Any flat table, by a mapping file.
public struct FlatCSV: NetworkImporter {
  public static let name = "csv"
  public static let summary =
    "Any flat table of positions, by a mapping file that is proposed from its first rows."
  public static let source = "the mapping file"
  public static let signatures = [Signature.columns([])]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    guard let mapping = options.mapping else {
      throw try MappingProposal.needed(for: files, options)
    }
    var reading = FlatReading(mapping, options)
    try reading.read(files, into: &draft)
  }
}
