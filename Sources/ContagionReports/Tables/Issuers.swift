import ContagionModel

extension ReportTable {
  /// What issuers lost and passed on.
  static let issuers = ReportTable(
    "issuers", title: "Issuers",
    summary: "Gross losses of issuers, reserves and pools, which their claimants bear and which are"
      + " never added to final losses; a NAV is the value of a claim, 1 at the opening.",
    totalLabel: "gross total",
    columns: [
      .text("issuer", "issuer") { $0.label },
      .text("kind", "kind") { $0.kind },
      .number("claims", "claims", .usd) { $0.loss.claimsUSD },
      .number("grossLoss", "gross loss", .usd, total: .sum) { $0.loss.lossUSD },
      .number("accountingNAV", "accounting NAV", .ratio) { $0.loss.accountingNAV },
      .number("economicNAV", "economic NAV", .ratio) { $0.loss.economicNAV },
      .number("unrecognizedLoss", "unrecognised loss", .usd, total: .sum) {
        $0.loss.unrecognizedUSD
      },
    ] as [TableColumn<IssuerRow>],
    rows: { study in
      study.joint.issuers.map { loss in
        let party = study.joint.parties[loss.party]
        return IssuerRow(label: party.label, kind: party.kind.rawValue, loss: loss)
      }
    })
}

private struct IssuerRow: Sendable {
  let label: String
  let kind: String
  let loss: IssuerLoss
}

extension IssuerLoss {
  /// Opening claims × (accounting NAV − economic NAV): what those who leave
  /// first take from those who stay.
  fileprivate var unrecognizedUSD: Double { claimsUSD * (accountingNAV - economicNAV) }
}
