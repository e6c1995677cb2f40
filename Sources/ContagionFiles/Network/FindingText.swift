public import ContagionModel

/// Findings as `contagion check` prints them, sorted by place, a line each:
/// `network.yaml:41:7: error: what, what was found, what is accepted`.
public func findingText(_ findings: [Finding], _ places: NetworkPlaces) -> String {
  // One line of a rule set can be wrong for every protocol.
  var lines: [String] = []
  for finding in sorted(findings, by: places) {
    let line = findingText(finding, places) + "\n"
    if lines.last != line { lines.append(line) }
  }
  return lines.joined()
}

/// One finding as `contagion check` prints it.
public func findingText(_ finding: Finding, _ places: NetworkPlaces) -> String {
  "\(places.place(of: finding.path)): \(finding.severity.rawValue): \(finding.message)"
}

/// Findings by place; at one place errors first, then by wording.
func sorted(_ findings: [Finding], by places: NetworkPlaces) -> [Finding] {
  findings
    .map { (place: places.place(of: $0.path), finding: $0) }
    .sorted {
      ($0.place, $0.finding.severity, $0.finding.message)
        < ($1.place, $1.finding.severity, $1.finding.message)
    }
    .map(\.finding)
}
