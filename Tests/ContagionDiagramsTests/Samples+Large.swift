import ContagionModel
import OrderedCollections

/// Numbers that only have to look like others and be the same on every run.
struct Noise {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  /// A number in 0 ..< 1, small ones more often.
  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let uniform = Double(state >> 11) / Double(1 << 53)
    return uniform * uniform * uniform
  }

  mutating func index(below count: Int) -> Int { min(count - 1, Int(next() * Double(count))) }
}

extension Samples {
  /// A network of any size: half the assets are receipts of the issuers.
  static func largeNetwork(protocols: Int, assets: Int, pools: Int, issuers: Int) -> Network {
    var noise = Noise(7)
    var network = Network(
      name: "large", title: "\(protocols) protocols on three chains", asOf: "2024-01-01")
    let chains = ["ethereum", "base", "arbitrum"]
    for number in 0..<assets {
      network.assets[AssetID("asset-\(number)")] = Asset(
        kind: number % 2 == 0 ? .base : .receipt, chain: chains[number % 3], price: 1,
        issuer: number % 2 == 0 || number / 2 >= issuers
          ? nil : .issuer(IssuerID("issuer-\(number / 2)")))
    }
    for number in 0..<pools {
      network.pools[PoolID("pool-\(number)")] = LiquidityPool(
        base: AssetID("asset-\(noise.index(below: assets))"), quote: "asset-0",
        formula: RuleChoice("constant-product"), chain: chains[number % 3],
        baseReserve: 1e8 * noise.next(), quoteReserve: 1e8 * noise.next())
    }
    for number in 0..<protocols {
      var reserves: OrderedDictionary<AssetID, Reserve> = [:]
      for _ in 0..<8 {
        reserves[AssetID("asset-\(noise.index(below: assets))")] = Reserve(
          loans: 5e8 * noise.next())
      }
      let id = "protocol-\(number)"
      for (place, asset) in reserves.keys.enumerated() {
        network.accounts.append(
          Account("a\(place)", at: id, collateral: [Holding(asset, 1e9 * noise.next())]))
      }
      network.protocols[ProtocolID(id)] = LendingProtocol(
        kind: .pooled, liquidation: RuleChoice("fixed-spread"), recognition: .deficit,
        reserves: reserves, chain: chains[number % 3])
    }
    for number in 0..<issuers {
      let lender = network.protocols.keys[noise.index(below: protocols)]
      let asset = network.protocols[lender]?.reserves.keys.first ?? "asset-0"
      network.issuers[IssuerID("issuer-\(number)")] = Issuer(
        kind: .vault, supply: 1e8 * noise.next(),
        holdings: [Holding(AssetID("asset-\(noise.index(below: assets))"), 1e8 * noise.next())],
        allocations: [Allocation(ReserveID(lender, asset), 1e8 * noise.next())],
        chain: chains[number % 3])
    }
    return network
  }

  /// A run in which most protocols sell into several pools in every round.
  static func largeStudy(_ network: Network, rounds count: Int) -> Study {
    var noise = Noise(11)
    let lenders = Array(network.protocols.keys)
    let pools = Array(network.pools.keys)
    var price = [PoolID: Double](uniqueKeysWithValues: pools.map { ($0, 100) })
    let rounds = (1...count).map { number in
      var round = CascadeRound(number: number, liquidations: [], sales: [], poolMoves: [])
      for lender in lenders where noise.next() > 0.1 {
        let size = 4e7 * noise.next() / Double(number)
        round.liquidations.append(
          CascadeRound.Liquidations(
            lendingProtocol: lender, accounts: 1 + noise.index(below: 40), repaidUSD: size,
            seizedUSD: size * 1.05, badDebtUSD: noise.next() > 0.6 ? size * 0.1 : 0))
        for _ in 0..<2 {
          let pool = pools[noise.index(below: pools.count)]
          round.sales.append(
            CascadeRound.Sale(
              lendingProtocol: lender, pool: pool, asset: network.pools[pool]?.base ?? "asset-0",
              units: size / 200, usd: size / 2))
        }
      }
      for pool in pools where round.sales.contains(where: { $0.pool == pool }) {
        let opening = price[pool, default: 100]
        price[pool] = opening * (1 - 0.1 * noise.next())
        let units = round.sales.filter { $0.pool == pool }.reduce(0) { $0 + $1.units }
        round.poolMoves.append(
          CascadeRound.PoolMove(
            pool: pool, openingPrice: opening, closingPrice: price[pool, default: 100],
            netSoldUnits: units))
      }
      return round
    }
    return study(largeCascade(network, rounds, &noise))
  }

  private static func largeCascade(
    _ network: Network, _ rounds: [CascadeRound], _ noise: inout Noise
  ) -> Cascade {
    var parties: [Party] = []
    var losses: [Loss] = []
    var badDebt: [BadDebt] = []
    var issuers: [IssuerLoss] = []
    var infections: [Infection] = []
    for lender in network.protocols.keys {
      let reserve = ReserveID(lender, network.protocols[lender]?.reserves.keys.first ?? "asset-0")
      parties.append(Party(.borrowers, lender.name, lendingProtocol: lender))
      losses.append(loss(parties.count - 1, 0, 1e8, 1e7 * noise.next(), 2e7 * noise.next()))
      parties.append(Party(.lenders, "\(reserve)", lendingProtocol: lender))
      let credit = 5e6 * noise.next()
      losses.append(loss(parties.count - 1, 0, 1e8, 0, credit, credit: credit))
      badDebt.append(
        BadDebt(
          reserve: reserve, chain: nil, realizedUnits: credit, realizedUSD: credit,
          latentUSD: credit / 10))
      infections.append(
        Infection(from: lender.name, to: "lenders to \(reserve)", channel: .claim, lossUSD: credit))
      infections.append(Infection(from: "shock", to: lender.name, channel: .price, lossUSD: credit))
      for other in network.protocols.keys {
        infections.append(
          Infection(
            from: other.name, to: lender.name, channel: noise.next() > 0.4 ? .oracle : .price,
            lossUSD: 1e6 * noise.next()))
      }
    }
    for (place, issuer) in network.issuers.keys.enumerated() {
      parties.append(Party(.issuer, issuer.name))
      let lost = 2e6 * noise.next()
      issuers.append(
        IssuerLoss(
          party: parties.count - 1, claimsUSD: 1e8, lossUSD: lost, accountingNAV: 1,
          economicNAV: 1 - lost / 1e7))
      parties.append(Party(.holders, "receipt-\(place)"))
      losses.append(loss(parties.count - 1, 0, 1e7, 0, lost, credit: lost))
      let lender = network.protocols.keys[place % network.protocols.count]
      infections.append(
        Infection(from: lender.name, to: issuer.name, channel: .claim, lossUSD: lost))
      infections.append(
        Infection(
          from: issuer.name, to: "holders of receipt-\(place)", channel: .claim, lossUSD: lost))
    }
    let prices = network.assets.keys.map {
      AssetPrices(
        asset: $0, chain: nil, opening: 1, afterShock: $0 == "asset-0" ? 0.7 : 1, end: 0.5,
        marketOpening: 1, marketAfterShock: $0 == "asset-0" ? 0.7 : 1, marketEnd: 0.5)
    }
    return Cascade(
      network: network.name, networkTitle: network.title, asOf: network.asOf,
      shockTitle: "asset-0 falls by 30 %", shocks: [.priceChange("asset-0", -0.3)],
      choices: Choices(clearing: .uniform, arbitrage: .unlimited, without: [.depth]),
      parties: parties, assets: prices, rounds: rounds, ledger: [], stop: .quiet, losses: losses,
      badDebt: badDebt, issuers: issuers, topAccounts: [], infections: infections,
      openingUnhealthy: 0, openingUnhealthyDebtUSD: 0)
  }
}
