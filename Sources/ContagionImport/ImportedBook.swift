public import ContagionModel

/// A network from foreign files, and how it came about.
public struct ImportedBook: Sendable {
  public var network: Network
  public var report: ImportReport

  /// Reads files of a format and assembles what they say.
  ///
  /// - Throws: ``ImportError`` with everything that is wrong or missing;
  ///   nothing is repaired or made up.
  public static func read(
    _ files: [SourceFile], as format: String, with importer: any NetworkImporter,
    _ options: ImportOptions
  ) throws(ImportError) -> ImportedBook {
    let type = Swift.type(of: importer)
    for file in files {
      let head = try FileHead(file)
      let missing = type.signatures.map { $0.missing(in: head) }
      guard let nearest = missing.min(by: { $0.count < $1.count }), !nearest.isEmpty else {
        continue
      }
      throw .otherFormat(
        file.path, wanted: format, missing: nearest, looksLike: formats(of: head))
    }
    var draft = BookDraft(options)
    do throws(ImportError) {
      try importer.read(files, options, into: &draft)
    } catch {
      if case .unpriced = error { try draft.checkNames() }
      throw error
    }
    try draft.checkNames()
    var book = try draft.assembled(format: format)
    book.network.source =
      "\(format): \(files.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }.joined(separator: ", "))"
      + book.network.source
    return book
  }

  /// The formats that the beginning of a file looks like.
  public static func formats(of head: FileHead) -> [String] {
    let catalog = Catalog<any NetworkImporter>.networkImporters
    return catalog.entries.map(\.name).filter { name in
      guard let importer = try? catalog.rule(RuleChoice(name)) else { return false }
      let signatures = Swift.type(of: importer).signatures
      return signatures.contains { $0.isTelling && $0.missing(in: head).isEmpty }
    }
  }
}
