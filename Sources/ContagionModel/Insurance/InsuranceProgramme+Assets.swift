extension InsuranceProgramme {
  /// Every asset whose price the programme looks at, with where it names it.
  public var namedAssets: [(path: String, asset: AssetID)] {
    var named: [(path: String, asset: AssetID)] = []
    if let token { named.append(("token", token)) }
    named += silos.compactMap { id, silo in silo.asset.map { ("cover.\(id).asset", $0) } }
    named += layers.enumerated().flatMap { place, layer in
      [
        layer.asset.map { ("layers[\(place)].asset", $0) },
        layer.trigger.map { ("layers[\(place)].trigger.asset", $0.asset) },
      ].compactMap { $0 }
    }
    named += capital.enumerated().compactMap { place, holding in
      holding.asset.map { ("capital[\(place)].asset", $0) }
    }
    named += overlays.enumerated().compactMap { place, overlay in
      overlay.asset.map { ("overlays[\(place)].asset", $0) }
    }
    return named
  }
}
