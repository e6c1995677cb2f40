import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Quotes of 1inch: what a sale of a size would have brought.
///
/// Amounts are in the tokens' smallest units, tokens are addresses; names and
/// decimals come with `--assets`. Quotes of a pair taken within an hour are a
/// ladder; its average prices are divided by that of its smallest size, and of
/// all ladders the one with the median ratio at its largest size is taken. A
/// pool is written for each pair, in the direction of the sale against the stable
/// token, else of the first quote, with the ladder's prices, lowered to the last where a larger size was
/// quoted better (an average price does not rise with size). The ladder is
/// scaled to the two tokens' prices, which come with `--price` or from the
/// network it goes into, so that a pool does not open away from the market. A
/// token's deepest pool against a stable one becomes its market pool, by the USD of
/// the sale whose average price is 2 % below the first, between two sizes on a
/// line; of equals the first.
public struct OneInchQuotes: NetworkImporter {
  public static let name = "oneinch-quotes"
  public static let summary = "Quotes of sales by size, as depth tables of pools."
  public static let source = "xenophonlabs/crvUSDrisk, 19,278 quotes of November 2023"
  public static let signatures = [
    Signature.columns(["src", "dst", "in_amount", "out_amount", "timestamp"])
  ]
  /// Quotes further apart than this, in seconds, are of two ladders.
  private static let gap = 1800.0

  private struct Quote {
    var size: Double
    var price: Double
    var time: Double
  }

  private struct Pair: Hashable {
    var base: AssetID
    var quote: AssetID
  }

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    var quotes: OrderedDictionary<Pair, [Quote]> = [:]
    for file in files {
      try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
        draft.readRow()
        guard let base = token("src", row, &draft), let quote = token("dst", row, &draft),
          let paid = draft.number(
            row.text("in_amount"), "in_amount", decimals: base.decimals, row.place("in_amount")),
          let got = draft.number(
            row.text("out_amount"), "out_amount", decimals: quote.decimals,
            row.place("out_amount")),
          let time = draft.number(row.text("timestamp"), "timestamp", row.place("timestamp"))
        else { return }
        guard paid > 0, got > 0 else { return draft.drop("nothing paid or got") }
        quotes[Pair(base: base.id, quote: quote.id), default: []].append(
          Quote(size: paid, price: got / paid, time: time))
        draft.keepRow(draft.rowsRead)
      }
    }
    var unpriced: OrderedSet<String> = []
    var deepest: [AssetID: Double] = [:]
    for (pair, list) in quotes {
      let reverse = Pair(base: pair.quote, quote: pair.base)
      if let other = quotes.index(forKey: reverse), let own = quotes.index(forKey: pair) {
        let isStable = [pair.base, pair.quote].map { draft.assets[$0]?.kind == .stable }
        guard isStable[0] == isStable[1] ? own < other : isStable[1] else { continue }
      }
      guard let base = options.prices[pair.base.name], let quote = options.prices[pair.quote.name]
      else {
        for asset in [pair.base, pair.quote] where options.prices[asset.name] == nil {
          unpriced.append(asset.name)
        }
        continue
      }
      guard let pool = pool(pair, list, at: base / quote) else { continue }
      let id = PoolID("\(pair.base)-\(pair.quote)".lowercased())
      draft.pools[id] = pool
      let depth = Self.depth(of: pool) * base
      if draft.assets[pair.base]?.kind == .base, draft.assets[pair.quote]?.kind == .stable,
        depth > deepest[pair.base] ?? 0
      {
        deepest[pair.base] = depth
        draft.assets[pair.base]?.marketPool = id
      }
    }
    guard unpriced.isEmpty || options.dropsUnpriced else { throw .unpriced(unpriced.sorted()) }
    draft.checks.append(
      .init(measure: "quotes", unit: "rows", read: Double(draft.rowsRead), stated: nil))
  }

  private func token(
    _ column: String, _ row: SourceTable.Row, _ draft: inout BookDraft
  ) -> (id: AssetID, decimals: Int)? {
    guard let address = row.text(column)?.lowercased() else {
      draft.fault(row.place(column), "column '\(column)' names no token")
      return nil
    }
    guard let decimals = draft.options.decimals[address] else {
      draft.fault(
        once: row.place(column),
        "no token of --assets has the address '\(address)'; its name and decimals are needed")
      return nil
    }
    return (draft.asset(draft.options.assetNames[address] ?? address, address: address), decimals)
  }

  private func pool(_ pair: Pair, _ list: [Quote], at price: Double) -> LiquidityPool? {
    var ladders: [[Quote]] = []
    for quote in list.sorted(by: { $0.time < $1.time }) {
      if let last = ladders.last?.last, quote.time - last.time <= Self.gap {
        ladders[ladders.count - 1].append(quote)
      } else {
        ladders.append([quote])
      }
    }
    let complete = ladders.map { $0.sorted { $0.size < $1.size } }.filter { $0.count > 1 }
    let ordered = complete.sorted { Self.fall($0) < Self.fall($1) }
    guard !ordered.isEmpty else { return nil }
    let ladder = ordered[ordered.count / 2]
    var quotes: [DepthQuote] = []
    let scale = price / ladder[0].price
    for quote in ladder.dropFirst() where quote.size > quotes.last?.size ?? ladder[0].size {
      quotes.append(
        DepthQuote(
          size: quote.size, price: min(quote.price * scale, quotes.last?.price ?? price)))
    }
    return LiquidityPool(
      base: pair.base, quote: pair.quote, formula: RuleChoice("depth-table"),
      venue: "aggregated venues (1inch)", price: price, quotes: quotes)
  }

  /// Base units whose sale brings 2 % less than the pool's price on average.
  private static func depth(of pool: LiquidityPool) -> Double {
    let price = pool.price ?? 0
    let floor = 0.98 * price
    var last = DepthQuote(size: 0, price: price)
    for quote in pool.quotes {
      if quote.price < floor {
        let share = (last.price - floor) / (last.price - quote.price)
        return last.size + share * (quote.size - last.size)
      }
      last = quote
    }
    return last.size
  }

  /// The price at a ladder's largest size as a share of that at its smallest.
  private static func fall(_ ladder: [Quote]) -> Double {
    (ladder.last?.price ?? 1) / (ladder.first?.price ?? 1)
  }
}
