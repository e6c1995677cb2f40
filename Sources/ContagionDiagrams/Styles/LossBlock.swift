import ContagionModel
import OrderedCollections

/// The end of a cascade: bad debt, who passes it on, and who bears it.
struct LossBlock {
  struct Node: Hashable {
    var id: String
    var name: String
    var lines: [String]
    var share: Double
    var look = NodeLook.lender
  }

  /// Bad debt of one reserve, and the node that shows it.
  struct WriteOff: Hashable {
    var node: String
    var lender: ProtocolID
    var realizedUSD: Double
    var latentUSD: Double
    /// Issuers whose receipts fell behind the loans, with their shares.
    var issuers: [IssuerShare] = []
  }

  /// The part of bad debt that one issuer's loss explains.
  struct IssuerShare: Hashable {
    var node: String
    var share: Double
  }

  /// What falling prices took from a bearer after the shock.
  struct MarketLoss: Hashable {
    var bearer: String
    /// The protocol that the bearer belongs to, if it belongs to one.
    var lender: ProtocolID?
    var asset: AssetID
    var usd: Double
  }

  enum Source: Hashable {
    case shock
    case node(String)
    case lender(ProtocolID)
  }

  struct Link: Hashable {
    var from: Source
    var to: String
    var channel: Channel
    var usd: Double
    /// Whether neither end states the amount.
    var isLabelled = false
  }

  private(set) var reserves: [Node] = []
  /// Issuers that the shock hits.
  private(set) var hit: [Node] = []
  /// Issuers whose loss becomes bad debt of a protocol.
  private(set) var upstream: [Node] = []
  /// Issuers that pass on what they lose.
  private(set) var issuers: [Node] = []
  private(set) var bearers: [Node] = []
  private(set) var writeOffs: [WriteOff] = []
  private(set) var links: [Link] = []
  /// By the node of a bearer: the assets whose prices took most from it.
  private(set) var marketLosses: [MarketLoss] = []
  private(set) var notes: [String] = []
  /// The node of a reserve, an issuer or a bearer, by its name.
  private var nodeOf: [String: String] = [:]

  var nodeCount: Int {
    reserves.count + hit.count + upstream.count + issuers.count + bearers.count
  }

  /// Names so many reserves, issuers and bearers, and adds up the rest.
  init(_ cascade: Cascade, limit: Int) {
    addReserves(cascade, limit: limit)
    addIssuers(cascade, limit: limit)
    addBearers(cascade, limit: limit)
    addLinks(cascade)
    addIssuersOfWriteOffs(cascade)
    labelLinks()
  }

  private mutating func addReserves(_ cascade: Cascade, limit: Int) {
    let losses = Self.ranked(cascade.badDebt, by: \.totalUSD) { $0.reserve.description }
    let reserveParties = Dictionary(
      cascade.issuers.filter { cascade.parties[$0.party].kind == .reserve }.map {
        (cascade.parties[$0.party].name, $0)
      }, uniquingKeysWith: { first, _ in first })
    for entry in losses.prefix(limit) {
      let name = entry.reserve.description
      let issuer = reserveParties[name]
      let parts =
        entry.latentUSD > 0 && entry.realizedUSD > 0
        ? ["realized \(Figure.usd(entry.realizedUSD))", "latent \(Figure.usd(entry.latentUSD))"]
        : entry.latentUSD > 0 ? ["latent, not yet booked"] : []
      let share = issuer.map { 1 - $0.economicNAV } ?? 0
      reserves.append(
        Node(
          id: "reserve \(name)", name: name,
          lines: ["bad debt \(Figure.usd(entry.totalUSD))"] + parts
            + (issuer == nil ? [] : ["claims lose \(Figure.percent(share))"]),
          share: share))
    }
    let rest = losses.dropFirst(limit)
    if !rest.isEmpty {
      let total = rest.reduce(0) { $0 + $1.totalUSD }
      reserves.append(
        Node(
          id: "other reserves", name: Figure.count(rest.count, "other reserve"),
          lines: ["bad debt \(Figure.usd(total))"], share: 0))
    }
    for (place, entry) in losses.enumerated() {
      let name = entry.reserve.description
      let node = place < limit ? "reserve \(name)" : "other reserves"
      nodeOf[name] = node
      writeOffs.append(
        WriteOff(
          node: node, lender: entry.reserve.lendingProtocol,
          realizedUSD: max(0, entry.realizedUSD), latentUSD: max(0, entry.latentUSD)))
    }
  }

  private mutating func addIssuers(_ cascade: Cascade, limit: Int) {
    let losses = Self.ranked(cascade.issuers, by: \.lossUSD) { cascade.parties[$0.party].name }
      .filter { nodeOf[cascade.parties[$0.party].name] == nil }
    let hitNames = cascade.issuersHit
    let lenders = Set(writeOffs.map(\.lender.name))
    let borrowers = Set(lenders.map { Party(.borrowers, $0).label })
    let upstreamNames = Set(
      cascade.infections.lazy.filter {
        lenders.contains($0.to) || ($0.channel == .claim && borrowers.contains($0.to))
      }.map(\.from)
    ).subtracting(lenders)
    for entry in losses.prefix(limit) {
      let party = cascade.parties[entry.party]
      let share = 1 - entry.economicNAV
      let isHidden = entry.accountingNAV - entry.economicNAV > 5e-4
      let node = Node(
        id: "issuer \(party.name)", name: party.name,
        lines: [
          "loses \(Figure.usd(entry.lossUSD))", "claims lose \(Figure.percent(share))",
        ] + (isHidden ? ["booked \(Figure.percent(1 - entry.accountingNAV))"] : []), share: share,
        look: .issuer)
      if hitNames.contains(party.name) {
        hit.append(node)
      } else if upstreamNames.contains(party.name) {
        upstream.append(node)
      } else {
        issuers.append(node)
      }
      nodeOf[party.name] = "issuer \(party.name)"
    }
    let rest = losses.dropFirst(limit)
    guard !rest.isEmpty else { return }
    let total = rest.reduce(0) { $0 + $1.lossUSD }
    issuers.append(
      Node(
        id: "other issuers", name: Figure.count(rest.count, "other issuer"),
        lines: ["lose \(Figure.usd(total))"], share: 0, look: .issuer))
    for entry in rest { nodeOf[cascade.parties[entry.party].name] = "other issuers" }
  }

  /// Bearers are named by what the cascade and lost claims took from them; what
  /// the shock itself took is said in their lines and has no arrow, since it
  /// would dwarf the rest.
  private mutating func addBearers(_ cascade: Cascade, limit: Int) {
    let byParty = OrderedDictionary(
      grouping: cascade.losses.filter { cascade.parties[$0.party].isFinalBearer }, by: \.party)
    let sums = byParty.map { party, losses in
      (
        party: party, losses: losses, usd: losses.reduce(0) { $0 + $1.finalUSD },
        passedOnUSD: losses.reduce(0) { $0 + max($1.creditUSD, $1.cascadeUSD, 0) }
      )
    }
    let ranked = Self.ranked(sums, by: \.usd) { cascade.parties[$0.party].label }
    let reached = Self.ranked(ranked, by: \.passedOnUSD) { cascade.parties[$0.party].label }
    let named = Set((reached.isEmpty ? ranked : reached).prefix(limit).map(\.party))
    for entry in ranked where named.contains(entry.party) {
      let label = cascade.parties[entry.party].label
      let opening = entry.losses.reduce(0) { $0 + $1.openingUSD }
      let direct = entry.losses.reduce(0) { $0 + $1.directUSD }
      bearers.append(
        Node(
          id: "bearer \(label)", name: label,
          lines: [
            opening > entry.usd * (1 + 1e-9)
              ? "lose \(Figure.usd(entry.usd)) of \(Figure.usd(opening))"
              : "lose \(Figure.usd(entry.usd))"
          ] + (direct > 0.005 ? ["directly \(Figure.usd(direct))"] : []),
          share: opening > 0 ? entry.usd / opening : 0, look: .bearer))
      nodeOf[label] = "bearer \(label)"
      addMarketLosses(
        "bearer \(label)", cascade.parties[entry.party].lendingProtocol, entry.losses, cascade)
    }
    let rest = ranked.filter { !named.contains($0.party) }
    if !rest.isEmpty {
      let total = rest.reduce(0) { $0 + $1.usd }
      bearers.append(
        Node(
          id: "other bearers", name: Figure.count(rest.count, "other bearer"),
          lines: ["lose \(Figure.usd(total))"], share: 0, look: .bearer))
      for entry in rest { nodeOf[cascade.parties[entry.party].label] = "other bearers" }
      addMarketLosses("other bearers", nil, rest.flatMap(\.losses), cascade)
    }
    let gains = sums.filter { $0.usd < -0.5 }
    guard !gains.isEmpty else { return }
    let gained = -gains.reduce(0) { $0 + $1.usd }
    notes.append(
      "Not drawn: \(Figure.count(gains.count, "party").replacing("partys", with: "parties"))"
        + " that gained \(Figure.usd(gained)); the final loss is net of it.")
  }

  /// What the cascade took net, shared over the assets that lost most: seized
  /// collateral is a loss and repaid debt a gain of the same party.
  private mutating func addMarketLosses(
    _ bearer: String, _ lender: ProtocolID?, _ losses: [Loss], _ cascade: Cascade
  ) {
    var byAsset: OrderedDictionary<AssetID, Double> = [:]
    for loss in losses {
      byAsset[cascade.assets[loss.asset].asset, default: 0] +=
        loss.cascadeUSD - max(0, loss.creditUSD)
    }
    let net = byAsset.values.reduce(0, +)
    let ranked = Self.ranked(byAsset.map { ($0.key, $0.value) }, by: \.1) { $0.0.name }.prefix(2)
    let shown = ranked.reduce(0) { $0 + $1.1 }
    guard net > 0.005, shown > 0 else { return }
    marketLosses += ranked.map {
      MarketLoss(bearer: bearer, lender: lender, asset: $0.0, usd: $0.1 * min(1, net / shown))
    }
  }

  private mutating func addLinks(_ cascade: Cascade) {
    let lenders = Set(writeOffs.map(\.lender.name))
    for infection in cascade.infections where infection.lossUSD > 0 {
      guard let target = nodeOf[infection.to] else { continue }
      let isPassedOn = infection.channel != .price || target.hasPrefix("issuer ")
      guard isPassedOn, let source = source(of: infection, lenders) else { continue }
      guard source != .node(target) else { continue }
      links.append(
        Link(from: source, to: target, channel: infection.channel, usd: infection.lossUSD))
    }
    let hitNames = cascade.issuersHit
    for entry in cascade.issuers {
      let name = cascade.parties[entry.party].name
      guard hitNames.contains(name), entry.lossUSD > 0, let node = nodeOf[name],
        !links.contains(where: { $0.from == .shock && $0.to == node })
      else { continue }
      links.append(Link(from: .shock, to: node, channel: .claim, usd: entry.lossUSD))
    }
  }

  /// Traces bad debt of each lender to the issuers whose receipts fell.
  private mutating func addIssuersOfWriteOffs(_ cascade: Cascade) {
    for place in writeOffs.indices {
      let lender = writeOffs[place].lender.name
      let causes = cascade.infections.filter { $0.to == lender && $0.lossUSD > 0 }
      let total = causes.reduce(0) { $0 + $1.lossUSD }
      writeOffs[place].issuers = causes.filter { $0.channel == .claim }.flatMap { cause in
        between(cause.from, and: lender, cascade).compactMap { name, part in
          guard let node = nodeOf[name], node.hasPrefix("issuer ") else { return nil }
          return IssuerShare(node: node, share: part * cause.lossUSD / total)
        }
      }
    }
  }

  /// The issuers whose receipts were collateral at a lender and fell with another's loss, with
  /// their parts: the one at the root itself, if its own receipt was.
  private func between(_ root: String, and lender: String, _ cascade: Cascade) -> [(String, Double)]
  {
    let borrowers = Party(.borrowers, lender).label
    let held = cascade.infections.filter {
      $0.to == borrowers && $0.channel == .claim && $0.lossUSD > 0
    }
    guard !held.contains(where: { $0.from == root }) else { return [(root, 1)] }
    let passedOn = held.filter { entry in
      cascade.infections.contains { $0.from == root && $0.to == entry.from && $0.lossUSD > 0 }
    }
    let total = passedOn.reduce(0) { $0 + $1.lossUSD }
    return total > 0 ? passedOn.map { ($0.from, $0.lossUSD / total) } : [(root, 1)]
  }

  /// Labels the links whose amount neither end states.
  private mutating func labelLinks() {
    let merged = Dictionary(grouping: links) { [$0.from, .node($0.to)] }.keys
    for place in links.indices {
      let link = links[place]
      links[place].isLabelled =
        merged.count { $0[0] == link.from } > 1 && merged.count { $0[1] == .node(link.to) } > 1
    }
  }

  private func source(of infection: Infection, _ lenders: Set<String>) -> Source? {
    if infection.from == "shock" { return .shock }
    if let node = nodeOf[infection.from] { return .node(node) }
    guard infection.channel != .price, lenders.contains(infection.from) else {
      return .lender(ProtocolID(infection.from))
    }
    let own = writeOffs.filter { $0.lender.name == infection.from }
    let named = own.first { infection.to.hasSuffix($0.node.dropFirst("reserve ".count)) }
    let largest = own.max { $0.realizedUSD + $0.latentUSD < $1.realizedUSD + $1.latentUSD }
    return (named ?? largest).map { .node($0.node) }
  }

  /// What has a positive amount, largest first; the name decides between equals.
  private static func ranked<Entry>(
    _ entries: [Entry], by amount: KeyPath<Entry, Double>, name: (Entry) -> String
  ) -> [Entry] {
    entries.filter { $0[keyPath: amount] > 0.005 }.sorted {
      ($1[keyPath: amount], name($0)) < ($0[keyPath: amount], name($1))
    }
  }
}

extension Cascade {
  /// The issuers whose assets the shock destroys, by the names of their parties.
  fileprivate var issuersHit: Set<String> {
    let named = infections.filter { $0.from == "shock" && $0.channel == .claim }.map(\.to)
    return shocks.reduce(into: Set(named)) { names, shock in
      switch shock {
      case .issuerLoss(let issuer, _), .issuerLossShare(let issuer, _):
        names.insert(issuer.description)
      default: break
      }
    }
  }
}
