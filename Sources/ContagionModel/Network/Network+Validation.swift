extension Network {
  /// What keeps the network from being run, and what its author may not mean.
  ///
  /// Names that nothing bears, numbers out of their range, assets without a
  /// price, and claims that do not add up. Rule choices are checked where their
  /// catalogs are, when the network is compiled.
  ///
  /// - Complexity: O(*n* log *n*), where *n* is the number of account entries.
  public func findings() -> [Finding] { objectFindings() + accountFindings() }

  /// The findings that need no account.
  package func objectFindings() -> [Finding] {
    nameFindings() + shockFindings() + assetFindings() + poolFindings() + issuerFindings()
      + bridgeFindings()
      + protocolFindings() + timeFindings() + pricingFindings() + routeFindings()
      + closedCycleFindings()
  }

  /// The findings that read the accounts, sums over them included.
  package func accountFindings() -> [Finding] {
    entryFindings() + solvencyFindings() + thresholdFindings() + reserveFindings()
      + supplyFindings()
  }
}

/// Words for findings.
package enum Wording {
  /// `100` for 100.0, `0.25` for 0.25, `4.08e+25` for more than 15 digits.
  package static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15, value == value.rounded() else { return "\(value)" }
    return "\(Int(value))"
  }

  /// `no asset is called 'ETHH' (did you mean 'ETH'?); known: ETH, USDC`.
  static func unknown(_ kind: String, _ name: String, among known: [String]) -> String {
    let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    guard !known.isEmpty else { return "no \(kind) is called '\(name)'; the network has none" }
    let shown = known.prefix(12).joined(separator: ", ")
    let more = known.count > 12 ? " and \(known.count - 12) more" : ""
    return "no \(kind) is called '\(name)'\(hint); known: \(shown)\(more)"
  }
}

/// How far two sums over the same claims may drift apart before they differ, as
/// a share of the larger: rounding of decimal figures, no more.
let balanceTolerance = 1e-9

/// Whether `a` is more than `b` by more than rounding.
func exceeds(_ a: Double, _ b: Double) -> Bool { a - b > balanceTolerance * max(abs(a), abs(b)) }
