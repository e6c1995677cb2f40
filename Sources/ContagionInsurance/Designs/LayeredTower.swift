public import ContagionModel

/// Layers above each other, by loss or by trigger.
///
/// Layers of one priority see the same loss; the next priority sees what they
/// left. A layer's recovery goes to the markets in proportion to what is unpaid
/// there, which for layers on the whole loss is in proportion to the loss
/// itself (Oasis back-allocation 1).
///
/// Capital that is held in an asset is worth what the event's price says: a layer pays
/// what is due as long as that lasts.
///
/// Annual terms: a layer keeps `R = min((Σ occurrences − deductible)⁺, limit × (1 +
/// reinstatements))` in a year, event by event.
public struct LayeredTower: InsuranceDesign {
  public static let name = "layered-tower"
  public static let summary = "Tranches, excess of loss and bonds pay slice by slice."
  public static let source =
    "Oasis LMF Financial Module (ktools a3c17d6); idle-tranches e77bac7; Ensuro docs"
  public static let parameters = [
    RuleParameter(
      "claimDays", in: 0...365, unit: "days", default: 0, "From recognition to payment.")
  ]
  public static let needs: Set<DesignNeed> = [.layers]

  let claimDays: Double

  public init(_ values: RuleValues) { claimDays = values["claimDays"] }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    programme.layers.reduce(0) { $1.isFunded ? $0 + Self.lineUSD(of: $1, markets.count) : $0 }
  }

  public func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    programme.layers.reduce(0) { $1.isFunded ? $0 : $0 + Self.lineUSD(of: $1, markets.count) }
  }

  public func capitalUSD(in waterfall: Waterfall) -> Double {
    waterfall.programme.layers.reduce(0) {
      guard $1.isFunded else { return $0 }
      return $0 + Self.lineUSD(of: $1, waterfall.markets.count)
        * waterfall.event.priceFactor(of: $1.asset)
    }
  }

  public func pay(_ waterfall: inout Waterfall) {
    waterfall.delayDays = claimDays
    let layers = waterfall.programme.layers
    for priority in Set(layers.map(\.priority)).sorted() {
      let seen = waterfall.remainingUSD
      for layer in layers where layer.priority == priority { pay(layer, seeing: seen, &waterfall) }
    }
  }

  private func pay(
    _ layer: InsuranceLayer, seeing losses: [Double], _ waterfall: inout Waterfall
  ) {
    let factor = layer.isFunded ? waterfall.event.priceFactor(of: layer.asset) : 1
    switch layer.basis {
    case .event:
      pay(
        layer, for: losses.reduce(0, +), factor, waterfall.allMarkets, as: layer.name, &waterfall)
    case .market:
      for market in waterfall.allMarkets {
        pay(
          layer, for: losses[market], factor, [market],
          as: "\(layer.name)/\(waterfall.markets[market].id)", &waterfall)
      }
    }
  }

  private func pay(
    _ layer: InsuranceLayer, for loss: Double, _ factor: Double, _ markets: [Int],
    as key: String, _ waterfall: inout Waterfall
  ) {
    let maximum = Self.maximumUSD(of: layer)
    let occurrence = Self.occurrence(of: layer, loss, waterfall.event)
    let before = waterfall.state.occurredUSD[key] ?? 0
    waterfall.occur(occurrence, as: key)
    let annual = layer.reinstatements.map { maximum * Double(1 + $0) } ?? .infinity
    let terms = AnnualTerms(deductible: layer.annualDeductibleUSD, limit: annual)
    let due = terms.recovery(for: before + occurrence) - terms.recovery(for: before)
    let isTriggered = layer.trigger != nil
    // What is due is in dollars; capital that has fallen is only short once it runs out.
    let capacity = min(maximum, waterfall.left(of: annual, as: key)) * factor
    let payable = min(due, capacity)
    let paid = waterfall.pay(
      layer.name, by: layer.payer, layer.isFunded ? .locked : .promised,
      isOwnCommunity: [.treasury, .lenders, .borrowers].contains(layer.payer),
      capacityUSD: capacity, wantedUSD: due,
      silo: layer.basis == .market ? waterfall.markets[markets[0]].id : nil, markets: markets)
    if factor > 0 { waterfall.use((isTriggered ? payable : paid) / factor, of: key) }
    if isTriggered { waterfall.addOverpayment(payable - paid) }
  }

  /// What one event asks of a layer, before annual terms.
  private static func occurrence(
    of layer: InsuranceLayer, _ loss: Double, _ event: LossEvent
  ) -> Double {
    guard let trigger = layer.trigger else { return terms(of: layer).recovery(for: loss) }
    return event.priceFactor(of: trigger.asset) <= trigger.atOrBelow ? trigger.payoutUSD : 0
  }

  /// What must stand behind a layer for one event: its limit, for each market
  /// if it looks at each, USD.
  private static func lineUSD(of layer: InsuranceLayer, _ markets: Int) -> Double {
    maximumUSD(of: layer) * (layer.basis == .market ? Double(markets) : 1)
  }

  /// The most a layer can pay for one loss, USD.
  static func maximumUSD(of layer: InsuranceLayer) -> Double {
    layer.trigger?.payoutUSD ?? terms(of: layer).maximumUSD
  }

  /// The terms of a layer; compiling a programme has checked them.
  static func terms(of layer: InsuranceLayer) -> any InsuranceTerms {
    do {
      return try Catalog.insuranceTerms.rule(layer.terms)
    } catch {
      preconditionFailure("\(layer.name): \(error)")
    }
  }
}
