public import Testing

/// Expects a number to equal another to 1e-12 of its size.
///
/// Worked numbers are printed with 20 digits; the engine computes in `Double`.
public func expectClose(
  _ found: Double, _ expected: Double, within tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    abs(found - expected) <= tolerance * max(abs(expected), 1), "\(found) is not \(expected)",
    sourceLocation: sourceLocation)
}
