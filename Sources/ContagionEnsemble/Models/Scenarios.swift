public import ContagionModel

/// Scenarios by number.
public struct Scenarios: Sendable {
  /// What the shocks hit, each once.
  public let targets: [String]
  /// How many there are; `nil` for as many as one likes.
  public let limit: Int?
  /// Whether they are drawn, so that figures have sampling errors.
  public let isSampled: Bool
  private let probabilities: [Double]?
  private let draw: @Sendable (Int) -> [Shock]

  /// Describes scenarios.
  ///
  /// - Parameters:
  ///   - targets: In the order of tables.
  ///   - limit: Their number if they are given, `nil` if they are drawn.
  ///   - probabilities: One each, summing to 1; `nil` for all alike.
  ///   - draw: The shocks of a scenario, at most one for each target.
  public init(
    targets: [String], limit: Int? = nil, probabilities: [Double]? = nil,
    draw: @escaping @Sendable (Int) -> [Shock]
  ) {
    self.targets = targets
    self.limit = limit
    isSampled = limit == nil
    self.probabilities = probabilities
    self.draw = draw
  }

  /// The shocks of a scenario.
  ///
  /// - Precondition: `scenario` is 0 or more and below the limit.
  public func shocks(of scenario: Int) -> [Shock] { draw(scenario) }

  /// The probability of a scenario among `count`.
  public func probability(of scenario: Int, among count: Int) -> Double {
    probabilities?[scenario] ?? 1 / Double(count)
  }

  /// The size of the shock to each target, 0 where there is none.
  public func sizes(of shocks: [Shock]) -> [Double] {
    var sizes = targets.map { _ in 0.0 }
    for shock in shocks {
      if let place = targets.firstIndex(of: shock.target) { sizes[place] = shock.size }
    }
    return sizes
  }
}
