public import ContagionModel

/// Reads what sales of several sizes were quoted.
///
/// Either columns `size` and `price` (units of the base; quote units per unit on
/// average), or an aggregator's `src`, `dst`, `in_amount` and `out_amount` in the
/// smallest units of two tokens.
public enum QuotesFile {
  /// Which rows of an aggregator's file are meant.
  public struct Pair: Hashable, Sendable {
    /// The token sold and the token received, as the file spells them; case
    /// does not matter.
    public var source: String
    public var destination: String
    /// Decimals of each token.
    public var sourceDecimals: Int
    public var destinationDecimals: Int

    public init(
      source: String, destination: String, sourceDecimals: Int = 18, destinationDecimals: Int = 18
    ) {
      self.source = source
      self.destination = destination
      self.sourceDecimals = sourceDecimals
      self.destinationDecimals = destinationDecimals
    }
  }

  /// The quotes of a file, by size.
  ///
  /// - Parameters:
  ///   - path: A CSV file.
  ///   - pair: The rows to take from an aggregator's file.
  /// - Returns: Quotes of two sizes or more.
  /// - Throws: ``CSVFileError`` at the first cell that is no amount above 0, or
  ///   if the pair has fewer sizes than two.
  public static func read(_ path: String, pair: Pair? = nil) throws(CSVFileError) -> [DepthQuote] {
    let table = try CSVTable.reading(path)
    let quotes =
      if let pair { try aggregated(table, pair) } else { try plain(table) }
    guard Set(quotes.map(\.size)).count > 1 else {
      throw CSVFileError(
        path,
        "\(quotes.count) quotes of \(Set(quotes.map(\.size)).count) sizes"
          + (pair.map { " from \($0.source) to \($0.destination)" } ?? "")
          + "; a fit needs two sizes at least")
    }
    return quotes.sorted { ($0.size, $0.price) < ($1.size, $1.price) }
  }

  private static func plain(_ table: CSVTable) throws(CSVFileError) -> [DepthQuote] {
    if table.column("in_amount") != nil {
      throw CSVFileError(
        table.input.path, "an aggregator's quotes; say which pair with --src and --dst")
    }
    let size = try table.column(oneOf: ["size"], for: "units sold")
    let price = try table.column(oneOf: ["price"], for: "average price")
    var quotes: [DepthQuote] = []
    for row in table.rows {
      quotes.append(
        DepthQuote(
          size: try table.positive(row[size], in: size),
          price: try table.positive(row[price], in: price)))
    }
    return quotes
  }

  private static func aggregated(
    _ table: CSVTable, _ pair: Pair
  ) throws(CSVFileError) -> [DepthQuote] {
    let source = try table.column(oneOf: ["src"], for: "token sold")
    let destination = try table.column(oneOf: ["dst"], for: "token received")
    let sold = try table.column(oneOf: ["in_amount"], for: "amount sold")
    let received = try table.column(oneOf: ["out_amount"], for: "amount received")
    let wanted = (pair.source.lowercased(), pair.destination.lowercased())
    var quotes: [DepthQuote] = []
    for row in table.rows
    where (row[source].text.lowercased(), row[destination].text.lowercased()) == wanted {
      let size = try table.positive(row[sold], in: sold) / powerOfTen(pair.sourceDecimals)
      let units =
        try table.positive(row[received], in: received) / powerOfTen(pair.destinationDecimals)
      quotes.append(DepthQuote(size: size, price: units / size))
    }
    return quotes
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
