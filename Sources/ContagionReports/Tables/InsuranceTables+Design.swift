import ContagionModel

extension InsuranceTables {
  private struct PriceRow {
    var design: String
    var layer: LayerUse
    var loss: LayerLoss
  }

  /// What each layer should cost.
  static func prices(_ comparison: DesignComparison, _ principle: PremiumPrinciple) -> Table {
    let rows = comparison.designs.flatMap { result in
      zip(result.layers, result.layerLosses)
        .filter { $0.0.funding != .prevented }
        .map { PriceRow(design: result.programme.title, layer: $0, loss: $1) }
    }
    let level = percent(comparison.level)
    func error(
      _ name: String, _ figure: @escaping @Sendable (PriceRow) -> Double?
    ) -> [TableColumn<PriceRow>] {
      comparison.isSampled ? [.number(name, "±", .usd) { figure($0) }] : []
    }
    return Table(
      name: "layer-prices", title: "What each layer should cost",
      caption: scope(comparison)
        + " The line is the most a layer could pay in any scenario. Technical premium of a year:"
        + " \(principle.words); its rate on line is per unit of line, its multiple per unit of"
        + " expected loss. Capital is what the TVaR\(level) of the layer alone asks for beyond the"
        + " premium.",
      columns: [
        .text("design", "design") { $0.design },
        .text("layer", "layer") { $0.layer.name },
        .text("cover", "cover") { $0.layer.silo?.name },
        .text("payer", "payer") { $0.layer.payer.rawValue },
        .number("line", "line", .usd) { $0.loss.lineUSD },
        .number("expected", "expected loss", .usd) { $0.loss.paidUSD.value },
      ] + error("expectedError") { $0.loss.paidUSD.standardError } + [
        .number("deviation", "deviation", .usd) { $0.loss.deviationUSD },
        .number("attachment", "P(pays)", .share) { $0.loss.attachment.value },
        .number("exhaustion", "P(used up)", .share) { $0.loss.exhaustion.value },
        .number("lossOnLine", "loss on line", .share) { $0.loss.lossOnLine },
        .number("premium", "technical premium", .usd) { $0.loss.premium(principle) },
        .number("rateOnLine", "rate on line", .share) { $0.loss.rateOnLine(principle) },
        .number("multiple", "multiple", .ratio) { $0.loss.multiple(principle) },
        .number("tail", "TVaR\(level)", .usd) { $0.loss.tailUSD.value },
      ] + error("tailError") { $0.loss.tailUSD.standardError } + [
        .number("capital", "capital", .usd) { $0.loss.capitalUSD(principle) }
      ] as [TableColumn<PriceRow>],
      rows: rows)
  }

  /// The best use of the same capital: over covers, and in one layer.
  static func plan(
    _ plan: CapitalPlan, _ comparison: DesignComparison, _ principle: PremiumPrinciple
  ) -> [Table] {
    [shares(plan, comparison), splits(plan, comparison)]
      + (plan.layers.isEmpty ? [] : [layers(plan, comparison, principle)])
  }

  private static func budget(_ plan: CapitalPlan) -> String {
    "\(TableDisplay.plain(plan.budgetUSD)) USD"
  }

  private static func shares(_ plan: CapitalPlan, _ comparison: DesignComparison) -> Table {
    Table(
      name: "best-split", title: "The best split of \(budget(plan)) over markets",
      caption: scope(comparison)
        + " Covers without a deductible. For the mean the next unit goes where P(loss > cover) is"
        + " largest, up to the next loss of the set: exact, but not always the only best. For the"
        + " tail by cutting planes, each step a linear program.",
      columns: [
        .text("market", "market") { $0.market.id.name },
        .text("chain", "chain") { $0.market.chain },
        .number("expected", "expected loss", .usd, total: .sum) { $0.expectedUSD },
        .number("forMean", "cover for the mean", .usd, total: .sum) { $0.forMeanUSD },
        .number("marginalValue", "P(loss > cover)", .share) { $0.marginalValue },
        .number("forTail", "cover for the tail", .usd, total: .sum) { $0.forTailUSD },
      ] as [TableColumn<CapitalPlan.Share>],
      rows: plan.shares)
  }

  private static func splits(_ plan: CapitalPlan, _ comparison: DesignComparison) -> Table {
    let level = percent(comparison.level)
    typealias Column = TableColumn<CapitalPlan.Split>
    func error(
      _ name: String, _ figure: @escaping @Sendable (CapitalPlan.Split) -> Estimate
    ) -> [Column] {
      comparison.isSampled ? [.number(name, "±", .usd) { figure($0).standardError }] : []
    }
    return Table(
      name: "best-split-left", title: "What a split of \(budget(plan)) leaves",
      caption: scope(comparison)
        + (comparison.isSampled
          ? " The best splits are the best for these draws; on others they leave more." : "")
        + " No split leaves less in the tail than the last column; equal to what the split leaves,"
        + " it is proven the best.",
      columns: [
        .text("split", "split") { $0.name },
        .number("left", "left", .usd) { $0.uncoveredUSD.value },
      ] + error("leftError") { $0.uncoveredUSD } + [
        .number("tail", "TVaR\(level) left", .usd) { $0.tailUSD.value }
      ] + error("tailError") { $0.tailUSD } + [
        .number("least", "no split below", .usd) { $0.leastTailUSD }
      ] as [Column],
      rows: plan.splits)
  }

  private static func layers(
    _ plan: CapitalPlan, _ comparison: DesignComparison, _ principle: PremiumPrinciple
  ) -> Table {
    let level = percent(comparison.level)
    return Table(
      name: "best-layer", title: "The best layer of at most \(budget(plan))",
      caption: scope(comparison)
        + " One layer on the sum of losses. Least is retained + premium + \(plan.tailWeight) ×"
        + " TVaR\(level) of the retained, with a premium of \(principle.words), over all attachments"
        + " and limits: exact, by the breakpoints of the set.",
      columns: [
        .text("layer", "layer") { $0.name },
        .number("attachment", "attachment", .usd) { $0.attachmentUSD },
        .number("limit", "limit", .usd) { $0.limitUSD },
        .number("retained", "retained", .usd) { $0.retainedUSD },
        .number("recovered", "recovered", .usd) { $0.recoveredUSD },
        .number("premium", "premium", .usd) { $0.premiumUSD },
        .number("rateOnLine", "rate on line", .share) {
          $0.limitUSD > 0 ? $0.premiumUSD / $0.limitUSD : nil
        },
        .number("tailRetained", "TVaR\(level) retained", .usd) { $0.tailRetainedUSD },
        .number("objective", "in all", .usd) { $0.objectiveUSD },
      ] as [TableColumn<CapitalPlan.Layer>],
      rows: plan.layers)
  }
}
