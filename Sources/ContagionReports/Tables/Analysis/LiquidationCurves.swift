public import ContagionModel

extension Table {
  /// Liquidation curves of several protocols, one below the other.
  public init(curves: [LiquidationCurve], of assets: [AssetID]) {
    let names = assets.map(\.name).joined(separator: " and ")
    typealias Row = (name: String, point: LiquidationCurvePoint)
    self.init(
      name: "curve-by-protocol", title: "Liquidation curves of \(names) by protocol",
      caption: "Accounts below health 1 right after the fall; bad debt if they were all closed at"
        + " that price, and after the whole cascade (negative where a fall makes debt smaller that was bad"
        + " before); protocols share the depth.",
      columns: [
        .text("protocol", "protocol") { $0.name },
        .number("fall", "fall", .share) { $0.point.fall },
        .count("accounts", "accounts") { $0.point.accounts },
        .number("liquidatableCollateral", "their collateral", .usd) {
          $0.point.liquidatableCollateralUSD
        },
        .number("liquidatableDebt", "their debt", .usd) { $0.point.liquidatableDebtUSD },
        .number("gapBadDebt", "bad debt without feedback", .usd) { $0.point.gapBadDebtUSD },
        .number("badDebt", "bad debt with feedback", .usd) { $0.point.badDebtUSD },
        .number("depth", "depth of their pools", .usd) { $0.point.depthUSD },
      ] as [TableColumn<Row>],
      rows: curves.flatMap { curve in curve.points.map { (curve.name, $0) } })
  }
}
