/// Uniform numbers addressed by name instead of drawn in turn.
///
/// The numbers at (`seed`, `scenario`, `stream`) are a pure function of those
/// values and of their turn, so they are the same on any number of threads, in
/// any order.
///
/// The generator is SplitMix64 (Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014); its start is mixed from the
/// address.
public struct Draws: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64, scenario: Int = 0, stream: UInt64 = 0) {
    state = Self.mix(
      Self.mix(seed) ^ Self.mix(UInt64(bitPattern: Int64(scenario)) &* 0x9E37_79B9_7F4A_7C15)
        ^ Self.mix(~stream))
  }

  /// Starts the plain generator at a state, as published test vectors do.
  init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// The next number in 0 ..< 1, with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
