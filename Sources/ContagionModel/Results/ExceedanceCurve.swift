/// How likely a loss is to be passed.
public struct ExceedanceCurve: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// USD.
    public var loss: Double
    /// Probability that the loss is at least that large, with its band.
    public var probability: Double
    public var low: Double
    public var high: Double

    public init(loss: Double, probability: Double, low: Double, high: Double) {
      self.loss = loss
      self.probability = probability
      self.low = low
      self.high = high
    }
  }

  public var title: String
  /// Points of rising loss.
  public var points: [Point]

  public init(title: String, points: [Point]) {
    self.title = title
    self.points = points
  }
}
