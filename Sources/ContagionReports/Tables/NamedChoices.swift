import ContagionModel

extension ReportTable {
  /// What the run was told.
  static let choices = ReportTable(
    "choices", title: "Choices",
    summary: "Every named choice of the run; those marked 'no' differ from the default.",
    columns: [
      .text("choice", "choice") { $0.name },
      .text("value", "value") { $0.value },
      .text("default", "default") { $0.isDefault ? "yes" : "no" },
    ] as [TableColumn<ChoiceRow>],
    rows: { study in
      study.joint.listedChoices.map {
        ChoiceRow(name: $0.name, value: $0.value, isDefault: $0.isDefault)
      }
    })
}

private struct ChoiceRow: Sendable {
  let name: String
  let value: String
  let isDefault: Bool
}
