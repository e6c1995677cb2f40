import ContagionModel

extension InsuranceTables {
  /// The least capital that keeps a tail, design by design.
  static func smallest(_ covers: [SmallestCover], _ comparison: DesignComparison) -> Table {
    let level = percent(comparison.level)
    let limit = TableDisplay.plain(covers.first?.limitUSD ?? 0)
    func error(
      _ name: String, _ figure: @escaping @Sendable (SmallestCover) -> Double?
    ) -> [TableColumn<SmallestCover>] {
      comparison.isSampled ? [.number(name, "±", .usd) { figure($0) }] : []
    }
    return Table(
      name: "smallest-cover",
      title: "The least capital that leaves TVaR\(level) at most \(limit) USD",
      caption: scope(comparison)
        + " Every design scaled, its shape kept, on the same scenarios; its tail only falls with the"
        + " capital where it was looked at, and the change is bisected. ± of the capital is that of the"
        + " tail over what a unit of capital saves there.",
      columns: [
        .text("design", "design") { $0.design },
        .number("locked", "locked as it is", .usd) { $0.lockedUSD },
        .number("least", "keeps it", .usd) { $0.keeps?.lockedUSD },
      ] + error("leastError") { $0.capitalError } + [
        .number("multiple", "of what it locks", .ratio) { cover in
          cover.keeps.map { $0.lockedUSD / cover.lockedUSD }
        },
        .number("tail", "TVaR\(level) there", .usd) { $0.keeps?.tailUSD.value },
      ] + error("tailError") { $0.keeps?.tailUSD.standardError } + [
        .number("breaks", "does not", .usd) { $0.breaks?.lockedUSD },
        .number("breaksTail", "TVaR\(level) there", .usd) { $0.breaks?.tailUSD.value },
        .count("evaluations", "amounts tried") { $0.evaluations },
      ] as [TableColumn<SmallestCover>],
      rows: covers)
  }
}
