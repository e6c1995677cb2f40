public import ContagionModel

extension Table {
  /// What a loss does when parameters move, largest swing first.
  ///
  /// - Parameters:
  ///   - report: The sensitivities.
  ///   - isWhole: Whether parameters that change nothing have a row too.
  public init(sensitivities report: SensitivityReport, isWhole: Bool = false) {
    let percent = TableDisplay.plain(report.relativeBump * 100)
    let isSampled = report.scenarios > 1
    let rows = report.rows.filter { isWhole || !report.isIdle($0) }
    let idle = report.rows.count - rows.count
    let columns: [TableColumn<Sensitivity>] =
      [
        .text("parameter", "parameter") { $0.path },
        .number("value", "value", .plain) { $0.value },
        .number("bump", "bump", .plain) { $0.bump },
        .difference("changeBelow", "change, lower", .usd) { $0.changeBelowUSD },
        .difference("changeAbove", "change, higher", .usd) { $0.changeAboveUSD },
        .text("shape", "shape") { $0.shape.rawValue },
        .number("lossPerUnit", "USD per unit", .plain) { $0.derivative },
        .number("bumpError", "± bump", .plain) { $0.bumpError },
      ]
      + (isSampled
        ? [.number("standardError", "± sampling", .plain) { $0.standardError }] : [])
      + [
        .number("slopeBelow", "slope below", .plain) { $0.leftSlope },
        .number("slopeAbove", "slope above", .plain) { $0.rightSlope },
        .text("remark", "remark") { $0.remark.isEmpty ? nil : $0.remark },
      ]
    let isMean = report.statistic == .mean
    let error = report.lossErrorUSD.map { " ± \(TableDisplay.plain($0))" } ?? ""
    self.init(
      name: isMean ? "sensitivities" : "sensitivities-tail",
      title: "Sensitivities of "
        + (report.lossErrorUSD == nil && isMean ? "" : "the \(report.statistic) of ")
        + "\(report.measure)",
      caption: (error.isEmpty
        ? "" : "It is \(TableDisplay.plain(report.lossUSD))\(error) USD. ")
        + "Each parameter moved by \(percent) % of its value (by \(percent) % of 1 where it"
        + " is 0), the same shocks\(isSampled ? ", \(report.statistic) over \(report.scenarios) scenarios" : "");"
        + " the error compares with half the bump. A kink has two slopes, a jump none."
        + (idle > 0 ? " \(idle) more parameters change nothing." : ""),
      columns: columns, rows: rows)
  }
}
