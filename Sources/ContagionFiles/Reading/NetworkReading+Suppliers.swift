import ContagionModel
import OrderedCollections
import Yams

extension NetworkReading {
  /// Adds what reserves say of their suppliers to the allocations of issuers.
  ///
  /// `suppliedBy: {vault: units}` in a reserve and `allocations` in an issuer are two
  /// ways to write one deposit; where both stand, they must agree.
  mutating func addSuppliers(
    of protocols: Item?, to issuers: inout OrderedDictionary<IssuerID, Issuer>
  ) {
    for (reserve, item) in suppliers(protocols) {
      for (name, item) in entries(item, of: "units by issuer") {
        guard let units = number(item) else { continue }
        let id = IssuerID(name)
        guard let known = issuers[id]?.allocations else {
          let names = issuers.keys.map(\.name)
          let hint =
            suggestion(for: name, among: names).map { " (did you mean '\($0)'?)" } ?? ""
          let list =
            names.isEmpty ? "the network has none" : "known: \(names.joined(separator: ", "))"
          fault(item, "no issuer is called '\(name)'\(hint); \(list)")
          continue
        }
        guard let other = known.first(where: { $0.reserve == reserve })?.units else {
          issuers[id]?.allocations.append(Allocation(reserve, units))
          continue
        }
        if other != units {
          fault(
            item,
            "\(name) supplies \(Wording.number(units)) here and allocates"
              + " \(Wording.number(other)) to \(reserve); accepted: one of them, or the same figure"
          )
        }
      }
    }
  }

  /// The `suppliedBy` of every reserve, in the order of the file.
  private func suppliers(_ protocols: Item?) -> [(ReserveID, Item)] {
    children(of: protocols).flatMap { name, item in
      children(of: children(of: item)["reserves"]).compactMap { asset, item in
        children(of: item)["suppliedBy"].map {
          (ReserveID(ProtocolID(name), AssetID(asset)), $0)
        }
      }
    }
  }

  /// The values of a mapping without a word on what else it may be.
  private func children(of item: Item?) -> Fields {
    guard let item, case .mapping(let mapping) = item.node else { return [:] }
    var fields: Fields = [:]
    for (key, value) in mapping {
      if let name = key.string { fields[name] = item.child(name, value) }
    }
    return fields
  }
}
