import OrderedCollections

extension Network {
  /// Numbers of assets and outside markets that cannot be meant.
  func assetFindings() -> [Finding] {
    var values = ValueFindings()
    for (id, asset) in assets {
      let path = "assets.\(id)"
      values.positive(asset.price, "price", in: path)
      values.positive(asset.peg, "peg", in: path)
      values.positive(asset.volatility, "volatility", in: path)
      if let volatility = asset.volatility, volatility > 10, volatility.isFinite {
        values.add(
          at: "\(path).volatility",
          "volatility is \(Wording.number(volatility)); accepted: 10 a year or less;"
            + " 80 % is written 0.8")
      }
      if asset.volatility != nil, asset.kind == .receipt {
        values.add(
          at: "\(path).volatility",
          "a receipt moves with what stands behind it; a base or stable asset has 'volatility'")
      }
      switch (asset.kind, asset.issuer) {
      case (.receipt, nil):
        values.add(at: path, "a receipt needs an 'issuer': an issuer, a pool, or PROTOCOL/ASSET")
      case (.base, .some), (.stable, .some):
        values.add(
          at: "\(path).issuer", "a \(asset.kind.rawValue) asset has no issuer; 'kind: receipt' has")
      default: break
      }
    }
    for (id, market) in externalMarkets {
      let path = "externalMarkets.\(id)"
      values.positive(market.price, "price", in: path)
      if let price = assets[id]?.price, price != market.price {
        values.add(
          at: "\(path).price",
          "the outside price of \(id) is \(Wording.number(market.price)) here and \(Wording.number(price)) in assets"
        )
      }
    }
    return values.findings
  }

  /// Numbers of pools that cannot be meant.
  func poolFindings() -> [Finding] {
    var values = ValueFindings()
    for (id, pool) in pools {
      let path = "pools.\(id)"
      if !(0..<1).contains(pool.fee) {
        values.add(
          at: "\(path).fee", "the fee is \(Wording.number(pool.fee)); accepted: 0 or more, below 1")
      }
      if pool.base == pool.quote {
        values.add(at: path, "base and quote are both \(pool.base)")
      }
      values.positive(
        pool.baseReserve, "the reserve of \(pool.base)", in: path, key: "reserves.\(pool.base)")
      values.positive(
        pool.quoteReserve, "the reserve of \(pool.quote)", in: path, key: "reserves.\(pool.quote)")
      values.positive(pool.price, "price", in: path)
      var last = DepthQuote(size: 0, price: pool.price ?? .infinity)
      for (index, quote) in pool.quotes.enumerated() {
        let line = "\(path).quotes[\(index)]"
        values.positive(quote.price, "price", in: line)
        if !(quote.size > last.size && quote.size.isFinite) {
          values.add(
            at: "\(line).size",
            "size \(Wording.number(quote.size)) follows \(Wording.number(last.size)); sizes rise from above 0"
          )
        }
        if quote.price > last.price {
          values.add(
            at: "\(line).price",
            "price \(Wording.number(quote.price)) follows \(Wording.number(last.price)); the average price does not rise with size"
          )
        }
        last = quote
      }
      values.ranges(of: pool, at: path)
    }
    return values.findings
  }

  /// Numbers of issuers that cannot be meant, and issuers without one receipt.
  func issuerFindings() -> [Finding] {
    var values = ValueFindings()
    for (id, issuer) in issuers {
      let path = "issuers.\(id)"
      values.positive(issuer.supply, "supply", in: path)
      for holding in issuer.holdings {
        values.units(holding.units, of: holding.asset, at: "\(path).holdings.\(holding.asset)")
      }
      for allocation in issuer.allocations {
        values.units(
          allocation.units, of: allocation.reserve.asset,
          at: "\(path).allocations.\(allocation.reserve)")
      }
      let receipts = receipts(of: id)
      if receipts.isEmpty {
        values.add(at: path, "no asset has 'issuer: \(id)'; an issuer needs a receipt")
      } else if receipts.count > 1 {
        let names = receipts.map(\.name).joined(separator: ", ")
        values.add(at: path, "\(names) are all its receipts; an issuer has one")
      }
    }
    return values.findings
  }

  /// Risk parameters and balances of protocols that cannot be meant.
  func protocolFindings() -> [Finding] {
    var values = ValueFindings()
    for (id, lendingProtocol) in protocols {
      let base = "protocols.\(id)"
      for (asset, reserve) in lendingProtocol.reserves {
        let path = "\(base).reserves.\(asset)"
        values.ratio(reserve.loanToValue, "ltv", in: path)
        values.ratio(reserve.liquidationThreshold, "liquidationThreshold", in: path)
        values.ratio(reserve.bonus, "bonus", in: path)
        values.ratio(reserve.protocolFee, "protocolFee", in: path)
        values.ratio(reserve.reserveFactor, "reserveFactor", in: path)
        if reserve.reserveFactor != nil, reserve.rate == nil {
          values.add(
            at: "\(path).reserveFactor",
            "without a 'rate' there is no interest to keep a share of")
        }
        let threshold =
          reserve.liquidationThreshold ?? lendingProtocol.defaultLiquidationThreshold
        if let ltv = reserve.loanToValue, let threshold, ltv <= 1, threshold <= 1, ltv > threshold {
          values.add(
            at: "\(path).ltv",
            "ltv \(Wording.number(ltv)) is above the liquidation threshold \(Wording.number(threshold))"
          )
        }
        for (key, units) in [
          ("deposits", reserve.deposits), ("cash", reserve.cash), ("loans", reserve.loans),
          ("deficit", reserve.deficit),
        ] {
          values.notNegative(units, key, in: path)
        }
        if !reserve.protocolReserves.isFinite {
          values.add(at: "\(path).protocolReserves", "protocolReserves is not a finite number")
        }
      }
      values.programme(of: lendingProtocol, at: base)
      for (name, eMode) in lendingProtocol.eModes {
        let path = "\(base).eModes.\(name)"
        values.ratio(eMode.liquidationThreshold, "liquidationThreshold", in: path)
        values.ratio(eMode.bonus, "bonus", in: path)
      }
    }
    return values.findings
  }
}

extension ValueFindings {
  /// Payers without money, or two of one kind for one reserve.
  fileprivate mutating func programme(of lendingProtocol: LendingProtocol, at base: String) {
    var stakes: Set<AssetID> = []
    var offsets: Set<AssetID?> = []
    for (place, payer) in lendingProtocol.programme.enumerated() {
      let path = "\(base).programme[\(place)]"
      if let asset = payer.asset, lendingProtocol.reserves[asset] == nil {
        add(
          at: "\(path).asset",
          Wording.unknown("reserve", asset.name, among: lendingProtocol.reserves.keys.map(\.name)))
      }
      switch payer.cover {
      case .offset(let usd):
        notNegative(usd, "offset", in: path)
        if !offsets.insert(payer.asset).inserted {
          add(at: path, "a second offset for the same reserves; accepted: one, with the sum")
        }
      case .stake(let units):
        notNegative(units, "staked", in: path)
        if let asset = payer.asset, !stakes.insert(asset).inserted {
          add(at: path, "a second stake of \(asset); accepted: one, with the sum")
        }
      }
    }
  }

  /// A profile of liquidity whose prices do not rise, or that holds none at the pool's price.
  fileprivate mutating func ranges(of pool: LiquidityPool, at path: String) {
    var last = -1.0
    for (index, range) in pool.ranges.enumerated() {
      let line = "\(path).ranges[\(index)]"
      notNegative(range.price, "price", in: line)
      notNegative(range.liquidity, "liquidity", in: line)
      if range.price <= last {
        add(
          at: "\(line).price",
          "price \(Wording.number(range.price)) follows \(Wording.number(last)); prices rise")
      }
      last = range.price
    }
    guard !pool.ranges.isEmpty, let price = pool.price else { return }
    let here = pool.ranges.last { $0.price <= price }
    guard (here?.liquidity ?? 0) <= 0 else { return }
    add(
      at: "\(path).ranges",
      "no liquidity lies at the price of \(Wording.number(price)); accepted: a range that starts at"
        + " or below it and holds liquidity")
  }
}

extension Network {
  /// The receipts that name an issuer; a sound network has one.
  func receipts(of issuer: IssuerID) -> [AssetID] {
    assets.elements
      .filter { $0.value.kind == .receipt && $0.value.issuer == .issuer(issuer) }
      .map(\.key)
  }
}

extension LendingProtocol {
  /// The threshold of reserves that are silent.
  public var defaultLiquidationThreshold: Double? {
    guard case .number(let threshold)? = liquidation.values["liquidationThreshold"] else {
      return nil
    }
    return threshold
  }
}
