import ContagionModel
import OrderedCollections

/// A cascade diagram while it is drawn from top to bottom.
struct CascadeSketch {
  let cascade: Cascade
  let network: Network
  private(set) var flows = FlowSketch()
  private var nodes: [DOT.Element] = []
  private var rows: [(title: String, nodes: [String])] = []
  private var liquidations: [(id: String, protocols: Set<ProtocolID>, badDebtUSD: Double)] = []
  private var names: [String: String] = [:]
  /// The node that shows the latest price of an asset.
  private var latest: [AssetID: String] = [:]
  /// The pool that most was sold to in the last stage.
  private var lastPool: String?
  private static let shock = "shock"

  init(_ cascade: Cascade, _ network: Network) {
    self.cascade = cascade
    self.network = network
  }

  /// The shock, the issuers it hits and the prices it moved.
  ///
  /// Receipts of issuers that are `told` of further down have no node of their own where nobody
  /// was called for them.
  mutating func addShock(hitting issuers: [LossBlock.Node], told: [LossBlock.Node]) {
    let applied = cascade.shocks.filter {
      if case .bridgeAllocation = $0 { false } else { true }
    }
    let spelled = applied.map(\.description) + drains + (cascade.timing?.words ?? [])
    let lines = spelled.prefix(4) + (spelled.count > 4 ? ["and \(spelled.count - 4) more"] : [])
    row("", [node(Self.shock, "Shock", Array(lines), look: .shock)])
    let receipts = receipts(of: issuers)
    row(
      "Issuers hit",
      issuers.map { issuer in
        var issuer = issuer
        for prices in receipts where network.assets[prices.asset]?.issuerNode == issuer.id {
          issuer.lines.append("a claim, \(prices.asset):")
          issuer.lines.append(Self.step(prices.marketOpening, prices.marketAfterShock))
          latest[prices.asset] = issuer.id
        }
        return issuer
      })
    let passed = Set(cascade.rounds.isEmpty ? told.map(\.id) : [])
    let moved = cascade.assets.enumerated().filter {
      abs($0.element.marketAfterShock / $0.element.marketOpening - 1) > 1e-9
        && latest[$0.element.asset] == nil
        && network.assets[$0.element.asset]?.issuerNode.map(passed.contains) != true
    }
    let direct = moved.map { ($0.element, directLoss(onAsset: $0.offset)) }
      .sorted { (-$0.1, $0.0.asset) < (-$1.1, $1.0.asset) }
    var drawn: [String] = []
    for (prices, loss) in direct.prefix(5) {
      let id = "price \(prices.asset)"
      latest[prices.asset] = id
      let source = drawnIssuer(behind: prices.asset) ?? Self.shock
      flows.add(
        from: source, to: id, source == Self.shock ? nil : .claim, max(0, loss), "direct loss",
        weight: 4, scaled: false)
      let line = Self.step(prices.marketOpening, prices.marketAfterShock)
      let share = 1 - prices.marketAfterShock / prices.marketOpening
      let direct = loss > 0 ? ["direct loss \(Figure.usd(loss))"] : []
      drawn.append(node(id, prices.asset.name, [line] + direct, share: share, look: .price))
    }
    if !drawn.isEmpty { row("After the\nshock", drawn) }
  }

  /// The receipts whose price fell with their issuer and not by a shock of
  /// their own.
  private func receipts(of issuers: [LossBlock.Node]) -> [AssetPrices] {
    let shocked = Set(
      cascade.shocks.compactMap { shock in
        switch shock {
        case .price(let asset, _), .priceChange(let asset, _): asset
        default: nil
        }
      })
    let ids = Set(issuers.map(\.id))
    return cascade.assets.filter { prices in
      let issuer = network.assets[prices.asset]?.issuerNode
      return issuer.map(ids.contains) == true && !shocked.contains(prices.asset)
        && abs(prices.marketAfterShock / prices.marketOpening - 1) > 1e-9
    }
  }

  /// The nearest issuer behind a receipt that has a node.
  private func drawnIssuer(behind asset: AssetID, depth: Int = 0) -> String? {
    guard depth < 8, let issuer = network.assets[asset]?.issuer else { return nil }
    let node = "issuer \(issuer)"
    guard names[node] == nil else { return node }
    guard case .issuer(let id) = issuer else { return nil }
    return network.issuers[id]?.holdings.lazy
      .compactMap { drawnIssuer(behind: $0.asset, depth: depth + 1) }.first
  }

  private func directLoss(onAsset asset: Int) -> Double {
    cascade.losses.lazy.filter { $0.asset == asset && cascade.parties[$0.party].isFinalBearer }
      .reduce(0) { $0 + $1.directUSD }
  }

  /// One row of liquidations and one of the prices they lead to.
  mutating func add(_ stage: CascadeStage, number: Int) {
    var lenders: [String] = []
    for (lender, sum) in stage.liquidated {
      let id = Self.id(lender, number)
      liquidations.append((id, sum.protocols, sum.badDebtUSD))
      for (source, usd) in triggers(of: lender, in: stage) {
        flows.add(
          from: source, to: id, Self.channel(from: source), usd, "collateral called", weight: 4,
          scaled: source != Self.shock)
      }
      lenders.append(
        node(
          id, lender.name(others: Figure.count(sum.protocols.count, "other protocol")),
          sum.words
            + (sum.badDebtUSD > 0 ? ["bad debt \(Figure.usd(sum.badDebtUSD))"] : []),
          share: sum.lostShare))
    }
    if !lenders.isEmpty { row(stage.title, lenders) }
    var pools: [String] = []
    let moves = stage.moves.sorted { stage.soldUSD($0.key) > stage.soldUSD($1.key) }
    for (pool, move) in moves { pools.append(add(pool, move, stage, number)) }
    for (key, usd) in stage.sales {
      let id = Self.id(key.pool, number)
      if stage.moves[key.pool] == nil, !pools.contains(id) {
        pools.append(
          node(id, key.pool.name(others: "other pools"), [], look: .price))
      }
      let several =
        stage.sales.keys.contains { $0.lender == key.lender && $0.pool != key.pool }
        && stage.sales.keys.contains { $0.lender != key.lender && $0.pool == key.pool }
      flows.add(
        from: Self.id(key.lender, number), to: id, .price, usd, "\(key.asset) sold",
        labelled: several, weight: 4)
      latest[key.asset] = id
    }
    for pool in stage.moves.keys {
      guard case .one(let pool) = pool, let base = network.pools[pool]?.base else { continue }
      let market = network.assets[base]?.marketPool
      if market == nil || market == pool { latest[base] = Self.id(.one(pool), number) }
    }
    lastPool = pools.first ?? lastPool
    if !pools.isEmpty { row(lenders.isEmpty ? stage.title : "", pools) }
  }

  private mutating func add(
    _ pool: CascadeStage.Pool, _ move: CascadeStage.Move, _ stage: CascadeStage, _ number: Int
  ) -> String {
    let soldUSD = stage.soldUSD(pool)
    var lines: [String] = []
    if case .one(let id) = pool, let base = network.pools[id]?.base {
      lines.append("\(base) \(Self.step(move.openingPrice, move.closingPrice))")
      let units = Figure.units(abs(move.netSoldUnits), of: base.name)
      lines.append(
        "\(move.netSoldUnits < 0 ? "bought" : "sold") \(units)"
          + (soldUSD > 0 ? ", \(Figure.usd(soldUSD))" : ""))
    } else {
      lines.append("at most \(Figure.change(from: move.openingPrice, to: move.closingPrice))")
      lines.append("sold \(Figure.usd(soldUSD))")
    }
    return node(
      Self.id(pool, number), pool.name(others: Figure.count(move.pools.count, "other pool")), lines,
      share: move.fallShare, look: .price)
  }

  /// Bad debt, issuers and final bearers.
  mutating func add(_ block: LossBlock) {
    row("Issuers", block.upstream)
    row("Bad debt", block.reserves)
    row("Passed on by", block.issuers)
    row("Borne by", block.bearers)
    for loss in block.marketLosses {
      let source = source(of: loss)
      flows.add(
        from: source, to: loss.bearer, Self.channel(from: source), loss.usd, "market loss",
        scaled: false)
    }
    for writeOff in block.writeOffs { add(writeOff) }
    for link in block.links {
      let source =
        switch link.from {
        case .shock: Self.shock
        case .node(let id): id
        case .lender(let lender): lastLiquidation(of: lender) ?? Self.shock
        }
      let channel = source == Self.shock ? nil : link.channel
      flows.add(
        from: source, to: link.to, channel, link.usd, "lost",
        labelled: link.isLabelled, scaled: source != Self.shock)
    }
  }

  /// Where the price of an asset was last seen. A loss on an asset whose price
  /// stood still comes from the sales, or from what the protocol went through.
  private func source(of loss: LossBlock.MarketLoss) -> String {
    latest[loss.asset] ?? lastPool ?? loss.lender.flatMap(lastLiquidation(of:)) ?? Self.shock
  }

  /// Links bad debt to the liquidations that left it, in proportion.
  private mutating func add(_ writeOff: LossBlock.WriteOff) {
    let sources = liquidations.filter { $0.protocols.contains(writeOff.lender) }
    let booked = sources.reduce(0) { $0 + $1.badDebtUSD }
    for source in sources where source.badDebtUSD > 0 && writeOff.realizedUSD > 0 {
      flows.add(
        from: source.id, to: writeOff.node, .claim,
        writeOff.realizedUSD * source.badDebtUSD / booked, "written off")
    }
    let total = writeOff.latentUSD + (booked > 0 ? 0 : writeOff.realizedUSD)
    guard total > 0.005 else { return }
    for issuer in writeOff.issuers {
      flows.add(
        from: issuer.node, to: writeOff.node, .claim, total * issuer.share, "not covered")
    }
    let rest = total * (1 - writeOff.issuers.reduce(0) { $0 + $1.share })
    guard rest > 1e-9 * total else { return }
    let source = sources.last?.id ?? Self.shock
    flows.add(
      from: source, to: writeOff.node, source == Self.shock ? nil : .claim, rest, "not covered",
      scaled: source != Self.shock)
  }

  private func lastLiquidation(of lender: ProtocolID) -> String? {
    liquidations.last { $0.protocols.contains(lender) }?.id
  }

  /// Where the collateral that a protocol sold in a stage was last priced;
  /// collateral whose price never moved was called for another's, and what was not sold
  /// for the claims that fell.
  private func triggers(
    of lender: CascadeStage.Lender, in stage: CascadeStage
  ) -> [(source: String, usd: Double)] {
    let sold = stage.sales.filter { $0.key.lender == lender }
    let other = rows.last?.nodes.first ?? Self.shock
    guard sold.isEmpty else { return sold.map { (latest[$0.key.asset] ?? other, $0.value) } }
    let repaid = stage.liquidated[lender]?.repaidUSD ?? 0
    guard case .one(let id) = lender else { return [(other, repaid)] }
    let claims = cascade.infections.filter {
      $0.to == id.name && $0.channel == .claim && $0.lossUSD > 0
        && names["issuer \($0.from)"] != nil
    }
    let total = claims.reduce(0) { $0 + $1.lossUSD }
    guard total > 0 else { return [(other, repaid)] }
    return claims.map { ("issuer \($0.from)", repaid * $0.lossUSD / total) }
  }

  /// Which bridges were drained and by which rule that is borne.
  private var drains: [String] {
    network.bridges.compactMap { id, bridge in
      var rule = bridge.allocation.name
      var isDrained = false
      for shock in cascade.shocks {
        switch shock {
        case .bridgeDrained(id, _): isDrained = true
        case .bridgeAllocation(id, let other): rule = other
        default: break
        }
      }
      return isDrained ? "\(id) locks \(bridge.locks); borne by rule \(rule)" : nil
    }
  }

  private mutating func node(
    _ id: String, _ name: String, _ lines: [String], share: Double = 0, look: NodeLook = .lender
  ) -> String {
    let tooltip = ([name] + lines).joined(separator: "; ")
    nodes.append(.node(id, Canvas.node(name, lines, share: share, look: look, tooltip: tooltip)))
    names[id] = name
    return id
  }

  private mutating func row(_ title: String, _ entries: [LossBlock.Node]) {
    var ids: [String] = []
    for entry in entries {
      ids.append(node(entry.id, entry.name, entry.lines, share: entry.share, look: entry.look))
    }
    if !ids.isEmpty { row(title, ids) }
  }

  private mutating func row(_ title: String, _ nodes: [String]) {
    rows.append((title, nodes))
  }

  /// The graph with its nodes in rows, their titles down the left side.
  func finished(_ canvas: DOT) -> DOT {
    var dot = canvas
    dot.attributes["ranksep"] = 0.3
    dot.attributes["nodesep"] = 0.12
    dot.attributes["newrank"] = "true"
    for (number, row) in rows.enumerated() {
      dot.node(
        "row \(number)",
        [
          "label": .text(row.title), "shape": "plaintext", "style": "solid",
          "fontcolor": .text(Palette.grey), "tooltip": .text(row.title), "width": 0.9,
        ])
    }
    for number in rows.indices.dropFirst() {
      dot.edge("row \(number - 1)", "row \(number)", ["style": "invis", "weight": 100])
    }
    dot.elements += nodes
    for (number, row) in rows.enumerated() { dot.sameRank(["row \(number)"] + row.nodes) }
    flows.draw(on: &dot, names: names)
    return dot
  }

  /// Why a liquidation follows from a node: from a price by price, from an
  /// issuer or another liquidation by the claims that lost value there.
  private static func channel(from source: String) -> Channel? {
    let claims = ["issuer ", "liquidated ", "others liquidated "]
    if claims.contains(where: source.hasPrefix) { return .claim }
    return source == shock ? nil : .price
  }

  private static func id(_ lender: CascadeStage.Lender, _ stage: Int) -> String {
    switch lender {
    case .one(let id): "liquidated \(stage) \(id)"
    case .others: "others liquidated \(stage)"
    }
  }

  private static func id(_ pool: OneOrOthers<PoolID>, _ stage: Int) -> String {
    switch pool {
    case .one(let id): "pool \(stage) \(id)"
    case .others: "other pools \(stage)"
    }
  }

  /// `$2,000 → $1,620 (−19 %)`.
  private static func step(_ opening: Double, _ closing: Double) -> String {
    "\(Figure.price(opening)) → \(Figure.price(closing))"
      + " (\(Figure.change(from: opening, to: closing)))"
  }
}

extension CascadeStage.Liquidated {
  /// `3 liquidation calls`, or what became of lots.
  fileprivate var words: [String] {
    guard lots + lotsPutUp > 0 else {
      return [Figure.count(calls, "liquidation call"), "repaid \(Figure.usd(repaidUSD))"]
        + (passedOnUSD > 0 ? ["\(Figure.usd(passedOnUSD)) passed on to open accounts"] : [])
    }
    return [
      lotsPutUp > 0 ? Figure.count(lotsPutUp, "lot") + " put up" : nil,
      lots > 0 ? Figure.count(lots, "lot") + " gone" : nil,
      lotsForNothing > 0 ? "\(lotsForNothing) for nothing" : nil,
      repaidUSD > 0 ? "repaid \(Figure.usd(repaidUSD))" : nil,
    ].compactMap { $0 }
  }
}

extension OneOrOthers {
  fileprivate func name<Object>(others: String) -> String where ID == Identifier<Object> {
    switch self {
    case .one(let id): id.name
    case .others: others
    }
  }
}

extension Asset {
  /// The node that a cascade diagram gives the asset's issuer.
  fileprivate var issuerNode: String? { issuer.map { "issuer \($0)" } }
}
