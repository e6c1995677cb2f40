public import ContagionModel
import OrderedCollections

/// The tables of a comparison of insurance designs.
public enum InsuranceTables {
  /// Every table, in the order of a report.
  ///
  /// - Parameters:
  ///   - comparison: The designs on the same losses.
  ///   - rounds: What each design sets off in the network; none for a loss table.
  ///   - summaries: The same over the scenarios of an ensemble.
  ///   - pairs: Designs against each other.
  ///   - points: What more capital buys.
  ///   - covers: The least capital that keeps a tail.
  ///   - sensitivities: What other assumptions do.
  ///   - plan: The best use of the designs' capital.
  ///   - principle: How premiums are set.
  /// - Returns: The tables that have something to show.
  public static func all(
    of comparison: DesignComparison, _ rounds: [InsuredCascade] = [],
    _ summaries: [SecondRoundSummary] = [], differences pairs: [DesignDifference] = [],
    frontier points: [FrontierPoint] = [], smallest covers: [SmallestCover] = [],
    _ sensitivities: [DesignSensitivity] = [], plan: CapitalPlan? = nil,
    premium principle: PremiumPrinciple? = nil
  ) -> [Table] {
    let isOne = comparison.scenarioCount == 1
    return [designs(comparison)] + differences(comparison, pairs) + [payers(comparison)]
      + [chains(comparison)].compactMap { $0 } + [markets(comparison)]
      + (rounds.isEmpty ? [] : [secondRound(rounds)])
      + (summaries.isEmpty ? [] : [secondRounds(summaries, comparison)])
      + [layers(comparison)]
      + (isOne ? [] : [principle].compactMap { $0 }.map { prices(comparison, $0) })
      + [efficiency(comparison)]
      + (isOne ? [] : [reliability(comparison), haircuts(comparison)])
      + (covers.isEmpty ? [] : [smallest(covers, comparison)])
      + plans(plan, comparison, principle)
      + (points.isEmpty ? [] : [frontier(points, comparison)])
      + (sensitivities.isEmpty ? [] : [sensitivity(sensitivities)])
      + [figures(comparison)].compactMap { $0 }
  }

  private static func plans(
    _ plan: CapitalPlan?, _ comparison: DesignComparison, _ principle: PremiumPrinciple?
  ) -> [Table] {
    guard let plan, let principle else { return [] }
    return self.plan(plan, comparison, principle)
  }

  /// Tables that a page does without; the folder has them.
  public static let detailed: Set<String> = [
    "frontier", "haircuts", "own-figures", "paired-differences",
  ]

  static func scope(_ comparison: DesignComparison) -> String {
    let count = comparison.scenarioCount
    guard count > 1 else { return "Given: \(comparison.scenarioSet)." }
    return "Expected over \(count) scenarios of \(comparison.scenarioSet)"
      + (comparison.isSampled
        ? ", with standard errors (±)." : ", which are the whole distribution.")
  }

  /// A percentage of the level: `99`.
  static func percent(_ level: Double) -> String {
    let percent = level * 100
    return percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
  }

  /// What each design leaves uncovered, at which capital.
  static func designs(_ comparison: DesignComparison) -> Table {
    let level = percent(comparison.level)
    var columns: [TableColumn<DesignResult>] = [
      .text("design", "design") { $0.programme.title },
      .number("locked", "locked", .usd) { $0.metrics.lockedCapitalUSD },
      .number("gross", "bad debt", .usd) { $0.metrics.grossUSD.value },
      .number("uncovered", "left to lenders", .usd) { $0.metrics.uncoveredUSD.value },
    ]
    if comparison.isSampled {
      columns.append(
        .number("uncoveredError", "±", .usd) { $0.metrics.uncoveredUSD.standardError })
    }
    columns += [
      .number("coverage", "covered", .share) { $0.metrics.coverageRatio },
      .number("notPaidByLocked", "not paid by locked capital", .usd) {
        $0.metrics.notPaidByLockedUSD.value
      },
    ]
    if comparison.scenarioCount > 1 {
      columns += [
        .number("probabilityUncovered", "P(left > 0)", .share) {
          $0.metrics.probabilityUncovered.value
        },
        .number("valueAtRisk", "VaR\(level)", .usd) { $0.metrics.valueAtRiskUSD.value },
        .number("tailValueAtRisk", "TVaR\(level)", .usd) { $0.metrics.tailValueAtRiskUSD.value },
      ]
      if comparison.isSampled {
        columns.append(
          .number("tailValueAtRiskError", "±", .usd) {
            $0.metrics.tailValueAtRiskUSD.standardError
          })
      }
      columns.append(.number("worst", "worst", .usd) { $0.metrics.worstUSD })
    }
    columns += [
      .number("contingentCalled", "promises called", .usd) {
        $0.metrics.contingentCalledUSD.value
      },
      .number("bailout", "bail-out, not credited", .usd) { $0.metrics.bailoutUSD },
      .text("settles", "settles") { $0.programme.settles.rawValue },
    ]
    let bound = comparison.poolingBoundUSD.map {
      " One frictionless pool of that capital for everybody would leave \(Dollars.text($0))."
    }
    let booked = comparison.designs.contains { $0.programme.settles == .realized }
    let hidden =
      booked && comparison.latentUSD > 0
      ? " Bad debt of \(Dollars.text(comparison.latentUSD)) is hidden in open accounts and not settled"
        + " where 'realised' is: '--settles realised+latent' settles it too." : ""
    return Table(
      name: "designs", title: "Insurance designs",
      caption: scope(comparison)
        + " Locked capital is valued before the event; promises and bail-outs are never part of it."
        + (bound ?? " Designs lock different capital: compare with care.") + hidden,
      columns: columns, rows: comparison.designs)
  }

  /// Who bears the loss.
  static func payers(_ comparison: DesignComparison) -> Table {
    let payers = InsurancePayer.allCases.filter { payer in
      comparison.designs.contains { ($0.metrics.borneByUSD[payer] ?? 0) > 0 }
    }
    var columns: [TableColumn<DesignResult>] = [
      .text("design", "design") { $0.programme.title }
    ]
    for payer in payers {
      columns.append(
        TableColumn(name: payer.rawValue + "USD", title: payer.rawValue, unit: .usd) {
          .number($0.metrics.borneByUSD[payer] ?? 0, .usd)
        })
    }
    columns += [
      .number("ownCommunity", "borne at home", .share) { $0.metrics.ownCommunityShare },
      .number("friction", "friction on top", .usd) { $0.metrics.frictionUSD.value },
    ]
    return Table(
      name: "who-pays", title: "Who pays",
      caption: scope(comparison) + " What payers bear sums to the bad debt settled; friction is"
        + " what paying costs besides.",
      columns: columns, rows: comparison.designs)
  }

  private struct MarketRow {
    var market: InsuredMarket
    var grossUSD: Double
    var left: [Double]
  }

  /// What is left to the lenders of each market, design by design.
  static func markets(_ comparison: DesignComparison) -> Table {
    let rows = comparison.markets.indices.map { market in
      MarketRow(
        market: comparison.markets[market],
        grossUSD: comparison.designs.first?.metrics.haircuts[market].expectedUSD ?? 0,
        left: comparison.designs.map { $0.metrics.haircuts[market].expectedUSD })
    }.filter { row in row.grossUSD > 0 || row.left.contains { $0 > 0 } }
    var columns: [TableColumn<MarketRow>] = [
      .text("market", "market") { $0.market.id.name },
      .text("chain", "chain") { $0.market.chain },
      .number("deposits", "deposits", .usd) { $0.market.depositsUSD },
    ]
    for (place, design) in comparison.designs.enumerated() {
      columns.append(
        TableColumn(
          name: design.programme.name + "USD", title: design.programme.name, unit: .usd,
          total: .sum
        ) { .number($0.left[place], .usd) })
    }
    return Table(
      name: "left-to-lenders", title: "Left to lenders, by market",
      caption: scope(comparison) + " Before any bail-out.", columns: columns, rows: rows)
  }

  private struct LayerRow {
    var design: String
    var layer: LayerUse
  }

  /// Every layer of every design in the order it pays.
  static func layers(_ comparison: DesignComparison) -> Table {
    let rows = comparison.designs.flatMap { result in
      result.layers.map { LayerRow(design: result.programme.title, layer: $0) }
    }
    return Table(
      name: "layers", title: "Layers in the order they pay",
      caption: scope(comparison) + " Capacity is what a layer could pay at the event's prices.",
      columns: [
        .text("design", "design") { $0.design },
        .text("layer", "layer") { $0.layer.name },
        .text("cover", "cover") { $0.layer.silo?.name },
        .text("payer", "payer") { $0.layer.payer.rawValue },
        .text("funding", "funding") { $0.layer.funding.rawValue },
        .number("capacity", "capacity", .usd) { $0.layer.capacityUSD },
        .number("paid", "paid", .usd) { $0.layer.paidUSD },
        .number("filled", "used", .share) { row in
          row.layer.capacityUSD.flatMap { $0 > 0 ? row.layer.paidUSD / $0 : nil }
        },
      ] as [TableColumn<LayerRow>],
      rows: rows)
  }

  /// What capital does for its size.
  static func efficiency(_ comparison: DesignComparison) -> Table {
    Table(
      name: "efficiency", title: "What the capital does",
      caption: scope(comparison) + " Value at payout is weighted by loss: below 100 % the capital"
        + " falls when it is needed.",
      columns: [
        .text("design", "design") { $0.programme.title },
        .number("efficiency", "paid ÷ locked", .share) { $0.metrics.efficiencyRatio },
        .number("capitalAtPayout", "value at payout", .share) {
          $0.metrics.capitalAtPayoutRatio
        },
        .number("capitalLossCorrelation", "corr(capital, loss)", .ratio) {
          $0.metrics.capitalLossCorrelation
        },
        .number("leverage", "cover ÷ locked", .ratio) { $0.metrics.reliability.leverageRatio },
        .number("tailCoverage", "tail covered", .share) { $0.metrics.tailCoverageRatio },
        .number("annualCost", "cost a year", .usd) { $0.metrics.annualCostUSD },
        .number("coverPerCost", "cover ÷ cost", .ratio) { $0.metrics.coverPerCostRatio },
        .number("rateOnLine", "rate on line", .share) { $0.metrics.reliability.rateOnLineRatio },
        .number("costMultiple", "cost ÷ expected payment", .ratio) {
          $0.metrics.reliability.costMultipleRatio
        },
        .number("promised", "promised at most", .usd) {
          $0.metrics.promisedUSD.isFinite ? $0.metrics.promisedUSD : nil
        },
        .number("assetSales", "must be sold", .usd) { $0.metrics.assetSalesUSD },
        .number("cashCalled", "cash called", .usd) { $0.metrics.cashCalledUSD },
        .number("overpaid", "paid without loss", .usd) { $0.metrics.overpaidUSD },
        .number("delayDays", "days to pay", .count) { $0.metrics.delayDays },
        .number("bailoutDelayDays", "bail-out, days later", .count) {
          $0.programme.bailout?.delayDays
        },
      ] as [TableColumn<DesignResult>],
      rows: comparison.designs)
  }
}

/// Amounts within sentences.
private enum Dollars {
  static func text(_ usd: Double) -> String {
    switch abs(usd) {
    case ..<1000: "\((usd * 100).rounded() / 100) USD"
    case ..<1e6: "\((usd / 10).rounded() / 100) k USD"
    default: "\((usd / 1e4).rounded() / 100) m USD"
    }
  }
}
