import ContagionModel
import OrderedCollections
import Yams

extension NetworkReading {
  /// The version of the format of design files.
  static let designSchema = "contagion.design/1"

  private static let designKeys = [
    "schema", "name", "title", "design", "settles", "cover", "layers", "capital", "token", "exits",
    "recognitionDay", "annualCost", "bailout", "overlays",
  ]

  /// Reads a whole design file.
  mutating func programme(_ item: Item) -> InsuranceProgramme {
    let fields = fields(
      item, of: "a design", Self.designKeys, required: ["schema", "name", "design"])
    if let item = fields["schema"], let schema = text(item), schema != Self.designSchema {
      fault(item, "'schema' is '\(schema)'; accepted: \(Self.designSchema)")
    }
    var programme = InsuranceProgramme(
      text(fields["name"]) ?? "", title: text(fields["title"]),
      source: text(fields["source"]) ?? "", design: rule(fields["design"]) ?? RuleChoice(""))
    programme.settles = word(fields["settles"], InsuranceProgramme.Basis.self) ?? .realized
    for (name, item) in entries(fields["cover"], of: "amounts by market") {
      programme.silos[InsuredID(name)] = silo(item)
    }
    programme.layers = list(fields["layers"], of: "layers").compactMap { layer($0) }
    programme.capital = list(fields["capital"], of: "{usd, asset, market}").compactMap {
      holding($0)
    }
    programme.token = text(fields["token"]).map { AssetID($0) }
    programme.exits = list(fields["exits"], of: "{cover, day, usd}").compactMap { exit($0) }
    programme.overlays = list(fields["overlays"], of: "{rule, …}").compactMap { overlay($0) }
    programme.recognitionDay = amount(fields["recognitionDay"]) ?? 0
    programme.annualCostUSD = amount(fields["annualCost"])
    if let item = fields["bailout"] {
      let parts = self.fields(item, of: "a bail-out", ["usd", "delayDays"], required: ["usd"])
      programme.bailout = amount(parts["usd"]).map {
        InsuranceProgramme.Bailout(usd: $0, delayDays: amount(parts["delayDays"]) ?? 0)
      }
    }
    return programme
  }

  /// A rule with its parameters, and the asset it looks at.
  private mutating func overlay(_ item: Item) -> InsuranceProgramme.Overlay? {
    guard case .mapping = item.node else {
      return rule(item).map { InsuranceProgramme.Overlay($0) }
    }
    let fields = fields(
      item, of: "an overlay", ["rule", "asset"], required: ["rule"], takesOthers: true)
    guard let name = text(fields["rule"]) else { return nil }
    let others = fields.filter { !(Self.provenance + ["rule", "asset"]).contains($0.key) }
    return InsuranceProgramme.Overlay(
      RuleChoice(name, ruleValues(others)), asset: text(fields["asset"]).map { AssetID($0) })
  }

  /// A number of at least 0.
  private mutating func amount(_ item: Item?) -> Double? {
    guard let item, let number = number(item) else { return nil }
    guard number >= 0 else {
      fault(item, "'\(item.name)' is \(Wording.number(number)); accepted: 0 or more")
      return nil
    }
    return number
  }

  /// The cover of one market; the design knows which amounts it takes.
  private mutating func silo(_ item: Item) -> InsuranceProgramme.Silo {
    var silo = InsuranceProgramme.Silo([:])
    let fields = entries(item, of: "amounts in USD")
    for (name, child) in fields where !Self.provenance.contains(name) {
      if name == "asset" {
        silo.asset = text(child).map { AssetID($0) }
      } else if let usd = amount(child) {
        silo.amounts[name] = usd
      }
    }
    for name in Self.provenance { _ = text(fields[name]) }
    return silo
  }

  private static let layerKeys = [
    "name", "payer", "attachment", "limit", "share", "terms", "basis", "priority", "trigger",
    "annualDeductible", "reinstatements", "asset", "funded",
  ]

  private mutating func layer(_ item: Item) -> InsuranceLayer? {
    let fields = fields(item, of: "a layer", Self.layerKeys, required: ["name", "payer"])
    guard let name = text(fields["name"]),
      let payer = word(fields["payer"], InsurancePayer.self, except: [.nobody])
    else { return nil }
    var layer = InsuranceLayer(name, payer: payer, terms: terms(item, fields))
    layer.basis = word(fields["basis"], InsuranceLayer.Basis.self) ?? .event
    layer.priority = count(fields["priority"]) ?? 1
    layer.annualDeductibleUSD = amount(fields["annualDeductible"]) ?? 0
    if let item = fields["reinstatements"], let number = amount(item) {
      guard let whole = Int(exactly: number) else {
        fault(
          item, "'reinstatements' is \(Wording.number(number)); accepted: a whole number, 0 or more"
        )
        return nil
      }
      layer.reinstatements = whole
    }
    layer.asset = text(fields["asset"]).map { AssetID($0) }
    layer.isFunded = flag(fields["funded"]) ?? true
    layer.trigger = fields["trigger"].flatMap { trigger($0) }
    return layer
  }

  /// The terms of a layer: `terms: {rule: …}`, or the short form of an excess of
  /// loss beside the name.
  private mutating func terms(_ item: Item, _ fields: Fields) -> RuleChoice {
    let short = ["attachment", "limit", "share"].compactMap { key in fields[key].map { (key, $0) } }
    switch (fields["terms"], short.isEmpty) {
    case (let terms?, true): return rule(terms) ?? RuleChoice("")
    case (.some, false):
      fault(item, "a layer has 'terms' or 'attachment', 'limit' and 'share', not both")
    case (nil, true) where fields["trigger"] != nil:
      return RuleChoice("excess-of-loss", ["limit": .number(0)])
    case (nil, true):
      fault(item, "a layer needs 'attachment: USD, limit: USD' or 'terms: {rule: …}'")
    case (nil, false):
      return RuleChoice(
        "excess-of-loss", ruleValues(Fields(uniqueKeysWithValues: short)))
    }
    return RuleChoice("")
  }

  private mutating func trigger(_ item: Item) -> InsuranceLayer.Trigger? {
    let keys = ["asset", "atOrBelow", "payout"]
    let fields = fields(item, of: "a trigger", keys, required: keys)
    guard let asset = text(fields["asset"]), let level = amount(fields["atOrBelow"]),
      let payout = amount(fields["payout"])
    else { return nil }
    return InsuranceLayer.Trigger(asset: AssetID(asset), atOrBelow: level, payoutUSD: payout)
  }

  private mutating func holding(_ item: Item) -> InsuranceProgramme.Holding? {
    let fields = fields(item, of: "a holding", ["usd", "asset", "market"], required: ["usd"])
    guard let usd = amount(fields["usd"]) else { return nil }
    return InsuranceProgramme.Holding(
      usd: usd, asset: text(fields["asset"]).map { AssetID($0) },
      market: text(fields["market"]).map { InsuredID($0) })
  }

  private mutating func exit(_ item: Item) -> InsuranceProgramme.Exit? {
    let keys = ["cover", "day", "usd"]
    let fields = fields(item, of: "an exit", keys, required: keys)
    guard let cover = text(fields["cover"]), let day = amount(fields["day"]),
      let usd = amount(fields["usd"])
    else { return nil }
    return InsuranceProgramme.Exit(silo: InsuredID(cover), day: day, usd: usd)
  }
}
