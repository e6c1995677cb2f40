public import ContagionModel
import OrderedCollections

/// One book under one set of rules.
public struct RuleSetStudy: Sendable {
  public var name: String
  public var study: Study
  /// Collateral and debt of all accounts at the opening, USD.
  public var collateralUSD: Double
  public var debtUSD: Double

  public init(name: String, study: Study, collateralUSD: Double, debtUSD: Double) {
    self.name = name
    self.study = study
    self.collateralUSD = collateralUSD
    self.debtUSD = debtUSD
  }
}

extension Table {
  /// The same book and shock under several sets of rules, side by side.
  ///
  /// Every row is a measure, every column a set of rules.
  public init(comparing sets: [RuleSetStudy]) {
    let columns: [TableColumn<ComparedMeasure>] =
      [.text("measure", "measure") { $0.name }]
      + sets.indices.map { row in
        TableColumn(name: sets[row].name, title: sets[row].name, unit: nil) { $0.cells[row] }
      } + [.text("unit", "unit") { $0.unit }]
    self.init(
      name: "compare", title: "The same book under other rules",
      caption: "Shock: \(sets.first?.study.joint.shockTitle ?? ""). A positive figure is a loss.",
      columns: columns, rows: ComparedMeasure.all(sets))
  }
}

/// One line of a comparison.
private struct ComparedMeasure: Sendable {
  let name: String
  let unit: String?
  let cells: [TableCell]

  private init(_ name: String, _ unit: TableUnit, _ figures: [Double?]) {
    self.name = name
    self.unit = unit == .count ? "count" : unit.label
    cells = figures.map { figure in
      guard let figure else { return .missing }
      return unit == .count ? .integer(Int(figure)) : .number(figure, unit)
    }
  }

  static func all(_ sets: [RuleSetStudy]) -> [ComparedMeasure] {
    func row(
      _ name: String, _ unit: TableUnit, _ figure: (RuleSetStudy) -> Double?
    ) -> ComparedMeasure {
      ComparedMeasure(name, unit, sets.map(figure))
    }
    var kinds: OrderedSet<Party.Kind> = []
    for set in sets {
      for party in set.study.joint.parties where party.isFinalBearer { kinds.append(party.kind) }
    }
    let losses = kinds.map { kind in
      row("loss of \(kind.rawValue)", .usd) { set in
        set.study.joint.losses.reduce(0) { sum, loss in
          set.study.joint.parties[loss.party].kind == kind ? sum + loss.finalUSD : sum
        }
      }
    }
    let auctions = [
      row("lots put up", .count) { $0.study.joint.auctions.reduce(0) { $0 + Double($1.started) } },
      row("lots for nothing", .count) {
        $0.study.joint.auctions.reduce(0) { $0 + Double($1.forNothing) }
      },
      row("lots unsold", .count) { $0.study.joint.auctions.reduce(0) { $0 + Double($1.open) } },
    ]
    return [
      row("debt per collateral at the opening", .share) { $0.debtUSD / $0.collateralUSD },
      row("rounds", .count) { Double($0.study.joint.rounds.count) },
      row("liquidated", .usd) { $0.study.joint.liquidatedUSD },
      row("bad debt realised", .usd) { $0.study.joint.realizedBadDebtUSD },
      row("bad debt latent", .usd) { $0.study.joint.latentBadDebtUSD },
      row("bad debt", .usd) { $0.study.joint.badDebtUSD },
      row("bad debt per debt", .share) { $0.study.joint.badDebtUSD / $0.debtUSD },
      row("contagion: joint − Σ isolated", .usd) { set in
        set.study.isolatedBadDebtUSD.map { set.study.joint.badDebtUSD - $0 }
      },
      row("final loss", .usd) { $0.study.joint.finalLossUSD },
    ] + (losses + auctions).filter { $0.cells.contains { ($0.figure ?? 0) != 0 } }
  }
}
