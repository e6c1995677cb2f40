import ContagionFiles
public import ContagionModel
import OrderedCollections
import RealModule

/// Liquidity of Uniswap v3 pools by tick, with the pools' prices.
///
/// A pool is two files named for its pair: `eth-usdc_liquidity.csv` with
/// `activeLiquidity`, `price0` and `tick`, rising, and `eth-usdc_price.csv` with
/// `time` and `close`, of which the latest is the pool's price; without the second
/// file the pool stands at the two tokens' prices. Liquidity in the tokens'
/// smallest units is divided by the root of their product; decimals come with
/// `--assets` and have to agree with `price0 = 1.0001^tick · 10^(base − quote)`.
/// The fee is in no file and is asked for.
///
/// A base token without a price is worth what the pool says, if its quote token
/// has one. A token's deepest pool against a stable one, by the USD of a sale
/// that lowers the price by 2 %, becomes its market pool; of equals the first.
///
/// Source: Adams et al., "Uniswap v3 Core", 2021, §6.1 (ticks) and §6.2.
public struct UniswapTicks: NetworkImporter {
  public static let name = "uniswap-ticks"
  public static let summary = "Uniswap v3 liquidity by tick, as pools of concentrated liquidity."
  public static let source = "five Uniswap v3 profiles of July and August 2025"
  public static let signatures = [
    Signature.columns(["activeLiquidity", "price0", "tick"]), .columns(["time", "close"]),
  ]
  /// `price0` is printed with eight digits.
  private static let priceTolerance = 1e-6

  private struct Profile {
    var file: SourceFile
    var ranges: [LiquidityRange] = []
  }

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    var profiles: OrderedDictionary<String, Profile> = [:]
    var closes: OrderedDictionary<String, Double> = [:]
    for file in files {
      let pair = Self.pair(file)
      if try FileHead(file).columns.contains("tick") {
        guard profiles[pair] == nil else {
          throw .option("two files give the liquidity of '\(pair)'")
        }
        profiles[pair] = Profile(file: file, ranges: try ranges(file, pair, options, &draft))
      } else {
        closes[pair] = try lastClose(file, &draft)
      }
    }
    for pair in closes.keys where profiles[pair] == nil {
      throw .option(
        "prices of '\(pair)' without its liquidity; the file is named \(pair)_liquidity.csv")
    }
    guard let fee = options.fee else {
      throw .noFee(Array(profiles.keys))
    }
    guard draft.faultCount == 0 else { return }
    var deepest: [AssetID: Double] = [:]
    for (pair, profile) in profiles {
      add(pair, profile, closes[pair], fee, options, &draft, &deepest)
    }
    draft.checks.append(
      .init(
        measure: "ticks", unit: "rows",
        read: Double(profiles.values.reduce(0) { $0 + $1.ranges.count }), stated: nil))
  }

  /// `eth-usdc` of `folder/eth-usdc_liquidity.csv.gz`.
  private static func pair(_ file: SourceFile) -> String {
    let name = file.path.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "_" && $0 != "." }).lowercased()
  }

  private static func tokens(_ pair: String) -> [String]? {
    let parts = pair.split(separator: "-").map(String.init)
    return parts.count == 2 ? parts : nil
  }

  private func decimals(_ token: String, _ options: ImportOptions) -> Int? {
    options.decimals[token] ?? options.decimals[token.uppercased()]
  }

  private func asset(_ token: String, _ options: ImportOptions, _ draft: inout BookDraft) -> AssetID
  {
    draft.asset(options.assetNames[token] ?? token.uppercased())
  }

  private func ranges(
    _ file: SourceFile, _ pair: String, _ options: ImportOptions, _ draft: inout BookDraft
  ) throws(ImportError) -> [LiquidityRange] {
    let start = Place(file: file.path, line: 1, column: 1)
    guard let tokens = Self.tokens(pair) else {
      draft.fault(
        start, "the file's name gives no pair; accepted: BASE-QUOTE_liquidity.csv")
      return []
    }
    let missing = tokens.filter { decimals($0, options) == nil }
    guard missing.isEmpty, let base = decimals(tokens[0], options),
      let quote = decimals(tokens[1], options)
    else {
      draft.fault(
        start,
        "decimals of \(missing.map { "'\($0)'" }.joined(separator: " and ")) are missing;"
          + " without them liquidity cannot be scaled; give --assets FILE with asset,decimals")
      return []
    }
    let unit = Double.pow(10, Double(base + quote) / 2)
    let step = Double.pow(10, base - quote)
    var ranges: [LiquidityRange] = []
    try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
      draft.readRow()
      guard
        let liquidity = draft.number(
          row.text("activeLiquidity"), "activeLiquidity", row.place("activeLiquidity")),
        let price = draft.number(row.text("price0"), "price0", row.place("price0")),
        let tick = draft.number(row.text("tick"), "tick", row.place("tick"))
      else { return }
      guard liquidity >= 0 else {
        return draft.fault(
          row.place("activeLiquidity"), "activeLiquidity is \(liquidity); accepted: 0 or more")
      }
      let expected = Double.pow(1.0001, tick) * step
      guard abs(price - expected) <= Self.priceTolerance * expected else {
        return draft.fault(
          row.place("price0"),
          "price0 is \(price), but tick \(Int(tick)) with \(base) and \(quote) decimals is"
            + " \(expected); the decimals of --assets are of other tokens")
      }
      guard price > ranges.last?.price ?? -1 else {
        return draft.fault(row.place("tick"), "ticks do not rise")
      }
      ranges.append(LiquidityRange(price: price, liquidity: liquidity / unit))
      draft.keepRow(draft.rowsRead)
    }
    return ranges
  }

  private func lastClose(
    _ file: SourceFile, _ draft: inout BookDraft
  ) throws(ImportError) -> Double? {
    var last: (time: Double, price: Double)?
    try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
      draft.readRow()
      guard let time = draft.number(row.text("time"), "time", row.place("time")),
        let close = draft.number(row.text("close"), "close", row.place("close"))
      else { return }
      guard close > 0 else {
        return draft.fault(row.place("close"), "close is \(close); accepted: above 0")
      }
      draft.drop("price other than the latest")
      if time >= last?.time ?? -.infinity { last = (time, close) }
    }
    return last?.price
  }

  private func add(
    _ pair: String, _ profile: Profile, _ close: Double?, _ fee: Double, _ options: ImportOptions,
    _ draft: inout BookDraft, _ deepest: inout [AssetID: Double]
  ) {
    guard let tokens = Self.tokens(pair) else { return }
    let base = asset(tokens[0], options, &draft)
    let quote = asset(tokens[1], options, &draft)
    let known = [base, quote].map { options.prices[$0.name] ?? draft.assets[$0]?.priceUSD }
    let market = known[0].flatMap { first in known[1].map { first / $0 } }
    guard let price = close ?? market else {
      return draft.fault(
        Place(file: profile.file.path, line: 1, column: 1),
        "the pool's price is missing; give \(pair)_price.csv too, or --price for both tokens")
    }
    if known[0] == nil { draft.assets[base]?.priceUSD = known[1].map { $0 * price } }
    if let market, abs(market / price - 1) > 0.001 {
      draft.remarks.append(
        "pool '\(pair)' stands at \(Wording.number(price)) and the tokens' prices at"
          + " \(Wording.number(market)): it opens away from the market")
    }
    draft.pools[PoolID(pair)] = LiquidityPool(
      base: base, quote: quote, formula: RuleChoice("concentrated"), fee: fee,
      venue: "Uniswap v3", price: price, ranges: profile.ranges)
    let depth =
      Self.units(of: profile.ranges, from: price, to: 0.98 * price)
      * (options.prices[base.name] ?? draft.assets[base]?.priceUSD ?? 0)
    if draft.assets[base]?.kind == .base, draft.assets[quote]?.kind == .stable,
      depth > deepest[base] ?? 0
    {
      deepest[base] = depth
      draft.assets[base]?.marketPool = PoolID(pair)
    }
  }

  /// Base units whose sale takes the price from one to another:
  /// `Σ L·(1/√low − 1/√high)` over the ranges between.
  static func units(of ranges: [LiquidityRange], from high: Double, to low: Double) -> Double {
    ranges.indices.reduce(0) { sum, row in
      let upper = min(high, row + 1 < ranges.count ? ranges[row + 1].price : .infinity)
      let lower = max(low, ranges[row].price)
      guard upper > lower else { return sum }
      return sum + ranges[row].liquidity * (1 / lower.squareRoot() - 1 / upper.squareRoot())
    }
  }
}
