public import ContagionModel

/// The design pays only when a price has fallen far enough.
///
/// It pays by the loss as it would without, where the price at payout is at most
/// `atOrBelow` of that before; otherwise nothing. A layer whose payout does not look at
/// the loss at all has a trigger of its own.
///
/// Source: Risk Harbor's trigger on an on-chain ratio, as research.cowrie.pro
/// describes it.
public struct ParametricTrigger: InsuranceOverlay {
  public static let name = "parametric-trigger"
  public static let summary = "The design pays only when a price has fallen far enough."
  public static let source = "research.cowrie.pro on Risk Harbor"
  public static let parameters = [
    RuleParameter(
      "atOrBelow", in: 0...1, unit: "ratio", "Price at payout over the price before, at most.")
  ]
  public static let needsAsset = true

  let atOrBelow: Double

  public init(_ values: RuleValues) { atOrBelow = values["atOrBelow"] }

  public func precede(_ waterfall: inout Waterfall, asset: AssetID?) -> Bool {
    waterfall.event.priceFactor(of: asset) <= atOrBelow
  }
}
