/// How unevenly something of a name is spread.
public struct NamedConcentration: Hashable, Sendable {
  /// What is spread over whom: `debt of aave by account`.
  public var name: String
  public var totalUSD: Double
  public var concentration: Concentration

  public init(_ name: String, sizes: [Double]) {
    self.name = name
    totalUSD = sizes.reduce(0, +)
    concentration = Concentration(sizes: sizes)
  }
}
