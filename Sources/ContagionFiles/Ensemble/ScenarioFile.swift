public import ContagionModel

/// A scenario model as its files give it, with everything that is wrong with it.
///
/// With an error among the ``findings`` the description is incomplete and must
/// not be run.
public struct ScenarioFile: Sendable {
  public var description: ScenarioDescription
  public var places: NetworkPlaces
  /// Errors and warnings, sorted by place.
  public var findings: [Finding]
  /// The files that were read.
  public var inputs: [InputFile]

  /// Whether the description can be run as far as the files are concerned.
  public var isSound: Bool { !findings.contains { $0.severity == .error } }
}
