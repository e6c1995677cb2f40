public import ContagionModel
import OrderedCollections

/// One margin for both legs of what members hold against each other.
///
/// Margin falls by the factor `|long − short| / (long + short)`: 100 against 80 need the
/// margin of 20 in place of 180. What is saved is leverage, so the same scenarios
/// are settled with the smaller margin; the locked capital is that after netting.
///
/// Source: CPMI-IOSCO, Principles for financial market infrastructures, 2012,
/// principle 6 (portfolio margin); the formula is plain arithmetic.
public struct MarginNetting: InsuranceOverlay {
  public static let name = "margin-netting"
  public static let summary = "Margin is asked for the net of two legs, not for each."
  public static let source = "CPMI-IOSCO, Principles for financial market infrastructures, 2012"
  public static let parameters = [
    RuleParameter("long", in: 0...1e15, unit: "USD", "Size of the legs one way."),
    RuleParameter("short", in: 0...1e15, unit: "USD", "Size of the legs the other way."),
  ]
  public static let neededAmount: String? = "margin"

  let factor: Double

  public init(_ values: RuleValues) {
    let margin = Netting.margin(of: [values["long"], -values["short"]], rate: 1)
    factor = margin.separate > 0 ? margin.netted / margin.separate : 1
  }

  public func adjusted(_ programme: InsuranceProgramme) -> InsuranceProgramme {
    var netted = programme
    for id in programme.silos.keys {
      if let margin = programme.silos[id]?.amounts["margin"] {
        netted.silos[id]?.amounts["margin"] = margin * factor
      }
    }
    return netted
  }
}
