extension Choices {
  /// All choices in one line: `clearing synchronous; arbitrage none; …`.
  public var text: String { listed.map { "\($0.name) \($0.value)" }.joined(separator: "; ") }

  /// Reads ``text``; `nil` if a choice is missing, unknown or has another value than
  /// it can have.
  public init?(text: String) {
    var values: [String: String] = [:]
    for part in text.split(separator: "; ") {
      for choice in Choices().listed where part.hasPrefix("\(choice.name) ") {
        values[choice.name] = String(part.dropFirst(choice.name.count + 1))
      }
    }
    let off = values["without"].map { $0 == "nothing" ? [] : $0.split(separator: ", ") } ?? []
    let channels = off.compactMap { Channel(rawValue: String($0)) }
    guard let clearing = values["clearing"].flatMap(Clearing.init(rawValue:)),
      let arbitrage = values["arbitrage"].flatMap(Arbitrage.init(rawValue:)),
      let liquidators = values["liquidators"].flatMap(Liquidators.init(rawValue:)),
      let scarceCash = ScarceCash.allCases.first(where: { $0.words == values["scarce cash"] }),
      let routing = Routing.allCases.first(where: { $0.words == values["routing"] }),
      let opening = values["opening"].flatMap(Opening.init(rawValue:)),
      let roundLimit = values["roundLimit"].flatMap(Int.init), channels.count == off.count
    else { return nil }
    self.init(
      clearing: clearing, arbitrage: arbitrage, liquidators: liquidators, opening: opening,
      scarceCash: scarceCash, routing: routing, without: Set(channels), roundLimit: roundLimit)
    guard self.text == text else { return nil }
  }
}
