import ContagionModel
import OrderedCollections
import Yams

/// One walk through a scenario model's file.
struct ScenarioReading {
  private static let keys = [
    "schema", "name", "title", "source", "model", "horizonDays", "assets", "correlations", "grid",
    "events", "prices", "scenarios",
  ]

  let path: String
  var reading: NetworkReading
  var inputs: [InputFile]

  init(file: String, inputs: [InputFile]) {
    path = file
    self.inputs = inputs
    reading = NetworkReading(file: file, end: .low)
  }

  /// The file with what was found on the walk.
  func file(_ description: ScenarioDescription) -> ScenarioFile {
    ScenarioFile(
      description: description, places: reading.places,
      findings: sorted(reading.findings, by: reading.places), inputs: inputs)
  }

  /// The whole file.
  mutating func document(_ root: Item) -> ScenarioDescription {
    let fields = reading.fields(
      root, of: "a scenario model", Self.keys,
      required: ["schema", "name", "model", "horizonDays"])
    if let item = fields["schema"], let schema = reading.text(item),
      schema != YAMLScenarios.schema
    {
      reading.fault(item, "'schema' is '\(schema)'; accepted: \(YAMLScenarios.schema)")
    }
    let name = reading.text(fields["name"]) ?? ""
    var description = ScenarioDescription(
      name: name, title: reading.text(fields["title"]),
      source: reading.text(fields["source"]) ?? "",
      rule: reading.rule(fields["model"]) ?? RuleChoice(""),
      horizonDays: positive(fields["horizonDays"]) ?? 1)
    description.assets = assets(fields["assets"])
    description.correlations = correlations(fields["correlations"])
    description.grid = grid(fields["grid"])
    description.events = events(fields["events"])
    if let item = fields["prices"] { description.prices = prices(item) }
    if let item = fields["scenarios"] {
      let parts = reading.fields(item, of: "'scenarios'", ["file"], required: ["file"])
      if let file = parts["file"], let name = reading.text(file) {
        description.listed = listed(at: beside(name), for: file)
      }
    }
    if let range = reading.ranges.first {
      reading.add(Finding(at: range, "a range; accepted in a scenario model: one number"))
    }
    return description
  }

  /// A path that a file names, seen from the file.
  func beside(_ name: String) -> String {
    guard !name.hasPrefix("/"), let cut = path.lastIndex(of: "/") else { return name }
    return String(path[...cut]) + name
  }

  /// A number above 0.
  mutating func positive(_ item: Item?) -> Double? {
    guard let item, let value = reading.number(item) else { return nil }
    guard value > 0 else {
      reading.fault(item, "'\(item.name)' is \(Wording.number(value)); accepted: above 0")
      return nil
    }
    return value
  }

  /// A number in a range.
  mutating func number(_ item: Item?, in range: ClosedRange<Double>) -> Double? {
    guard let item, let value = reading.number(item) else { return nil }
    guard range.contains(value) else {
      let (low, high) = (Wording.number(range.lowerBound), Wording.number(range.upperBound))
      reading.fault(
        item, "'\(item.name)' is \(Wording.number(value)); accepted: \(low)...\(high)")
      return nil
    }
    return value
  }

  private mutating func assets(
    _ item: Item?
  ) -> OrderedDictionary<AssetID, ScenarioDescription.AssetMotion> {
    var assets: OrderedDictionary<AssetID, ScenarioDescription.AssetMotion> = [:]
    for (name, item) in reading.entries(item, of: "assets") {
      let fields = reading.fields(
        item, of: "the motion of an asset", ["volatility", "drift", "loadings"],
        required: ["volatility"])
      var motion = ScenarioDescription.AssetMotion(
        volatility: positive(fields["volatility"]) ?? 1,
        drift: reading.number(fields["drift"]) ?? 0)
      for (factor, item) in reading.entries(fields["loadings"], of: "factors") {
        motion.loadings[factor] = number(item, in: -1...1)
      }
      assets[AssetID(name)] = motion
    }
    return assets
  }

  private mutating func correlations(_ item: Item?) -> [ScenarioDescription.Correlation] {
    reading.list(item, of: "correlations").compactMap { item in
      let fields = reading.fields(
        item, of: "a correlation", ["between", "value"], required: ["between", "value"])
      let value = number(fields["value"], in: -1...1)
      let names = reading.list(fields["between"], of: "two assets").compactMap {
        reading.text($0)
      }
      if let between = fields["between"], names.count != 2 {
        reading.fault(between, "'between' has \(names.count) assets; accepted: two")
      }
      guard let value, names.count == 2 else { return nil }
      return ScenarioDescription.Correlation(AssetID(names[0]), AssetID(names[1]), value)
    }
  }

  private mutating func grid(_ item: Item?) -> OrderedDictionary<String, [Shock]> {
    var grid: OrderedDictionary<String, [Shock]> = [:]
    for (target, item) in reading.entries(item, of: "shocks") {
      grid[target] = reading.list(item, of: "sizes such as -10%").compactMap { size in
        reading.text(size).flatMap { shock("\(target)=\($0)", size) }
      }
    }
    return grid
  }

  private mutating func events(
    _ item: Item?
  ) -> OrderedDictionary<String, ScenarioDescription.Event> {
    var events: OrderedDictionary<String, ScenarioDescription.Event> = [:]
    for (name, item) in reading.entries(item, of: "events") {
      let fields = reading.fields(
        item, of: "an event", ["perYear", "shocks", "brings"], required: ["perYear", "shocks"])
      var event = ScenarioDescription.Event(
        perYear: number(fields["perYear"], in: 0...1e6) ?? 0, shocks: [])
      for item in reading.list(fields["shocks"], of: "shocks") {
        if let shock = reading.text(item).flatMap({ shock($0, item) }) {
          event.shocks.append(shock)
        }
      }
      for (other, item) in reading.entries(fields["brings"], of: "events") {
        event.brings[other] = number(item, in: 0...1)
      }
      events[name] = event
    }
    return events
  }

  /// A shock as it is spelled.
  private mutating func shock(_ text: String, _ item: Item) -> Shock? {
    do {
      return try Shock(parsing: text)
    } catch {
      reading.fault(item, error.description)
      return nil
    }
  }
}
