/// What a fall puts at risk at one protocol, or at all of them.
public struct LiquidationCurve: Hashable, Sendable {
  /// `nil` for the whole network.
  public var lendingProtocol: ProtocolID?
  public var points: [LiquidationCurvePoint]

  public init(lendingProtocol: ProtocolID?, points: [LiquidationCurvePoint]) {
    self.lendingProtocol = lendingProtocol
    self.points = points
  }

  /// The protocol, or `all protocols`.
  public var name: String { lendingProtocol?.name ?? "all protocols" }
}
