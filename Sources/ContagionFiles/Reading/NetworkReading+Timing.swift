import ContagionModel
import OrderedCollections

extension NetworkReading {
  /// How a run goes over time: `{step: 10m, horizon: 36h, prices: [{at: 0h, ETH: 194}, …]}`.
  mutating func timing(_ item: Item) -> Timing? {
    let fields = fields(
      item, of: "the timing", ["step", "horizon", "prices"], required: ["step", "prices"])
    let step = span(fields["step"])
    let horizon = span(fields["horizon"])
    guard let rows = fields["prices"] else { return nil }
    var assets: [String] = []
    var times: [Double] = []
    var prices: [Double] = []
    for row in list(rows, of: "{at: 2h, ASSET: price}") {
      let cells = entries(row, of: "prices by asset, and 'at'")
      let names = Array(cells.keys).filter { $0 != "at" && !Self.provenance.contains($0) }
      guard let time = span(cells["at"]) else {
        if cells["at"] == nil { fault(row, "a row needs 'at', the time since the start") }
        continue
      }
      if assets.isEmpty { assets = names }
      guard Set(names) == Set(assets), !names.isEmpty else {
        fault(
          row,
          "the row prices \(names.joined(separator: ", ")); accepted: what the first row"
            + " prices, \(assets.joined(separator: ", "))")
        continue
      }
      if let last = times.last, time <= last {
        fault(
          row, "\(Span(seconds: time)) follows \(Span(seconds: last)); times rise")
        continue
      }
      let values = assets.map { number(cells[$0]) }
      guard values.allSatisfy({ $0 != nil }) else { continue }
      times.append(time)
      prices += values.compactMap { $0 }
    }
    guard let step, !times.isEmpty else {
      if times.isEmpty, findings.isEmpty {
        fault(rows, "'prices' is empty; accepted: rows of prices")
      }
      return nil
    }
    return Timing(
      PricePath(assets: assets.map { AssetID($0) }, times: times, prices: prices), step: step,
      horizon: horizon)
  }

  /// Seconds of `10m`.
  mutating func span(_ item: Item?) -> Double? {
    guard let item, let text = text(item) else { return nil }
    guard let span = Span(text) else {
      fault(item, "'\(item.name)' is '\(text)'; accepted: \(Span.accepted)")
      return nil
    }
    return span.seconds
  }
}
