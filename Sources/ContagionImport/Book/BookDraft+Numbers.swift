import ContagionFiles

extension BookDraft {
  /// The number of a text, times 10^−decimals; a fault and `nil` if it is none.
  ///
  /// The power of ten goes into the text, so that wei are rounded once.
  mutating func number(
    _ text: String?, _ name: String, decimals: Int = 0, _ place: Place
  ) -> Double? {
    guard let text else {
      fault(place, "'\(name)' is missing; accepted: a number such as 12.5 or 1.25e3")
      return nil
    }
    guard let plain = NumberText.value(Array(text.utf8)[...]) else {
      fault(place, "'\(name)' \(NumberText.fault(text))")
      return nil
    }
    guard decimals != 0 else { return plain }
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - decimals
    return NumberText.value(Array("\(parts[0])e\(exponent)".utf8)[...])
  }

  /// A member of a JSON object as a number; with `optional`, 0 if it is absent
  /// or null.
  mutating func number(
    _ node: JSONNode, _ name: String, decimals: Int = 0, in file: String, optional: Bool = false
  ) -> Double? {
    let member = node[name]
    if optional, member == nil || member?.isNull == true { return 0 }
    let place = (member ?? node).place(in: file)
    if let member, member.spelling == nil, !member.isNull {
      fault(place, "'\(name)' is \(member.kind); accepted: a number, or a text that is one")
      return nil
    }
    return number(member?.spelling, name, decimals: decimals, place)
  }

  /// A member of a JSON object as a text.
  mutating func text(_ node: JSONNode, _ name: String, in file: String) -> String? {
    guard let text = node[name]?.spelling else {
      let found = node[name].map { "is \($0.kind)" } ?? "is missing"
      fault((node[name] ?? node).place(in: file), "'\(name)' \(found); accepted: a text")
      return nil
    }
    return text
  }

  /// A member of a JSON object that counts decimals of a token, 0 to 36.
  mutating func decimals(_ node: JSONNode, _ name: String = "decimals", in file: String) -> Int? {
    guard let text = node[name]?.spelling, let count = Int(text), (0...36).contains(count) else {
      let found = node[name].map { "is \($0.kind)" } ?? "is missing"
      fault(
        (node[name] ?? node).place(in: file),
        "'\(name)' \(found); without it amounts cannot be scaled; accepted: 0 to 36")
      return nil
    }
    return count
  }
}
