import ContagionFiles
import ContagionModel
import OrderedCollections

/// Parties with claims on each other, on the way to issuers.
///
/// Every party becomes an issuer of one receipt, of which a unit is a claim of
/// 1 USD at the opening; who holds a claim on it holds so many units. Issuers have
/// zero equity, so a party's two sides have to be equal: claims on it that its own
/// do not cover are backed by assets outside the file, and what it has beyond the
/// claims on it belongs to holders outside. Both are an identity, not data; the
/// report names their sums. Equity that a file states becomes such a holder: it
/// shares losses with the creditors instead of bearing them first. Parties that
/// are held by each other only are refused, since nothing says what they are worth.
struct ClaimGraph {
  struct Party {
    var place: Place
    /// Assets that are no claims on parties; `nil` if the file does not say.
    var outsideAssets: Double?
    /// Claims on it of holders that are no parties, by what they are.
    var outsideClaims: OrderedDictionary<String, Double> = [:]
    var kind = Issuer.Kind.vault
    var chain: String?
    /// The name of the receipt, if the file gives one.
    var receipt: String?
    /// What it holds, in the order of the file: amounts by item.
    fileprivate(set) var items: OrderedDictionary<Item, Double> = [:]
  }

  /// Something that a party holds.
  enum Item: Hashable {
    case claim(on: String)
    case asset(String)
  }

  struct Claim {
    var lender: String
    var borrower: String
    var amount: Double
    var row: Int
    var place: Place
  }

  private(set) var parties: OrderedDictionary<String, Party> = [:]
  private(set) var claims: [Claim] = []
  /// Where the claim of a pair is in ``claims``.
  private var pairs: [[String]: Int] = [:]

  /// A party by its name, added if it is new.
  mutating func party(_ name: String, _ place: Place, _ change: (inout Party) -> Void = { _ in }) {
    change(&parties[name, default: Party(place: place)])
  }

  /// Adds to what a party has of an asset.
  mutating func add(_ amount: Double, of asset: String, to party: String, _ place: Place) {
    self.party(party, place) { $0.items[.asset(asset), default: 0] += amount }
  }

  /// A claim, or a fault in the draft: of nothing, of one on itself, or a second
  /// one of a pair.
  mutating func add(
    _ lender: String, on borrower: String, _ amount: Double, _ place: Place,
    adds: Bool, to draft: inout BookDraft
  ) {
    guard amount >= 0, amount.isFinite else {
      return draft.fault(
        place,
        "the claim of '\(lender)' on '\(borrower)' is \(Wording.number(amount));"
          + " accepted: a finite amount, 0 or more")
    }
    guard amount > 0 else { return draft.drop("claim of nothing") }
    guard lender != borrower else { return draft.drop("claim of one on itself") }
    party(lender, place)
    party(borrower, place)
    if let row = pairs[[lender, borrower]] {
      let first = claims[row].place
      guard adds else {
        return draft.fault(
          place,
          "a second claim of '\(lender)' on '\(borrower)'; the first is at \(first.file):\(first.line);"
            + " add them up with --sum-rows")
      }
      claims[row].amount += amount
    } else {
      pairs[[lender, borrower]] = claims.count
      claims.append(
        Claim(
          lender: lender, borrower: borrower, amount: amount, row: draft.rowsRead, place: place))
    }
    parties[lender]?.items[.claim(on: borrower), default: 0] += amount
    draft.keepRow(draft.rowsRead)
  }

  /// Parties that hold claims come first, in the order of their first claim; so a
  /// list of claims that is sorted by lender stays as it is.
  private var ordered: OrderedSet<String> {
    OrderedSet(claims.map(\.lender)).union(parties.keys)
  }

  /// What every party holds of others, and owes to others.
  var sums: (held: [String: Double], owed: [String: Double]) {
    var held: [String: Double] = [:]
    var owed: [String: Double] = [:]
    for claim in claims {
      held[claim.lender, default: 0] += claim.amount
      owed[claim.borrower, default: 0] += claim.amount
    }
    return (held, owed)
  }

  /// Turns parties and claims into issuers.
  func finish(into draft: inout BookDraft, keepsOrder: Bool = false) {
    let owed = self.sums.owed
    var balances = Balances()
    var held: [String] = []
    let order = keepsOrder ? OrderedSet(parties.keys) : ordered
    for name in order {
      let receipt = draft.asset(receiptName(name))
      draft.assets[receipt]?.kind = .receipt
      draft.assets[receipt]?.peg = nil
      draft.assets[receipt]?.issuer = .issuer(IssuerID(name))
    }
    for name in order {
      guard let party = parties[name] else { continue }
      let claimed = (owed[name] ?? 0) + party.outsideClaims.values.reduce(0, +)
      let own = party.items.values.reduce(0, +) + (party.outsideAssets ?? 0)
      var holdings: [Holding] = []
      for (item, amount) in party.items {
        switch item {
        case .claim(let borrower):
          holdings.append(Holding(AssetID(receiptName(borrower)), amount))
        case .asset(let asset):
          let id = draft.asset(asset)
          draft.assets[id]?.priceUSD = 1
          holdings.append(Holding(id, amount))
        }
      }
      var outside = party.outsideAssets ?? 0
      if party.outsideAssets == nil, claimed > own * (1 + Self.slack) {
        outside = claimed - own
        balances.backed.append((name, outside))
      }
      if outside > 0 {
        let id = draft.asset("assets of \(name)")
        draft.assets[id]?.priceUSD = 1
        holdings.append(Holding(id, outside))
      }
      let total = party.outsideAssets == nil ? own + outside : own
      guard total > 0 || claimed > 0 else {
        draft.drop("party without claims")
        draft.assets[AssetID(receiptName(name))] = nil
        continue
      }
      var holders = party.outsideClaims
      if total > claimed * (1 + Self.slack) {
        holders["outside holders", default: 0] += total - claimed
        balances.free.append((name, total - claimed))
      } else if party.outsideAssets != nil, claimed > total * (1 + Self.slack) {
        balances.short.append((name, claimed - total))
      }
      draft.issuers[IssuerID(name)] = Issuer(
        kind: party.kind, supply: max(total, claimed), holdings: holdings, chain: party.chain)
      if holders.values.contains(where: { $0 > 0 }) { held.append(name) }
      for (holder, amount) in holders where amount > 0 {
        draft.add(
          Array(holder.utf8), at: name, .deposit, AssetID(receiptName(name)), units: amount,
          place: party.place)
      }
    }
    refuseClosed(order, held, &draft)
    draft.remarks += balances.remarks
    draft.checks.append(
      .init(
        measure: "claims between parties", unit: "USD",
        read: claims.reduce(0) { $0 + $1.amount }, stated: nil))
  }

  /// Refuses parties whose claims nobody outside them holds, however far one looks
  /// from those in `held`, which have holders outside the file.
  private func refuseClosed(_ order: OrderedSet<String>, _ held: [String], _ draft: inout BookDraft)
  {
    var open = Set(held)
    var next = held
    while let name = next.popLast() {
      for case .claim(let borrower) in parties[name]?.items.keys ?? []
      where open.insert(borrower).inserted { next.append(borrower) }
    }
    let closed = order.filter { name in
      !open.contains(name) && draft.issuers[IssuerID(name)] != nil
    }
    guard let first = closed.first, let place = parties[first]?.place else { return }
    draft.fault(
      place,
      "\(closed.map { "'\($0)'" }.joined(separator: ", ")) are held by each other only, so nothing"
        + " says what they are worth; accepted: a graph with a claim of somebody outside, or balance"
        + " sheets beside it (neva)")
  }

  /// Two sums of the same amounts in another order are alike.
  private static let slack = 1e-12

  private func receiptName(_ party: String) -> String {
    parties[party]?.receipt ?? "claim on \(party)"
  }

  /// What the identity of both sides put in, by party.
  private struct Balances {
    var backed: [(String, Double)] = []
    var free: [(String, Double)] = []
    var short: [(String, Double)] = []

    var remarks: [String] {
      var remarks = ["amounts are taken as USD"]
      if !backed.isEmpty {
        remarks.append(
          "\(Self.parties(backed)) promise more than their claims in the file: the rest is taken"
            + " as assets outside it, which are named 'assets of' the party, since an issuer's two"
            + " sides are equal")
      }
      if !free.isEmpty {
        remarks.append(
          "\(Self.parties(free)) have more than is claimed of them: the rest is taken to belong"
            + " to holders outside the file, since an issuer's two sides are equal")
      }
      if !short.isEmpty {
        remarks.append("\(Self.parties(short)) cannot pay all claims on them at the opening")
      }
      return remarks
    }

    private static func parties(_ list: [(String, Double)]) -> String {
      let largest = list.enumerated().sorted {
        ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
      }
      let names = largest.prefix(3).map {
        "'\($0.element.0)' (\(Wording.number($0.element.1)) USD)"
      }
      let rest = list.count - names.count
      return names.joined(separator: ", ")
        + (rest > 0
          ? " and \(rest) more (\(Wording.number(list.reduce(0) { $0 + $1.1 })) USD in all)" : "")
    }
  }
}
