import RealModule

/// How the price of a Dutch auction falls with time.
///
/// Times in seconds since the auction's start, 0 or more; prices in whatever
/// `top` is in. Maker computes in integers of 27 digits; `Double` agrees to
/// about 1e-15 per step.
///
/// Source: makerdao/dss `abaci.sol` @fa4f6630 (example `MAKER-PRICES`).
public enum AuctionPrice: Hashable, Sendable {
  /// `top·(1 − t / duration)`, 0 from the duration on.
  case linear(duration: Double)
  /// `top·cut^⌊t / step⌋`.
  case stairstep(cut: Double, step: Double)
  /// `top·cut^t`, one step a second.
  case exponential(cut: Double)

  /// The price at a time.
  public func price(after time: Double, from top: Double) -> Double {
    switch self {
    case .linear(let duration): time < duration ? top * (duration - time) / duration : 0
    case .stairstep(let cut, let step): top * .pow(cut, Int(time / step))
    case .exponential(let cut): top * .pow(cut, Int(time))
    }
  }
}
