import ContagionModel
import OrderedCollections

extension LossTableText {
  struct Parsed {
    var losses: LossScenarios
    var kind: LossTableFile.Kind
    var assets: [AssetID] = []
  }

  static let accepted =
    "a loss table has 'scenario, probability, badDebt:MARKET…' (and perhaps latent:MARKET,"
    + " price:ASSET, liquidatedDebtUSD, borrowerEquityUSD), 'event, rate, loss[, market]' or"
    + " 'period, event, loss[, market]'"

  /// The table as scenarios, by the kind that its header names.
  mutating func parsed(named name: String, periods: Int?) -> Parsed? {
    guard !header.isEmpty else {
      fault("the file is empty; \(Self.accepted)", 1)
      return nil
    }
    let names = header.map(\.text)
    for (place, field) in header.enumerated() where names[..<place].contains(field.text) {
      fault("the header names '\(field.text)' twice", at: field)
    }
    switch (names.contains("period"), names.contains("rate"), names.contains("scenario")) {
    case (true, _, false):
      guard check(["period", "event", "loss"], ["market"]) else { return nil }
      return years(name, periods)
    case (false, true, false):
      guard check(["event", "rate", "loss"], ["market"]) else { return nil }
      return events(name)
    case (false, false, true): return scenarios(name)
    default:
      fault("the header has \(names.joined(separator: ", ")); \(Self.accepted)", header[0].line)
      return nil
    }
  }

  /// Whether the header has these columns and no others.
  private mutating func check(_ required: [String], _ optional: [String]) -> Bool {
    let known = required + optional
    var isSound = true
    for field in header where !known.contains(field.text) {
      unknown(field, among: known)
      isSound = false
    }
    for name in required where !header.contains(where: { $0.text == name }) {
      fault("the header has no column '\(name)'; \(Self.accepted)", header[0].line)
      isSound = false
    }
    return isSound
  }

  private mutating func unknown(_ field: Field, among known: [String]) {
    let hint = suggestion(for: field.text, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    fault("no column is called '\(field.text)'\(hint); \(Self.accepted)", at: field)
  }

  private func column(_ name: String) -> Int? { header.firstIndex { $0.text == name } }

  private enum Meaning {
    case scenario, probability, debt, equity
    case realized(Int), latent(Int), price(AssetID)
  }

  private mutating func scenarios(_ name: String) -> Parsed? {
    var markets: OrderedSet<InsuredID> = []
    var assets: [AssetID] = []
    var meanings: [Meaning] = []
    let plain: [String: Meaning] = [
      "scenario": .scenario, "probability": .probability, "liquidatedDebtUSD": .debt,
      "borrowerEquityUSD": .equity,
    ]
    for field in header {
      let parts = field.text.split(separator: ":", maxSplits: 1).map(String.init)
      if let meaning = plain[field.text] {
        meanings.append(meaning)
      } else if parts.count == 2, parts[0] == "badDebt" {
        meanings.append(.realized(markets.append(InsuredID(parts[1])).index))
      } else if parts.count == 2, parts[0] == "latent" {
        meanings.append(.latent(markets.append(InsuredID(parts[1])).index))
      } else if parts.count == 2, parts[0] == "price" {
        assets.append(AssetID(parts[1]))
        meanings.append(.price(AssetID(parts[1])))
      } else {
        unknown(
          field,
          among: plain.keys.sorted() + ["badDebt:MARKET", "latent:MARKET", "price:ASSET"])
      }
    }
    if column("probability") == nil {
      fault("the header has no column 'probability'; \(Self.accepted)", header[0].line)
    }
    if markets.isEmpty {
      fault("the header has no column 'badDebt:MARKET'; \(Self.accepted)", header[0].line)
    }
    guard faults.isEmpty else { return nil }
    let scenarios = rows.map { scenario($0, meanings, markets.count) }
    return Parsed(
      losses: LossScenarios(
        name, markets: markets.map { InsuredMarket($0) }, scenarios: scenarios),
      kind: .scenarios, assets: assets)
  }

  private mutating func scenario(
    _ row: [Field], _ meanings: [Meaning], _ markets: Int
  ) -> LossScenario {
    let none = Array(repeating: 0.0, count: markets)
    var event = LossEvent("", realizedUSD: none, latentUSD: none)
    var probability = 0.0
    for (place, field) in row.enumerated() {
      let name = header[place].text
      switch meanings[place] {
      case .scenario: event.id = field.text
      case .probability: probability = amount(field, name) ?? 0
      case .debt: event.liquidatedDebtUSD = amount(field, name)
      case .equity: event.borrowerEquityUSD = amount(field, name)
      case .realized(let market): event.realizedUSD[market] = amount(field, name) ?? 0
      case .latent(let market): event.latentUSD[market] = amount(field, name) ?? 0
      case .price(let asset): event.priceFactors[asset] = amount(field, name)
      }
    }
    return LossScenario(event.id, probability: probability, events: [event])
  }

  /// The markets that rows name; without such a column, one called portfolio.
  private func markets() -> (ids: OrderedSet<InsuredID>, column: Int?) {
    guard let column = column("market") else { return (["portfolio"], nil) }
    return (OrderedSet(rows.map { InsuredID($0[column].text) }), column)
  }

  private mutating func events(_ name: String) -> Parsed? {
    guard let event = column("event"), let rate = column("rate"), let loss = column("loss") else {
      return nil
    }
    let markets = markets()
    let none = Array(repeating: 0.0, count: markets.ids.count)
    var rates: OrderedDictionary<String, Double> = [:]
    var losses: [String: [Double]] = [:]
    for row in rows {
      let id = row[event].text
      guard let yearly = amount(row[rate], "rate"), let usd = amount(row[loss], "loss") else {
        continue
      }
      if let known = rates[id], known != yearly {
        fault("event '\(id)' has the rate \(yearly); it was \(known) before", at: row[rate])
      }
      rates[id] = yearly
      let market =
        markets.column.flatMap { markets.ids.firstIndex(of: InsuredID(row[$0].text)) } ?? 0
      losses[id, default: none][market] += usd
    }
    let sum = rates.values.reduce(0, +)
    guard sum <= 1 + LossScenarios.probabilityTolerance else {
      fault(
        "the rates sum to \(sum); with at most one event a year they sum to 1 or less;"
          + " several events a year take a year loss table", header[rate].line,
        header[rate].column)
      return nil
    }
    guard faults.isEmpty else { return nil }
    var scenarios = rates.map { id, rate in
      LossScenario(
        id, probability: rate, events: [LossEvent(id, realizedUSD: losses[id] ?? none)])
    }
    if sum < 1 {
      scenarios.insert(LossScenario("no event", probability: 1 - sum, events: []), at: 0)
    }
    return Parsed(
      losses: LossScenarios(
        name, markets: markets.ids.map { InsuredMarket($0) }, scenarios: scenarios),
      kind: .eventLossTable)
  }

  private mutating func years(_ name: String, _ periods: Int?) -> Parsed? {
    guard let period = column("period"), let event = column("event"), let loss = column("loss")
    else { return nil }
    guard let periods else {
      fault(
        "a year loss table lists only periods with events; say how many there are with --periods",
        header[period].line, header[period].column)
      return nil
    }
    let markets = markets()
    let none = Array(repeating: 0.0, count: markets.ids.count)
    var years: [[LossEvent]] = Array(repeating: [], count: periods)
    for row in rows {
      guard let number = Int(row[period].text), (1...periods).contains(number) else {
        fault(
          "'period' is '\(row[period].text)'; accepted: 1 to \(periods)", at: row[period])
        continue
      }
      guard let usd = amount(row[loss], "loss") else { continue }
      let id = row[event].text
      let market =
        markets.column.flatMap { markets.ids.firstIndex(of: InsuredID(row[$0].text)) } ?? 0
      if let last = years[number - 1].indices.last, years[number - 1][last].id == id,
        markets.column != nil
      {
        years[number - 1][last].realizedUSD[market] += usd
      } else {
        var losses = none
        losses[market] = usd
        years[number - 1].append(LossEvent(id, realizedUSD: losses))
      }
    }
    guard faults.isEmpty else { return nil }
    let scenarios = years.enumerated().map { place, events in
      LossScenario("\(place + 1)", probability: 1 / Double(periods), events: events)
    }
    return Parsed(
      losses: LossScenarios(
        name, markets: markets.ids.map { InsuredMarket($0) }, scenarios: scenarios,
        isSampled: true),
      kind: .yearLossTable)
  }
}
