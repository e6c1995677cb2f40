import ContagionModel

extension InsuranceProgramme {
  /// What is wrong with the overlays of a design.
  func overlayFindings(_ design: any InsuranceDesign) -> [Finding] {
    var findings: [Finding] = []
    for (place, overlay) in overlays.enumerated() {
      let path = "overlays[\(place)]"
      let rule: any InsuranceOverlay
      do {
        rule = try Catalog.insuranceOverlays.rule(overlay.rule)
      } catch {
        findings.append(
          Finding(at: error.parameter.map { "\(path).\($0)" } ?? path, error.description))
        continue
      }
      let name = overlay.rule.name
      if let text = rule.assetFinding(overlay.asset) {
        findings.append(Finding(at: overlay.asset == nil ? path : "\(path).asset", text))
      }
      if let amount = rule.neededAmount, !design.siloAmounts.contains(where: { $0.name == amount })
      {
        findings.append(
          Finding(
            at: path,
            "overlay '\(name)' needs a design with '\(amount)'; '\(self.design.name)' has none"))
      }
    }
    return findings
  }
}
