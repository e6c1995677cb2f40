import ContagionModel
import OrderedCollections

extension InsuranceTables {
  /// How far each design can be relied on, where there is more than one scenario.
  static func reliability(_ comparison: DesignComparison) -> Table {
    var columns: [TableColumn<DesignResult>] = [
      .text("design", "design") { $0.programme.title },
      .number("marginalValue", "P(loss > locked)", .share) {
        $0.metrics.reliability.marginalValue.value
      },
      .number("probabilityExhausted", "P(used up)", .share) {
        $0.metrics.probabilityExhausted.value
      },
      .number("scenariosToExhaustion", "scenarios until used up", .count) {
        $0.metrics.reliability.scenariosToExhaustion
      },
      .number("exhaustedWithinTen", "P(used up in ten)", .share) {
        $0.metrics.reliability.exhaustedWithinTen
      },
      .number("uncoveredAt1In200", "left to lenders 1 in 200", .usd) {
        $0.metrics.reliability.uncoveredAt1In200USD.value
      },
    ]
    if comparison.isSampled {
      columns.append(
        .number("uncoveredAt1In200Error", "±", .usd) {
          $0.metrics.reliability.uncoveredAt1In200USD.standardError
        })
    }
    columns += [
      .number("capitalLeftAt1In200", "capital left 1 in 200", .usd) {
        $0.metrics.reliability.capitalLeftAt1In200USD
      },
      .number("replenishmentYears", "years to refill it", .ratio) {
        $0.metrics.reliability.replenishmentYears
      },
      .number("falseNegativeRate", "loss, nothing paid", .share) {
        $0.metrics.reliability.falseNegativeRate
      },
      .number("falsePositiveShare", "paid, nothing lost", .share) {
        $0.metrics.reliability.falsePositiveShare
      },
      .number("payoutLossCorrelation", "corr(payout, loss)", .ratio) {
        $0.metrics.reliability.payoutLossCorrelation
      },
    ]
    return Table(
      name: "reliability", title: "How far it can be relied on",
      caption: scope(comparison)
        + " P(loss > locked) is what the next unit of capital in one pool for everybody would"
        + " save. Scenarios until used up are independent draws, one a period, and so are ten of them. It is"
        + " refilled out of the cost a year, where the design states one.",
      columns: columns, rows: comparison.designs)
  }

  private struct HaircutRow {
    var design: String
    var haircut: LenderHaircut
  }

  /// What the lenders of each market lose, design by design.
  static func haircuts(_ comparison: DesignComparison) -> Table {
    let rows = comparison.designs.flatMap { result in
      result.metrics.haircuts.filter { $0.largestUSD > 0 }
        .map { HaircutRow(design: result.programme.title, haircut: $0) }
    }
    return Table(
      name: "haircuts", title: "Haircuts of lenders",
      caption: scope(comparison) + " Shares are of deposits, where the network has them.",
      columns: [
        .text("design", "design") { $0.design },
        .text("market", "market") { $0.haircut.market.name },
        .text("chain", "chain") { $0.haircut.chain },
        .number("expected", "expected", .usd) { $0.haircut.expectedUSD },
        .number("at95", "95 % quantile", .usd) { $0.haircut.at95USD },
        .number("largest", "largest", .usd) { $0.haircut.largestUSD },
        .number("expectedShare", "expected", .share) { $0.haircut.expectedRatio },
        .number("at95Share", "95 % quantile", .share) { $0.haircut.at95Ratio },
        .number("largestShare", "largest", .share) { $0.haircut.largestRatio },
      ] as [TableColumn<HaircutRow>],
      rows: rows)
  }

  /// What other assumptions do to what is left and to the ranking.
  static func sensitivity(_ rows: [DesignSensitivity]) -> Table {
    let cases = DesignSensitivity.Case.allCases.filter { kind in
      rows.contains { $0.uncoveredUSD[kind] != nil }
    }
    var columns: [TableColumn<DesignSensitivity>] = [.text("design", "design") { $0.design }]
    for kind in cases {
      columns.append(.number("\(kind)", kind.rawValue, .usd) { $0.uncoveredUSD[kind] })
      guard rows.contains(where: { $0.standardErrorUSD[kind] != nil }) else { continue }
      columns.append(.number("\(kind)Error", "±", .usd) { $0.standardErrorUSD[kind] })
    }
    columns.append(
      .text("ranks", "ranks") { row in
        cases.map { row.rank[$0].map { "\($0)" } ?? "–" }.joined(separator: ", ")
      })
    return Table(
      name: "sensitivity", title: "Left to lenders under other assumptions",
      caption: "Expected, as it is and with one thing changed: capital that is not cash worth 20 %"
        + " less at payout; recognition ten days later, when more stakers are gone; half the depth"
        + " of the pools that a design's own token is sold into; every market's loss without regard to"
        + " those of others; every market's worst loss together with those of all others. Ranks in the same order, 1 for the least.",
      columns: columns, rows: rows)
  }

  private struct FigureRow {
    var design: String
    var name: String
    var figure: Double
  }

  /// Figures that only some designs and overlays have.
  static func figures(_ comparison: DesignComparison) -> Table? {
    let rows = comparison.designs.flatMap { result in
      result.figures.map { FigureRow(design: result.programme.title, name: $0, figure: $1) }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      name: "own-figures", title: "Figures of single designs",
      caption: scope(comparison) + " Names ending in USD are dollars, others ratios.",
      columns: [
        .text("design", "design") { $0.design },
        .text("figure", "figure") { $0.name },
        .number("value", "expected", .ratio) { $0.figure },
      ] as [TableColumn<FigureRow>],
      rows: rows)
  }

  private struct ChainRow {
    var chain: String
    var left: [Double]
  }

  /// What is left to lenders on each chain; for networks of more than one.
  static func chains(_ comparison: DesignComparison) -> Table? {
    var sums: OrderedDictionary<String, [Double]> = [:]
    for (market, insured) in comparison.markets.enumerated() {
      guard let chain = insured.chain else { continue }
      let left = comparison.designs.map { $0.metrics.haircuts[market].expectedUSD }
      sums[chain] = zip(sums[chain] ?? left.map { _ in 0 }, left).map(+)
    }
    let rows = sums.filter { $0.value.contains { $0 > 0 } }
      .map { ChainRow(chain: $0.key, left: $0.value) }
    guard rows.count > 1 else { return nil }
    var columns: [TableColumn<ChainRow>] = [.text("chain", "chain") { $0.chain }]
    for (place, design) in comparison.designs.enumerated() {
      columns.append(
        TableColumn(
          name: design.programme.name + "USD", title: design.programme.name, unit: .usd,
          total: .sum
        ) { .number($0.left[place], .usd) })
    }
    return Table(
      name: "left-by-chain", title: "Left to lenders, by chain",
      caption: scope(comparison) + " Before any bail-out.", columns: columns, rows: rows)
  }
}
