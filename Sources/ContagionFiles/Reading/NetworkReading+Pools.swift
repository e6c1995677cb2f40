import ContagionModel
import OrderedCollections

extension NetworkReading {
  static let poolKeys = [
    "venue", "chain", "formula", "fee", "reserves", "pair", "price", "quotes",
  ]

  mutating func pools(_ item: Item?) -> OrderedDictionary<PoolID, LiquidityPool> {
    var pools: OrderedDictionary<PoolID, LiquidityPool> = [:]
    for (name, item) in entries(item, of: "pools") { pools[PoolID(name)] = pool(item) }
    return pools
  }

  private mutating func pool(_ item: Item) -> LiquidityPool {
    let fields = fields(
      item, of: "a pool", Self.poolKeys, required: ["formula"], takesOthers: true)
    let known = Self.poolKeys + Self.provenance
    var parameters: Fields = [:]
    for (key, child) in fields where !known.contains(key) {
      if isNumeric(child) {
        parameters[key] = child
      } else {
        unknownKey(child, of: "a pool", known)
      }
    }
    var formula = rule(fields["formula"]) ?? RuleChoice("")
    formula.values.merge(ruleValues(parameters)) { _, beside in beside }
    let sides = sides(of: item, fields)
    return LiquidityPool(
      base: sides.base, quote: sides.quote, formula: formula, fee: number(fields["fee"]) ?? 0,
      venue: text(fields["venue"]), chain: text(fields["chain"]), baseReserve: sides.baseReserve,
      quoteReserve: sides.quoteReserve, price: number(fields["price"]),
      quotes: quotes(fields["quotes"]))
  }

  private struct Sides {
    var base = AssetID("")
    var quote = AssetID("")
    var baseReserve: Double?
    var quoteReserve: Double?
  }

  /// The two assets of a pool, from its reserves or from its pair.
  private mutating func sides(of pool: Item, _ fields: Fields) -> Sides {
    switch (fields["reserves"], fields["pair"]) {
    case (let reserves?, nil):
      let sides = entries(reserves, of: "units by asset")
      guard sides.count == 2 else {
        fault(reserves, "'reserves' has \(sides.count) assets; accepted: the base, then the quote")
        return Sides()
      }
      let (base, quote) = (sides.elements[0], sides.elements[1])
      return Sides(
        base: AssetID(base.key), quote: AssetID(quote.key), baseReserve: number(base.value),
        quoteReserve: number(quote.value))
    case (nil, let pair?):
      let names = list(pair, of: "two assets").compactMap { text($0) }
      guard names.count == 2 else {
        fault(pair, "'pair' has \(names.count) assets; accepted: [base, quote]")
        return Sides()
      }
      if fields["price"] == nil {
        fault(pool, "a pool with a 'pair' needs the 'price' of its base at size 0")
      }
      return Sides(base: AssetID(names[0]), quote: AssetID(names[1]))
    case (.some, .some):
      fault(pool, "a pool has 'reserves' or a 'pair', not both")
    case (nil, nil):
      fault(pool, "a pool needs 'reserves: {BASE: units, QUOTE: units}' or 'pair: [BASE, QUOTE]'")
    }
    return Sides()
  }

  private mutating func quotes(_ item: Item?) -> [DepthQuote] {
    list(item, of: "{size, price}").compactMap { line in
      let fields = fields(line, of: "a quote", ["size", "price"], required: ["size", "price"])
      guard let size = number(fields["size"]), let price = number(fields["price"]) else {
        return nil
      }
      return DepthQuote(size: size, price: price)
    }
  }
}
