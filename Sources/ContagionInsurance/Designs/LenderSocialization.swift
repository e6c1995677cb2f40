public import ContagionModel

/// Nobody pays but the lenders: the control of every comparison.
public struct LenderSocialization: InsuranceDesign {
  public static let name = "lender-socialisation"
  public static let summary = "Bad debt falls on the lenders of its market, pro rata."
  public static let source = "Morpho Blue 3085651, liquidate; Euler Vault Kit 5b98b42 whitepaper"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double { 0 }

  public func pay(_ waterfall: inout Waterfall) {}
}
