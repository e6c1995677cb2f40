public import ContagionModel
import OrderedCollections

/// The records of an ensemble in columns, as statistics read them.
public struct EnsembleColumns: Sendable {
  public let run: EnsembleRun
  public private(set) var probabilities: [Double] = []
  public private(set) var cutShort = 0
  private(set) var total: [Double] = []
  private(set) var liquidated: [Double] = []
  private(set) var finalLoss: [Double] = []
  private(set) var shockSizes: [[Double]]
  private(set) var byProtocol: [[Double]]
  private(set) var byAsset: [[Double]]
  private(set) var byChain: [[Double]]
  private(set) var byParty: [[Double]]
  private(set) var liquidatedByProtocol: [[Double]]
  private(set) var variantBadDebt: [[Double]]
  private(set) var variantFinalLoss: [[Double]]
  let assets: [AssetID]
  let chains: [String]
  /// Parties at which losses end, as indices into those of the axes.
  let bearers: [Int]
  private let protocolOfReserve: [Int]
  private let assetOfReserve: [Int]
  private let chainOfReserve: [Int]

  /// Makes empty columns.
  public init(_ run: EnsembleRun) {
    self.run = run
    let axes = run.axes
    assets = Array(OrderedSet(axes.reserves.map(\.asset)))
    let chainOf = { (place: Int) in run.chains[place] ?? "no chain" }
    let places = axes.reserves.map { axes.protocols.firstIndex(of: $0.lendingProtocol) ?? 0 }
    protocolOfReserve = places
    assetOfReserve = axes.reserves.map { reserve in
      OrderedSet(axes.reserves.map(\.asset)).firstIndex(of: reserve.asset) ?? 0
    }
    let chains = Array(OrderedSet(axes.protocols.indices.map(chainOf)))
    self.chains = chains
    chainOfReserve = places.map { chains.firstIndex(of: chainOf($0)) ?? 0 }
    bearers = axes.parties.indices.filter { axes.parties[$0].isFinalBearer }
    shockSizes = run.targets.map { _ in [] }
    byProtocol = axes.protocols.map { _ in [] }
    byAsset = assets.map { _ in [] }
    byChain = chains.map { _ in [] }
    byParty = bearers.map { _ in [] }
    liquidatedByProtocol = axes.protocols.map { _ in [] }
    variantBadDebt = run.variants.map { _ in [] }
    variantFinalLoss = run.variants.map { _ in [] }
  }

  /// The number of records.
  public var count: Int { total.count }

  /// Adds the next record.
  public mutating func append(_ record: ScenarioRecord) {
    let outcome = record.outcome
    probabilities.append(record.probability)
    if outcome.stop == .roundLimit { cutShort += 1 }
    for (place, size) in record.shockSizes.enumerated() { shockSizes[place].append(size) }
    var protocols = byProtocol.map { _ in 0.0 }
    var perAsset = assets.map { _ in 0.0 }
    var perChain = chains.map { _ in 0.0 }
    for reserve in protocolOfReserve.indices {
      let usd = outcome.realizedBadDebtUSD[reserve] + outcome.latentBadDebtUSD[reserve]
      protocols[protocolOfReserve[reserve]] += usd
      perAsset[assetOfReserve[reserve]] += usd
      perChain[chainOfReserve[reserve]] += usd
    }
    total.append(protocols.reduce(0, +))
    for (place, usd) in protocols.enumerated() { byProtocol[place].append(usd) }
    for (place, usd) in perAsset.enumerated() { byAsset[place].append(usd) }
    for (place, usd) in perChain.enumerated() { byChain[place].append(usd) }
    var loss = 0.0
    for (place, party) in bearers.enumerated() {
      byParty[place].append(outcome.finalLossUSD[party])
      loss += outcome.finalLossUSD[party]
    }
    finalLoss.append(loss)
    liquidated.append(outcome.repaidUSD.reduce(0, +))
    for (place, usd) in outcome.repaidUSD.enumerated() { liquidatedByProtocol[place].append(usd) }
    for (place, variant) in record.variants.enumerated() {
      variantBadDebt[place].append(variant.badDebtUSD)
      variantFinalLoss[place].append(variant.finalLossUSD)
    }
  }

  /// Total bad debt by scenario.
  public var badDebtUSD: [Double] { total }

  /// The places of the so many scenarios that lose most, worst first.
  public func worst(_ count: Int) -> [Int] {
    total.indices.filter { total[$0] > WeightedSample.smallest }
      .sorted { (total[$1], $0) < (total[$0], $1) }
      .prefix(count).map { $0 }
  }

  func sample(_ values: [Double]) -> WeightedSample {
    WeightedSample(values, probabilities: probabilities, isSampled: run.isSampled)
  }
}
