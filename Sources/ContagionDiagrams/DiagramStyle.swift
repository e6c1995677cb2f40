public import ContagionModel

/// A way to draw a run.
///
/// To add one: a file in `Styles`, a line in the catalog below, a test.
public protocol DiagramStyle: Rule {
  /// Draws a study of a network; the same input gives the same bytes.
  func diagram(of study: Study, in network: Network, _ options: DiagramOptions) -> DOT
}

extension DiagramStyle {
  public static var parameters: [RuleParameter] { [] }
}

extension Catalog where Kind == any DiagramStyle {
  /// Every diagram in the package. Add yours here.
  public static let diagramStyles = Catalog(
    "diagram",
    [
      Entry(NetworkMap.self) { $0 },
      Entry(CascadeDiagram.self) { $0 },
      Entry(InfectionDiagram.self) { $0 },
      Entry(FlowDiagram.self) { $0 },
    ])
}
