public import ContagionModel
import OrderedCollections

extension InsuranceProgramme {
  /// Everything its author should know before it insures these markets.
  ///
  /// Assets are those that scenarios price; with `nil` any may be named.
  public func findings(
    insuring markets: [InsuredMarket], pricing assets: [AssetID]? = nil
  ) -> [Finding] {
    let design: any InsuranceDesign
    do {
      design = try Catalog.insuranceDesigns.rule(self.design)
    } catch {
      return [Finding(at: Self.path(of: error), error.description)]
    }
    var findings = siloFindings(design, markets) + layerFindings(design)
    findings += capitalFindings(design, markets) + overlayFindings(design)
    if let assets { findings += assetFindings(assets) }
    for (place, exit) in exits.enumerated() where silos[exit.silo] == nil {
      findings.append(
        Finding(
          at: "exits[\(place)].silo",
          unknown("cover", exit.silo.name, among: silos.keys.map(\.name))))
    }
    return findings
  }

  private static func path(of error: RuleError) -> String {
    error.parameter.map { "design.\($0)" } ?? "design"
  }

  private func unknown(_ what: String, _ name: String, among known: [String]) -> String {
    let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    return "no \(what) is called '\(name)'\(hint); known: \(known.joined(separator: ", "))"
  }

  private func siloFindings(
    _ design: any InsuranceDesign, _ markets: [InsuredMarket]
  ) -> [Finding] {
    var findings: [Finding] = []
    let known = design.siloAmounts.map(\.name)
    if known.isEmpty, !silos.isEmpty {
      findings.append(
        Finding(at: "cover", "design '\(self.design.name)' takes no cover by market"))
      return findings
    }
    if !known.isEmpty, silos.isEmpty {
      findings.append(
        Finding(
          at: "",
          "design '\(self.design.name)' needs 'cover: {MARKET: {"
            + known.map { "\($0): USD" }.joined(separator: ", ") + "}}'"))
    }
    var covered: [InsuredID: InsuredID] = [:]
    for (id, silo) in silos {
      let path = "cover.\(id)"
      let reached = markets.filter { $0.isCovered(by: id) }
      if reached.isEmpty {
        let names = OrderedSet(
          markets.flatMap { [$0.id.name, String($0.id.name.prefix { $0 != "/" })] })
        findings.append(
          Finding(at: path, unknown("protocol or reserve", id.name, among: names.elements)))
      }
      for market in reached {
        if let other = covered.updateValue(id, forKey: market.id) {
          findings.append(
            Finding(.warning, at: path, "'\(market.id)' is covered by '\(other)' as well; both pay")
          )
        }
      }
      for (name, usd) in silo.amounts.sorted(by: { $0.key < $1.key }) {
        if !known.contains(name) {
          findings.append(
            Finding(
              at: "\(path).\(name)",
              unknown("amount of design '\(self.design.name)'", name, among: known)))
        } else if !(usd >= 0 && usd.isFinite) {
          findings.append(
            Finding(at: "\(path).\(name)", "'\(name)' is \(usd); accepted: USD, 0 or more"))
        }
      }
      for amount in design.siloAmounts where amount.isRequired && silo.amounts[amount.name] == nil {
        findings.append(
          Finding(at: path, "design '\(self.design.name)' needs '\(amount.name)' for '\(id)'"))
      }
    }
    return findings
  }

  private func assetFindings(_ assets: [AssetID]) -> [Finding] {
    namedAssets.filter { !assets.contains($0.asset) }.map {
      Finding(at: $0.path, unknown("asset", $0.asset.name, among: assets.map(\.name)))
    }
  }

  private func layerFindings(_ design: any InsuranceDesign) -> [Finding] {
    guard design.needs.contains(.layers) else {
      return layers.isEmpty
        ? [] : [Finding(at: "layers", "design '\(self.design.name)' takes no layers")]
    }
    guard !layers.isEmpty else {
      return [
        Finding(
          at: "", "design '\(self.design.name)' needs 'layers: [{name, payer, attachment, limit}]'")
      ]
    }
    var findings: [Finding] = []
    var slices: [(place: Int, from: Double, to: Double)] = []
    for (place, layer) in layers.enumerated() {
      let path = "layers[\(place)]"
      do {
        let terms = try Catalog.insuranceTerms.rule(layer.terms)
        if layer.isFunded, layer.trigger == nil, terms.maximumUSD.isInfinite {
          findings.append(
            Finding(
              at: path,
              "layer '\(layer.name)' pays without a limit; give it one, or 'funded: false'"))
        }
        if layer.trigger == nil, layer.basis == .event, layer.priority == 1,
          let slice = terms.slice
        {
          slices.append((place, slice.attachment, slice.attachment + slice.limit))
        }
      } catch {
        findings.append(
          Finding(at: error.parameter.map { "\(path).\($0)" } ?? path, error.description))
      }
      if layers[..<place].contains(where: { $0.name == layer.name }) {
        findings.append(Finding(at: "\(path).name", "two layers are called '\(layer.name)'"))
      }
    }
    return findings + Self.stackFindings(slices, layers)
  }

  /// Overlaps and gaps of a stack, which may be meant.
  private static func stackFindings(
    _ slices: [(place: Int, from: Double, to: Double)], _ layers: [InsuranceLayer]
  ) -> [Finding] {
    let stack = slices.sorted { ($0.from, $0.to, $0.place) < ($1.from, $1.to, $1.place) }
    var findings: [Finding] = []
    for (lower, upper) in zip(stack, stack.dropFirst()) {
      let names = (layers[lower.place].name, layers[upper.place].name)
      if upper.from < lower.to {
        findings.append(
          Finding(
            .warning, at: "layers[\(upper.place)]",
            "layers '\(names.0)' and '\(names.1)' overlap from \(upper.from) to"
              + " \(min(lower.to, upper.to)) USD"))
      } else if upper.from > lower.to {
        findings.append(
          Finding(
            .warning, at: "layers[\(upper.place)]",
            "no layer pays from \(lower.to) to \(upper.from) USD, between '\(names.0)' and"
              + " '\(names.1)'"))
      }
    }
    return findings
  }

  private func capitalFindings(
    _ design: any InsuranceDesign, _ markets: [InsuredMarket]
  ) -> [Finding] {
    var findings: [Finding] = []
    for (place, holding) in capital.enumerated() {
      if !(holding.usd >= 0 && holding.usd.isFinite) {
        findings.append(
          Finding(at: "capital[\(place)].usd", "'usd' is \(holding.usd); accepted: USD, 0 or more"))
      }
      if let id = holding.market, !markets.contains(where: { $0.isCovered(by: id) }) {
        findings.append(
          Finding(
            at: "capital[\(place)].market",
            unknown("protocol or reserve", id.name, among: markets.map(\.id.name))))
      }
    }
    let held = capital.reduce(0) { $0 + $1.usd }
    if design.needs.contains(.capital) {
      if capital.isEmpty {
        findings.append(
          Finding(
            at: "", "design '\(self.design.name)' needs 'capital: [{usd: USD, asset: ASSET}]'"))
      } else if let mutual = design as? LeveragedMutual {
        let promised = silos.values.reduce(0) { $0 + ($1.amounts["limit"] ?? 0) }
        if promised > mutual.gearing * held {
          findings.append(
            Finding(
              at: "capital",
              "the policies promise \(promised) USD, more than \(mutual.gearing) times the capital of"
                + " \(held) USD"))
        }
      }
    } else if design.needs.contains(.layers), !capital.isEmpty, findings.isEmpty,
      layerFindings(design).allSatisfy({ $0.severity != .error })
    {
      let promised = design.lockedCapitalUSD(of: self, insuring: markets)
      if promised > held {
        findings.append(
          Finding(
            at: "capital",
            "the layers promise \(promised) USD, more than the capital of \(held) USD"))
      }
    }
    return findings
  }
}
