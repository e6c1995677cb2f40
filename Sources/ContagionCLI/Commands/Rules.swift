import ArgumentParser
import ContagionDiagrams
import ContagionEngine
import ContagionEnsemble
import ContagionInsurance
import ContagionImport
import ContagionModel
import ContagionReports

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists everything that a network or design file can name.",
    discussion: """
      With a kind, only that catalog.

        contagion rules liquidation
      """)

  /// Every catalog of rules that files name.
  static let catalogs = [
    CatalogListing("liquidation", Catalog.liquidationMechanisms),
    CatalogListing("close-factor", Catalog.closeFactors),
    CatalogListing("pool", Catalog.priceImpacts),
    CatalogListing("oracle", Catalog.priceOracles),
    CatalogListing("interest-rate", Catalog.interestRates),
    CatalogListing("borrowers", Catalog.borrowerBehaviours),
    CatalogListing("lenders", Catalog.lenderBehaviours),
    CatalogListing("providers", Catalog.providerBehaviours),
    CatalogListing("bridge-loss", Catalog.bridgeLosses),
    CatalogListing("breaker", Catalog.circuitBreakers),
    CatalogListing("margin", Catalog.marginEngines),
    CatalogListing("scenario", Catalog.scenarioModels),
    CatalogListing("format", Catalog.reportFormats),
    CatalogListing("design", Catalog.insuranceDesigns),
    CatalogListing("terms", Catalog.insuranceTerms),
    CatalogListing("overlay", Catalog.insuranceOverlays),
    CatalogListing("diagram", Catalog.diagramStyles),
    CatalogListing("export", Catalog.networkExporters),
    CatalogListing("import", Catalog.networkImporters),
  ]

  @Argument(help: "The kind of rule.")
  var kind: String?

  func validate() throws {
    guard let kind, !Self.catalogs.contains(where: { $0.name == kind }) else { return }
    let known = Self.catalogs.map(\.name)
    let hint = suggestion(for: kind, among: known).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "No kind of rule is called '\(kind)'.\(hint) Known: \(known.joined(separator: ", ")).")
  }

  func run() throws {
    for catalog in Self.catalogs where kind == nil || kind == catalog.name {
      try Terminal.result(catalog.text)
    }
  }
}

extension CatalogListing {
  /// The rules of a catalog with their parameters, for a terminal.
  fileprivate var text: String {
    var lines = ["\(name): \(title)"]
    for rule in rules {
      lines += ["  \(rule.name)", "      \(rule.summary)", "      Source: \(rule.source)"]
      lines += rule.parameters.map { "      \($0.name): \($0.text)" }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }
}

extension RuleParameter {
  fileprivate var text: String {
    let accepted =
      switch domain {
      case .number(let range): "\(range.lowerBound)...\(range.upperBound) \(unit)"
      case .rule(let names, let range):
        names.joined(separator: ", ")
          + (range.map { " or a number in \($0.lowerBound)...\($0.upperBound)" } ?? "")
      }
    let standard =
      switch fallback {
      case nil: "required"
      case .number(let number)?: "default \(number)"
      case .rule(let choice)?: "default \(choice.name)"
      }
    return "\(summary) \(accepted); \(standard)."
  }
}
