/// Collects findings about numbers; absent numbers have none.
struct ValueFindings {
  private(set) var findings: [Finding] = []

  mutating func add(at path: String, _ message: String) {
    findings.append(Finding(at: path, message))
  }

  mutating func positive(
    _ value: Double?, _ name: String, in path: String, key: String? = nil
  ) {
    guard let value, !(value > 0 && value.isFinite) else { return }
    add(
      at: "\(path).\(key ?? name)",
      "\(name) is \(Wording.number(value)); accepted: a finite number above 0")
  }

  mutating func notNegative(_ value: Double?, _ name: String, in path: String) {
    guard let value, !(value >= 0 && value.isFinite) else { return }
    add(
      at: "\(path).\(name)",
      "\(name) is \(Wording.number(value)); accepted: a finite number, 0 or more")
  }

  mutating func units(_ units: Double, of asset: AssetID, at path: String) {
    guard !(units >= 0 && units.isFinite) else { return }
    add(
      at: path, "\(Wording.number(units)) units of \(asset); accepted: a finite number, 0 or more")
  }

  mutating func ratio(_ value: Double?, _ name: String, in path: String) {
    guard let value else { return }
    ratio(value, name, at: "\(path).\(name)")
  }

  mutating func ratio(_ value: Double, _ name: String, at path: String) {
    guard !(0...1).contains(value) else { return }
    let hint =
      value > 1 && value <= 100
      ? "; \(Wording.number(value)) looks like a percentage: write \(Wording.number(value / 100))"
      : ""
    add(
      at: path,
      value > 1
        ? "\(name) is \(Wording.number(value)); accepted: 1 or less\(hint)"
        : "\(name) is \(Wording.number(value)); accepted: 0 to 1")
  }

}
