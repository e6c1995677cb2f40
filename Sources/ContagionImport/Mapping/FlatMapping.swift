/// How the columns of a flat table become entries of accounts.
public struct FlatMapping: Hashable, Sendable {
  /// A fixed text, or the text of a column.
  public enum Source: Hashable, Sendable {
    case fixed(String)
    case column(String)
  }

  /// What each row adds to its account.
  public struct Entry: Hashable, Sendable {
    /// `collateral`, `debt` or `deposit`.
    public var side: Source
    public var asset: Source
    /// The asset's symbol, where `asset` is an address.
    public var symbol: String?
    public var units: String
    /// Whether `units` are the token's smallest ones, to be scaled by decimals.
    public var isRaw = false
    public var decimals: String?
    public var threshold: String?
    /// What a threshold is multiplied with: 0.0001 for basis points.
    public var thresholdScale = 1.0
    /// USD of one unit.
    public var price: String?
    /// USD of the row's units, from which the price follows if no column gives it.
    public var usd: String?

    public init(
      side: Source, asset: Source, symbol: String? = nil, units: String, isRaw: Bool = false
    ) {
      self.side = side
      self.asset = asset
      self.symbol = symbol
      self.units = units
      self.isRaw = isRaw
    }

    var hasPrice: Bool { price != nil || usd != nil }
  }

  /// Columns of a table with one row an account that sum up what it has.
  public struct Totals: Hashable, Sendable {
    public var weightedCollateral: String
    public var debt: String

    public init(weightedCollateral: String, debt: String) {
      self.weightedCollateral = weightedCollateral
      self.debt = debt
    }
  }

  /// The columns of one table.
  public struct Columns: Hashable, Sendable {
    public var account: String
    public var venue: String?
    public var time: String?
    public var entries: [Entry] = []
    public var totals: Totals?

    public init(account: String) { self.account = account }

    /// Every column that is named.
    var named: [String] {
      var names = [account, venue, time, totals?.weightedCollateral, totals?.debt].compactMap { $0 }
      for entry in entries {
        if case .column(let name) = entry.side { names.append(name) }
        if case .column(let name) = entry.asset { names.append(name) }
        names += [
          entry.symbol, entry.units, entry.decimals.flatMap { Int($0) == nil ? $0 : nil },
          entry.threshold, entry.price, entry.usd,
        ].compactMap { $0 }
      }
      return names
    }
  }

  public var venue = "protocol"
  public var kind = "pooled"
  public var closeFactor = "plain"
  public var recognition = "deficit"
  /// `nil` if the mapping leaves it to `--bonus` or `--parameters`.
  public var bonus: Double?
  /// The asset in which totals are given; `nil` for USD.
  public var numeraire: String?
  public var prices: [String: Double] = [:]
  /// Whether rows of one account, side and asset are added up.
  public var sumsRows = false
  public var tables: [Columns] = []

  public init() {}
}
