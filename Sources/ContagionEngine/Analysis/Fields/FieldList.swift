import ContagionModel
import OrderedCollections

/// The one place that knows the numbers of a network by path.
struct FieldList {
  static let ratio = 0.0...1.0
  static let positive = Double.leastNormalMagnitude...Double.greatestFiniteMagnitude
  static let notNegative = 0.0...Double.greatestFiniteMagnitude

  private(set) var fields: [NetworkField] = []

  init(_ stress: StressCase) {
    if stress.weights == nil { addShocks(stress.scenarios) }
    addAssets(stress.network)
    addPools(stress.network)
    addIssuers(stress.network)
    addProtocols(stress.network)
    addOracles(stress.network)
  }

  mutating func add(
    _ path: String, _ unit: NetworkField.Unit, _ range: ClosedRange<Double>, isListed: Bool = true,
    read: @escaping @Sendable (StressCase) -> Double?,
    write: @escaping @Sendable (inout StressCase, Double) -> Void
  ) {
    fields.append(
      NetworkField(
        path: path, unit: unit, range: range, isListed: isListed, read: read, write: write))
  }

  /// The numbers that a rule of a catalog takes, rules within it included.
  mutating func add(
    rule choice: RuleChoice, _ listings: [RuleListing], at path: String,
    read: @escaping @Sendable (StressCase) -> RuleChoice?,
    write: @escaping @Sendable (inout StressCase, (inout RuleChoice) -> Void) -> Void
  ) {
    guard let listing = listings.first(where: { $0.name == choice.name }) else { return }
    for parameter in listing.parameters {
      let name = parameter.name
      let fallback: Double? =
        if case .number(let number)? = parameter.fallback { number } else { nil }
      switch (parameter.domain, choice.values[name] ?? parameter.fallback) {
      case (.number(let range), _), (.rule(_, .some(let range)), .number):
        add("\(path).\(name)", .rule, range) { stress in
          guard case .number(let number)? = read(stress)?.values[name] else { return fallback }
          return number
        } write: { stress, value in
          write(&stress) { $0.values[name] = .number(value) }
        }
      case (.rule, .rule(let nested)?):
        add(
          rule: nested, CatalogListing("close-factor", .closeFactors).rules, at: "\(path).\(name)"
        ) { stress in
          guard case .rule(let nested)? = read(stress)?.values[name] else { return nested }
          return nested
        } write: { stress, change in
          write(&stress) { choice in
            var nested = nested
            if case .rule(let own)? = choice.values[name] { nested = own }
            change(&nested)
            choice.values[name] = .rule(nested)
          }
        }
      default: continue
      }
    }
  }

  private mutating func addAssets(_ network: Network) {
    for id in network.assets.keys where network.outsidePrice(of: id) != nil {
      add("assets.\(id).price", .usdPerUnit, Self.positive) {
        $0.network.outsidePrice(of: id)
      } write: { stress, price in
        if stress.network.assets[id]?.price != nil { stress.network.assets[id]?.price = price }
        stress.network.externalMarkets[id]?.price = price
      }
    }
    let listings = CatalogListing("depth", .outsideDepths).rules
    for (id, market) in network.externalMarkets {
      guard let depth = market.depth else { continue }
      add(rule: depth, listings, at: "externalMarkets.\(id).depth") {
        $0.network.externalMarkets[id]?.depth
      } write: { stress, change in
        guard var depth = stress.network.externalMarkets[id]?.depth else { return }
        change(&depth)
        stress.network.externalMarkets[id]?.depth = depth
      }
    }
  }

  private mutating func addIssuers(_ network: Network) {
    for (id, issuer) in network.issuers {
      add("issuers.\(id).supply", .units, Self.positive) {
        $0.network.issuers[id]?.supply
      } write: {
        $0.network.issuers[id]?.supply = $1
      }
      for (place, holding) in issuer.holdings.enumerated() {
        add("issuers.\(id).holdings.\(holding.asset)", .units, Self.notNegative) {
          $0.network.issuers[id]?.holdings[place].units
        } write: {
          $0.network.issuers[id]?.holdings[place].units = $1
        }
      }
      for (place, allocation) in issuer.allocations.enumerated() {
        add("issuers.\(id).allocations.\(allocation.reserve)", .units, Self.notNegative) {
          $0.network.issuers[id]?.allocations[place].units
        } write: {
          $0.network.issuers[id]?.allocations[place].units = $1
        }
      }
    }
  }

  private mutating func addOracles(_ network: Network) {
    let listings = CatalogListing("oracle", .priceOracles).rules
    for (id, feed) in network.oracles {
      add(rule: feed.rule, listings, at: "oracles.\(id)") {
        $0.network.oracles[id]?.rule
      } write: { stress, change in
        guard var rule = stress.network.oracles[id]?.rule else { return }
        change(&rule)
        stress.network.oracles[id]?.rule = rule
      }
    }
  }
}
