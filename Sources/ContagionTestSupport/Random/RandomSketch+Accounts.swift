import ContagionModel
import OrderedCollections

extension RandomSketch {
  mutating func drawAccounts() {
    let readings = ReferenceCascade(network, choices: Choices(), onlyProtocol: nil).readings()
    let owed = Dictionary(
      uniqueKeysWithValues: network.protocols.map { ($0.key, debtAssets(of: $0.value)) })
    for number in 1...draws.integer(3...25) {
      let lender = draws.pick(Array(network.protocols.keys))
      if options.twins, let last = accounts.last, draws.happens(0.1) {
        var twin = last
        twin.id = "a\(number)"
        accounts.append(twin)
      } else {
        accounts.append(
          account("a\(number)", at: lender, owing: owed[lender] ?? [], readings.reports))
      }
    }
  }

  /// What can be owed: one asset for `single-base` and `cdp`, else stable and
  /// base assets.
  private mutating func debtAssets(of lending: LendingProtocol) -> [AssetID] {
    if options.sellOnly { return ["USDC"] }
    switch lending.kind {
    case .cdp: return network.assets["DAI"] == nil ? ["USDC"] : ["DAI"]
    case .singleBase: return [draws.pick(["USDC", "USDC", "ETH"])]
    case .pooled, .isolated:
      return Array(lending.reserves.keys).filter { network.assets[$0]?.kind != .receipt }
    }
  }

  /// One borrower with a health of 1.005 to 2.5, more often low than high.
  private mutating func account(
    _ id: String, at lender: ProtocolID, owing assets: [AssetID], _ reports: [String: Double]
  ) -> Account {
    guard let lending = network.protocols[lender] else { return Account(id, at: lender.name) }
    var account = Account(id, at: lender.name)
    if draws.happens(0.1) { account.liquidationThreshold = draws.number(0.6...0.9) }
    let debts = draws.sample(draws.happens(0.3) ? 2 : 1, of: assets)
    let lists = Array(lending.reserves.keys).filter { asset in
      if options.sellOnly { return asset != "USDC" }
      if lending.kind == .cdp || lending.kind == .singleBase { return !assets.contains(asset) }
      return !debts.contains(asset) || draws.happens(0.05)
    }
    let size = draws.happens(0.3) ? draws.number(1_500...6_000) : draws.number(10_000...2_000_000)
    var counted = 0.0
    for asset in draws.sample(draws.integer(1...3), of: lists) {
      let value = size * draws.number(0.3...1)
      let threshold =
        account.liquidationThreshold ?? lending.reserves[asset]?.liquidationThreshold
        ?? lending.liquidationThreshold
      counted += value * threshold
      account.collateral.append(Holding(asset, value / (reports["\(lender)/\(asset)"] ?? .nan)))
    }
    let skew = draws.unit()
    let owedUSD = counted / (1.005 + 1.495 * skew * skew * skew)
    let part = debts.count == 2 ? draws.number(0.2...0.8) : 1
    for (asset, share) in zip(debts, [part, 1 - part]) {
      account.debt.append(
        Holding(asset, owedUSD * share / (reports["\(lender)/\(asset)"] ?? .nan)))
    }
    return account
  }

  /// Named lenders, and holders of receipts.
  mutating func drawLenders() {
    for number in 0..<draws.integer(0...3) {
      let lender = draws.pick(Array(network.protocols.keys))
      accounts.append(
        Account(
          "l\(number)", at: lender.name,
          deposits: [Holding("USDC", draws.number(1_000...100_000))]))
    }
    for (id, issuer) in network.issuers where draws.happens(0.3) {
      let receipt = network.assets.keys.first { network.assets[$0]?.issuer == .issuer(id) }
      if let receipt {
        accounts.append(
          Account("h", at: id.name, deposits: [Holding(receipt, 0.1 * issuer.supply)]))
      }
    }
  }

  func collateral(_ asset: AssetID, at lender: ProtocolID? = nil) -> Double {
    units(asset, at: lender, \.collateral)
  }

  func debt(_ asset: AssetID, at lender: ProtocolID? = nil) -> Double {
    units(asset, at: lender, \.debt)
  }

  func units(
    _ asset: AssetID, at lender: ProtocolID?, _ side: KeyPath<Account, [Holding]>
  ) -> Double {
    var total = 0.0
    for account in accounts where lender == nil || account.venue == lender?.name {
      for holding in account[keyPath: side] where holding.asset == asset {
        total += holding.units
      }
    }
    return total
  }
}

extension LendingProtocol {
  fileprivate var liquidationThreshold: Double {
    guard case .number(let value)? = liquidation.values["liquidationThreshold"] else { return 0 }
    return value
  }
}
