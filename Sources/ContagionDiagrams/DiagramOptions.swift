/// How much a diagram shows.
public struct DiagramOptions: Hashable, Sendable {
  /// Draws everything, however unreadable.
  public var full: Bool
  /// Nodes beyond which the smallest are merged.
  public var nodeLimit: Int
  /// Stages of a cascade beyond which rounds are merged.
  public var stageLimit: Int
  /// Lines beyond which the smallest are left out, which the diagram says.
  public var edgeLimit: Int

  public init(
    full: Bool = false, nodeLimit: Int = 40, stageLimit: Int = 8, edgeLimit: Int = 50
  ) {
    self.full = full
    self.nodeLimit = nodeLimit
    self.stageLimit = stageLimit
    self.edgeLimit = edgeLimit
  }
}
