import ContagionModel
import OrderedCollections

extension NetworkReading {
  mutating func choices(_ item: Item?) -> Choices {
    var choices = Choices()
    guard let item else { return choices }
    let fields = fields(
      item, of: "the choices",
      [
        "clearing", "arbitrage", "liquidators", "opening", "scarceCash", "routing", "without",
        "roundLimit",
      ])
    if let clearing = word(fields["clearing"], Choices.Clearing.self) {
      choices.clearing = clearing
    }
    if let arbitrage = word(fields["arbitrage"], Choices.Arbitrage.self) {
      choices.arbitrage = arbitrage
    }
    if let liquidators = word(fields["liquidators"], Choices.Liquidators.self) {
      choices.liquidators = liquidators
    }
    if let opening = word(fields["opening"], Choices.Opening.self) { choices.opening = opening }
    if let scarce = word(fields["scarceCash"], Choices.ScarceCash.self) {
      choices.scarceCash = scarce
    }
    if let routing = word(fields["routing"], Choices.Routing.self) { choices.routing = routing }
    for channel in list(fields["without"], of: "channels") {
      if let channel = word(channel, Channel.self) { choices.without.insert(channel) }
    }
    if let limit = count(fields["roundLimit"]) { choices.roundLimit = limit }
    return choices
  }

  mutating func shocks(_ item: Item?) -> OrderedDictionary<String, NamedShock> {
    var shocks: OrderedDictionary<String, NamedShock> = [:]
    for (name, item) in entries(item, of: "shocks") {
      let fields = fields(item, of: "a shock", ["title", "apply"], required: ["apply"])
      let title = text(fields["title"]) ?? name
      let parts = list(fields["apply"], of: "shocks").compactMap { shock($0) }
      if let apply = fields["apply"], parts.isEmpty,
        !findings.contains(where: { $0.path.hasPrefix(apply.path) })
      {
        fault(apply, "'apply' is empty; accepted: a list of shocks such as [ETH=-30%]")
      }
      shocks[name] = NamedShock(title: title, shocks: parts)
    }
    return shocks
  }

  private mutating func shock(_ item: Item) -> Shock? {
    guard let text = text(item) else { return nil }
    do {
      let shock = try Shock(parsing: text)
      guard case .issuerLoss(let issuer, let loss) = shock else {
        guard case .issuerLossShare(let issuer, let share) = shock else { return shock }
        return .issuerLossShare(receiptIssuer(issuer.description), share)
      }
      return .issuerLoss(receiptIssuer(issuer.description), loss)
    } catch {
      fault(item, error.description)
      return nil
    }
  }
}
