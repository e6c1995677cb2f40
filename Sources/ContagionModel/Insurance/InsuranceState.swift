/// What is left of a programme between the events of a year.
public struct InsuranceState: Hashable, Sendable {
  /// Used so far by layer, in USD before the event.
  public var usedUSD: [String: Double]
  /// Paid for so far this year by layer before annual terms, USD.
  public var occurredUSD: [String: Double]

  public init(usedUSD: [String: Double] = [:], occurredUSD: [String: Double] = [:]) {
    self.usedUSD = usedUSD
    self.occurredUSD = occurredUSD
  }

  /// Everything as it was bought.
  public static let opening = InsuranceState()
}
