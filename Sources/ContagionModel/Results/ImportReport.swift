/// What became of the rows of foreign files.
public struct ImportReport: Hashable, Sendable {
  /// Rows left out for one reason.
  public struct Drop: Hashable, Sendable {
    public var reason: String
    public var rows: Int
    /// USD of collateral, deposits and debt in them; `nil` where nothing
    /// prices them.
    public var valueUSD: Double?

    public init(reason: String, rows: Int, valueUSD: Double?) {
      self.reason = reason
      self.rows = rows
      self.valueUSD = valueUSD
    }
  }

  /// A sum over the rows beside the source's own.
  public struct Total: Hashable, Sendable {
    /// What is summed: `debt of USDC`.
    public var measure: String
    public var unit: String
    /// Over all rows read.
    public var read: Double
    /// What the source states, or `nil` if it states none.
    public var stated: Double?
    /// Over the rows kept, or `nil` for sums that have no part in the book.
    public var kept: Double?

    public init(measure: String, unit: String, read: Double, stated: Double?, kept: Double?) {
      self.measure = measure
      self.unit = unit
      self.read = read
      self.stated = stated
      self.kept = kept
    }
  }

  public var format: String
  public var rowsRead: Int
  public var rowsKept: Int
  public var accounts: Int
  public var drops: [Drop]
  public var totals: [Total]
  /// What the reader should know, in sentences.
  public var remarks: [String]

  public init(
    format: String, rowsRead: Int, rowsKept: Int, accounts: Int, drops: [Drop], totals: [Total],
    remarks: [String]
  ) {
    self.format = format
    self.rowsRead = rowsRead
    self.rowsKept = rowsKept
    self.accounts = accounts
    self.drops = drops
    self.totals = totals
    self.remarks = remarks
  }
}
