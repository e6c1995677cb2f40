public import ContagionModel

extension Table {
  /// Who has how much at stake in something.
  public init(exposures: [Exposure], of name: String) {
    self.init(
      name: "exposure", title: "Exposure to \(name)",
      caption: "Held as such and through receipts, before any shock.",
      columns: [
        .text("holder", "holder") { $0.holder },
        .text("kind", "as") { $0.kind.rawValue },
        .text("chain", "chain") { $0.chain },
        .number("direct", "direct", .usd, total: .sum) { $0.directUSD },
        .number("indirect", "through receipts", .usd, total: .sum) { $0.indirectUSD },
        .number("total", "total", .usd, total: .sum) { $0.totalUSD },
        .number("share", "share of its assets", .share) { $0.totalUSD / $0.assetsUSD },
      ] as [TableColumn<Exposure>],
      rows: exposures)
  }

  /// What a holder's money depends on.
  public init(dependencies: [Dependency], from name: String) {
    self.init(
      name: "dependencies", title: "What \(name) depends on",
      caption: "Looked through receipts, markets and the collateral behind loans, before any"
        + " shock; a dollar counts in every layer that it passes, and once where it ends.",
      columns: [
        .text("layer", "layer") { $0.layer.rawValue },
        .text("name", "name") { $0.name },
        .number("through", "through it", .usd) { $0.usd },
        .number("share", "share", .share) { $0.share },
        .number("ultimate", "ends there", .usd, total: .sum) { $0.ultimateUSD },
      ] as [TableColumn<Dependency>],
      rows: dependencies)
  }

  /// What is at risk against the fall of an asset.
  public init(curve: [LiquidationCurvePoint], of asset: AssetID) {
    self.init(
      name: "curve", title: "Liquidation curve of \(asset)",
      caption: "Accounts below health 1 right after the fall; bad debt if they were all closed at"
        + " that price, and after the whole cascade; it is negative where a fall makes debt smaller that was"
        + " bad before.",
      columns: [
        .number("fall", "fall", .share) { $0.fall },
        .count("accounts", "accounts") { $0.accounts },
        .number("liquidatableCollateral", "their collateral", .usd) {
          $0.liquidatableCollateralUSD
        },
        .number("liquidatableDebt", "their debt", .usd) { $0.liquidatableDebtUSD },
        .number("gapBadDebt", "bad debt without feedback", .usd) { $0.gapBadDebtUSD },
        .number("badDebt", "bad debt with feedback", .usd) { $0.badDebtUSD },
        .number("depth", "depth of its pool", .usd) { $0.depthUSD },
      ] as [TableColumn<LiquidationCurvePoint>],
      rows: curve)
  }
}
