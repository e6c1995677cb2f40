public import ContagionEngine
public import ContagionModel
import OrderedCollections

extension CompiledNetwork {
  /// The programme that the protocols of the network have themselves, or `nil` if
  /// none has one.
  ///
  /// An asset-matched stake: covers in the order of the file, each paying its offset
  /// first and then its stake, worth its asset. An offset without an asset covers all
  /// reserves of its protocol.
  public var ownProgramme: InsuranceProgramme? {
    var silos: OrderedDictionary<InsuredID, InsuranceProgramme.Silo> = [:]
    for (id, lendingProtocol) in network.protocols {
      for payer in lendingProtocol.programme {
        let cover = InsuredID(payer.asset.map { "\(id)/\($0)" } ?? id.name)
        var silo = silos[cover] ?? InsuranceProgramme.Silo(["stake": 0])
        switch payer.cover {
        case .offset(let usd): silo.amounts["offset"] = usd
        case .stake(let units):
          silo.asset = payer.asset
          silo.amounts["stake"] = units * (payer.asset.map { openingPrice(of: $0) } ?? 0)
        }
        silos[cover] = silo
      }
    }
    guard !silos.isEmpty else { return nil }
    return InsuranceProgramme(
      "own", title: "the protocols' own programme", source: network.source,
      design: RuleChoice("asset-matched-stake"), silos: silos)
  }
}
