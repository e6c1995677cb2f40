import ContagionModel
import OrderedCollections
import Yams

extension NetworkReading {
  private static let numberKeys = ["value", "low", "high", "source", "date", "note"]

  /// A number: plain, with a source, or one end of a range.
  mutating func number(_ item: Item?) -> Double? {
    guard let item else { return nil }
    guard case .mapping = item.node else { return plainNumber(item) }
    let fields = fields(item, of: "a number", Self.numberKeys)
    _ = text(fields["date"])
    switch (fields["value"], fields["low"], fields["high"]) {
    case (let value?, nil, nil): return plainNumber(value)
    case (nil, let low?, let high?):
      guard let lowest = plainNumber(low), let highest = plainNumber(high) else { return nil }
      guard lowest <= highest else {
        fault(
          item,
          "'\(item.name)' has low \(Wording.number(lowest)) above high \(Wording.number(highest))")
        return nil
      }
      noteRange(item)
      return end == .low ? lowest : highest
    default:
      fault(
        item,
        "'\(item.name)' has \(fields.keys.joined(separator: ", "));"
          + " accepted: a number, {value: …} or {low: …, high: …}")
      return nil
    }
  }

  /// A whole number of at least 1.
  mutating func count(_ item: Item?) -> Int? {
    guard let item, let number = number(item) else { return nil }
    guard let count = Int(exactly: number), count >= 1 else {
      fault(
        item, "'\(item.name)' is \(Wording.number(number)); accepted: a whole number, 1 or more")
      return nil
    }
    return count
  }

  /// Whether a value reads as a number, in any of its forms.
  func isNumeric(_ item: Item) -> Bool {
    switch item.node {
    case .scalar(let scalar):
      scalar.style == .plain && NumberText.value(ArraySlice(scalar.string.utf8)) != nil
    case .mapping(let mapping):
      mapping.keys.contains { ["value", "low", "high"].contains($0.string) }
    case .sequence, .alias: false
    }
  }

  private mutating func plainNumber(_ item: Item) -> Double? {
    guard case .scalar(let scalar) = item.node, !item.isNull else {
      fault(item, "'\(item.name)' is \(item.found); accepted: a number such as 12.5 or 1.25e3")
      return nil
    }
    guard let value = NumberText.value(ArraySlice(scalar.string.utf8)) else {
      fault(item, "'\(item.name)' \(NumberText.fault(scalar.string))")
      return nil
    }
    guard scalar.style == .plain || scalar.style == .any else {
      fault(item, "'\(item.name)' is text in quotes; write \(scalar.string) without them")
      return nil
    }
    return value
  }
}
