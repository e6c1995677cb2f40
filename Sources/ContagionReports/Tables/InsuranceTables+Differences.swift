import ContagionModel

extension InsuranceTables {
  /// Designs against each other where scenarios are draws.
  ///
  /// - Returns: Everybody against the design that leaves least, and all pairs; none
  ///   without errors.
  static func differences(
    _ comparison: DesignComparison, _ pairs: [DesignDifference]
  ) -> [Table] {
    let least = comparison.designs.min {
      $0.metrics.uncoveredUSD.value < $1.metrics.uncoveredUSD.value
    }
    guard comparison.isSampled, let best = least?.programme.title, !pairs.isEmpty else { return [] }
    let against = pairs.compactMap { pair -> DesignDifference? in
      if pair.other == best { return pair }
      return pair.design == best ? pair.reversed : nil
    }
    return [
      table(
        "differences", "Against the design that leaves least", against, comparison),
      table("paired-differences", "Designs against each other", pairs, comparison),
    ]
  }

  private static func table(
    _ name: String, _ title: String, _ rows: [DesignDifference], _ comparison: DesignComparison
  ) -> Table {
    let level = percent(comparison.level)
    return Table(
      name: name, title: title,
      caption: "Left to lenders, the first less the second, over the same"
        + " \(comparison.scenarioCount) scenarios. Errors (±) are those of the difference scenario by"
        + " scenario; the ratio counts them. Shares are of scenarios in which the first leaves more,"
        + " and less.",
      columns: [
        .text("design", "design") { $0.design },
        .text("other", "against") { $0.other },
        .number("uncovered", "expected", .usd) { $0.uncoveredUSD.value },
        .number("uncoveredError", "±", .usd) { $0.uncoveredUSD.standardError },
        .number("errors", "÷ ±", .ratio) { pair in
          pair.uncoveredUSD.standardError > 0
            ? pair.uncoveredUSD.value / pair.uncoveredUSD.standardError : nil
        },
        .number("tail", "TVaR\(level)", .usd) { $0.tailUSD.value },
        .number("tailError", "±", .usd) { $0.tailUSD.standardError },
        .number("moreOften", "leaves more", .share) { $0.moreOften },
        .number("lessOften", "leaves less", .share) { $0.lessOften },
      ] as [TableColumn<DesignDifference>],
      rows: rows)
  }

  /// What more capital buys, design by design.
  static func frontier(_ points: [FrontierPoint], _ comparison: DesignComparison) -> Table {
    let level = percent(comparison.level)
    var columns: [TableColumn<FrontierPoint>] = [
      .text("design", "design") { $0.design },
      .number("locked", "locked", .usd) { $0.lockedUSD },
      .number("uncovered", "left to lenders", .usd) { $0.uncoveredUSD.value },
    ]
    if comparison.isSampled {
      columns.append(.number("uncoveredError", "±", .usd) { $0.uncoveredUSD.standardError })
    }
    columns.append(.number("tail", "TVaR\(level)", .usd) { $0.tailUSD.value })
    if comparison.isSampled {
      columns.append(.number("tailError", "±", .usd) { $0.tailUSD.standardError })
    }
    columns.append(.number("marginalValue", "P(loss > locked)", .share) { $0.marginalValue })
    return Table(
      name: "frontier", title: "What more capital buys",
      caption: scope(comparison) + " Every design scaled, its shape kept.",
      columns: columns, rows: points)
  }
}

extension DesignDifference {
  /// The second less the first.
  fileprivate var reversed: DesignDifference {
    func minus(_ estimate: Estimate) -> Estimate {
      Estimate(
        0 - estimate.value, standardError: estimate.standardError, count: estimate.count)
    }
    return DesignDifference(
      design: other, other: design, uncoveredUSD: minus(uncoveredUSD), tailUSD: minus(tailUSD),
      moreOften: lessOften, lessOften: moreOften)
  }
}
