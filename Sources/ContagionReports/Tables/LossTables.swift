import ContagionModel

extension ReportTable {
  /// Who bears the loss.
  static let byParty = ReportTable(
    "by-party", title: "Loss by party",
    summary: "Final bearers only; a positive figure is a loss, a negative one a gain.",
    columns: LossGroup.columns("party"),
    rows: { study in study.joint.lossGroups { party, _ in party.label } })

  /// At which protocol it is borne.
  static let byProtocol = ReportTable(
    "by-protocol", title: "Loss by protocol",
    summary: "What borrowers, lenders and liquidators of each protocol lose; bad debt is what its"
      + " reserves lose, which is in the credit loss of lenders and holders and not added to it.",
    columns: LossGroup.columns("protocol") + LossGroup.badDebtColumns,
    rows: { study in
      study.joint.lossGroups { party, _ in
        party.lendingProtocol?.name ?? "(no protocol)"
      } badDebt: {
        $0.reserve.lendingProtocol.name
      }
    })

  /// On which asset.
  static let byAsset = ReportTable(
    "by-asset", title: "Loss by asset",
    summary: "What final bearers lose on each asset they held or were owed, beside the bad debt"
      + " owed in it.",
    columns: LossGroup.columns("asset") + LossGroup.badDebtColumns,
    rows: { study in
      study.joint.lossGroups { _, asset in
        asset.asset.name
      } badDebt: {
        $0.reserve.asset.name
      }
    })

  /// On which chain: the bearer's, or the asset's if the bearer has none.
  static let byChain = ReportTable(
    "by-chain", title: "Loss by chain",
    summary: "What final bearers lose on the chain where they stand, else on that of the asset,"
      + " beside the bad debt of the protocols there.",
    columns: LossGroup.columns("chain") + LossGroup.badDebtColumns,
    rows: { study in
      study.joint.lossGroups { party, asset in
        party.chain ?? asset.chain ?? "(no chain)"
      } badDebt: {
        $0.chain ?? "(no chain)"
      }
    })
}
