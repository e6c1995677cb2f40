public import ContagionModel

extension CellPlot {
  /// Which share of the bad debt each design leaves to lenders: scenario by
  /// scenario, or market by market where there is one scenario.
  ///
  /// Of many scenarios those with the largest bad debt are shown, at most `most`, by
  /// falling bad debt; otherwise they stand in their own order.
  public static func share(of comparison: DesignComparison, most: Int) -> CellPlot {
    comparison.scenarioCount == 1
      ? markets(comparison, most: most) : scenarios(comparison, most: most)
  }

  private static func scenarios(_ comparison: DesignComparison, most: Int) -> CellPlot {
    let totals = comparison.designs.first?.grossUSD ?? []
    var shown = comparison.largestScenarios(most).filter { totals[$0] > 0 }
    let isPart = comparison.scenarioCount > most
    if !isPart { shown.sort() }
    return CellPlot(
      title: "What each design leaves to lenders, by scenario",
      subtitle: comparison.scenarioSet
        + (isPart
          ? "; the \(shown.count) of \(comparison.scenarioCount) scenarios with the largest bad"
            + " debt, largest first" : ""),
      columnsLabel: "scenario", shareLabel: "bad debt left to lenders",
      columns: shown.map { comparison.scenarios[$0] },
      rows: comparison.designs.map(\.programme.title),
      shares: comparison.designs.map { result in
        shown.map { scenario in
          let gross = result.grossUSD[scenario]
          return gross > 0 ? result.uncoveredUSD[scenario] / gross : .nan
        }
      })
  }

  private static func markets(_ comparison: DesignComparison, most: Int) -> CellPlot {
    func gross(_ result: DesignResult, _ market: Int) -> Double {
      result.settlements[0].reduce(0) { $0 + $1.grossUSD[market] }
    }
    let shown = comparison.markets.indices.filter { market in
      comparison.designs.contains { gross($0, market) > 0 }
    }.sorted { first, second in
      let size = { (market: Int) in comparison.designs.map { gross($0, market) }.max() ?? 0 }
      return (-size(first), first) < (-size(second), second)
    }.prefix(most)
    return CellPlot(
      title: "What each design leaves to lenders, by market",
      subtitle: comparison.scenarioSet + "; largest bad debt first",
      columnsLabel: "market", shareLabel: "bad debt left to lenders",
      columns: shown.map { comparison.markets[$0].id.name },
      rows: comparison.designs.map(\.programme.title),
      shares: comparison.designs.map { result in
        shown.map { market in
          let total = gross(result, market)
          let left = result.settlements[0].reduce(0) { $0 + $1.uncoveredUSD[market] }
          return total > 0 ? left / total : .nan
        }
      })
  }
}
