/// A figure that sampling gave, with its error.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  /// Standard error; 0 where nothing was sampled.
  public var standardError: Double
  /// Scenarios behind the figure.
  public var count: Int

  public init(_ value: Double, standardError: Double, count: Int) {
    self.value = value
    self.standardError = standardError
    self.count = count
  }
}
