import ContagionModel
import OrderedCollections

extension FieldList {
  /// Rule parameters, reserves and risk categories of protocols, and `book`,
  /// which scales what all accounts of a protocol hold and owe.
  mutating func addProtocols(_ network: Network) {
    let listings = CatalogListing("liquidation", .liquidationMechanisms).rules
    for (id, lendingProtocol) in network.protocols {
      let path = "protocols.\(id)"
      add(rule: lendingProtocol.liquidation, listings, at: "\(path).liquidation") {
        $0.network.protocols[id]?.liquidation
      } write: { stress, change in
        guard var rule = stress.network.protocols[id]?.liquidation else { return }
        change(&rule)
        stress.network.protocols[id]?.liquidation = rule
      }
      for (asset, reserve) in lendingProtocol.reserves { addReserve(id, asset, reserve) }
      for name in lendingProtocol.eModes.keys {
        add("\(path).eModes.\(name).liquidationThreshold", .ratio, Self.ratio) {
          $0.network.protocols[id]?.eModes[name]?.liquidationThreshold
        } write: {
          $0.network.protocols[id]?.eModes[name]?.liquidationThreshold = $1
        }
        add("\(path).eModes.\(name).bonus", .ratio, Self.ratio) {
          $0.network.protocols[id]?.eModes[name]?.bonus
        } write: {
          $0.network.protocols[id]?.eModes[name]?.bonus = $1
        }
      }
      guard network.accounts.venues.contains(id.name) else { continue }
      add("\(path).book", .multiple, 1e-6...1e6) { _ in
        1
      } write: { stress, factor in
        stress.network.accounts.scale(venue: id.name, by: factor)
      }
    }
  }

  /// A ratio of a reserve that states none is that of its liquidation rule;
  /// setting it gives the reserve one of its own.
  private mutating func addReserve(
    _ id: ProtocolID, _ asset: AssetID, _ reserve: Reserve
  ) {
    typealias Ratio = WritableKeyPath<Reserve, Double?> & Sendable
    let path = "protocols.\(id).reserves.\(asset)"
    let ratios: [(String, any Ratio, String?)] = [
      ("ltv", \.loanToValue, nil),
      ("liquidationThreshold", \.liquidationThreshold, "liquidationThreshold"),
      ("bonus", \.bonus, "bonus"), ("protocolFee", \.protocolFee, "protocolFee"),
    ]
    for (name, place, rule) in ratios {
      addReserve(path, name, .ratio, Self.ratio, id, asset, reserve, rule, place)
    }
    for (name, place) in [
      ("deposits", \.deposits), ("cash", \.cash), ("loans", \.loans),
    ] as [(String, any Ratio)] {
      addReserve(path, name, .units, Self.notNegative, id, asset, reserve, nil, place)
    }
    add("\(path).deficit", .units, Self.notNegative) {
      $0.network.protocols[id]?.reserves[asset]?.deficit
    } write: {
      $0.network.protocols[id]?.reserves[asset]?.deficit = $1
    }
    let finite = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    add("\(path).protocolReserves", .units, finite) {
      $0.network.protocols[id]?.reserves[asset]?.protocolReserves
    } write: {
      $0.network.protocols[id]?.reserves[asset]?.protocolReserves = $1
    }
  }

  private mutating func addReserve(
    _ path: String, _ name: String, _ unit: NetworkField.Unit, _ range: ClosedRange<Double>,
    _ id: ProtocolID, _ asset: AssetID, _ reserve: Reserve, _ rule: String?,
    _ place: any WritableKeyPath<Reserve, Double?> & Sendable
  ) {
    let isStated = reserve[keyPath: place] != nil
    add("\(path).\(name)", unit, range, isListed: isStated) { stress in
      guard let owner = stress.network.protocols[id], let reserve = owner.reserves[asset] else {
        return nil
      }
      if let stated = reserve[keyPath: place] { return stated }
      guard let rule, case .number(let number)? = owner.liquidation.values[rule] else {
        return nil
      }
      return number
    } write: { stress, value in
      stress.network.protocols[id]?.reserves[asset]?[keyPath: place] = value
    }
  }
}
