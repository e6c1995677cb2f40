public import ContagionModel
import OrderedCollections

/// A programme checked against the markets it is to insure.
public struct CompiledProgramme: Sendable {
  public let programme: InsuranceProgramme
  public let markets: [InsuredMarket]
  let design: any InsuranceDesign
  /// The programme with its overlays on it.
  let effective: InsuranceProgramme
  private let overlays: [(rule: any InsuranceOverlay, asset: AssetID?)]
  private let silos: [Waterfall.Silo]

  /// Checks a programme.
  ///
  /// - Throws: ``ProgrammeError`` with every finding that is an error.
  public init(
    _ programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) throws(ProgrammeError) {
    let findings = programme.findings(insuring: markets).filter { $0.severity == .error }
    guard findings.isEmpty else { throw ProgrammeError(findings) }
    do {
      design = try Catalog.insuranceDesigns.rule(programme.design)
      var overlays: [(rule: any InsuranceOverlay, asset: AssetID?)] = []
      for overlay in programme.overlays {
        overlays.append((try Catalog.insuranceOverlays.rule(overlay.rule), overlay.asset))
      }
      self.overlays = overlays
      effective = overlays.reduce(programme) { $1.rule.adjusted($0) }
    } catch {
      throw ProgrammeError([Finding(at: "design", error.description)])
    }
    self.programme = programme
    self.markets = markets
    silos = effective.silos.map { id, silo in
      Waterfall.Silo(
        id: id, markets: markets.indices.filter { markets[$0].isCovered(by: id) },
        asset: silo.asset, amounts: silo.amounts)
    }
  }

  /// Locked before any event at its prices, USD.
  public var lockedCapitalUSD: Double { design.lockedCapitalUSD(of: effective, insuring: markets) }

  /// The most that locked capital undertakes to pay, USD.
  public var coverLimitUSD: Double { design.coverLimitUSD(of: effective, insuring: markets) }

  /// The most that promises could add, USD; infinite without a limit.
  public var promisedUSD: Double { design.promisedUSD(of: effective, insuring: markets) }

  /// Splits the bad debt of one event.
  ///
  /// - Complexity: O(covers × markets).
  public func settlement(
    of event: LossEvent, from state: InsuranceState = .opening
  ) -> Settlement {
    var waterfall = Waterfall(event, effective, markets, silos, state)
    let capital = design.capitalUSD(in: waterfall)
    var pays = true
    for overlay in overlays {
      let lets = overlay.rule.precede(&waterfall, asset: overlay.asset)
      pays = pays && lets
    }
    if pays { design.pay(&waterfall) }
    for overlay in overlays { overlay.rule.follow(&waterfall) }
    return waterfall.settlement(capitalUSD: capital)
  }
}

/// The findings that keep a programme from being settled.
public struct ProgrammeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var findings: [Finding]

  public init(_ findings: [Finding]) { self.findings = findings }

  public var description: String {
    findings.map { "\($0.path): \($0.severity.rawValue): \($0.message)" }.joined(separator: "\n")
  }
}
