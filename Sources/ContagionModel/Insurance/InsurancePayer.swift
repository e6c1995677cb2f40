/// Who bears a part of a loss.
public enum InsurancePayer: String, Hashable, Sendable, CaseIterable {
  /// Whoever lent to the market that made the loss.
  case lenders
  /// The other borrowers, by redistribution.
  case borrowers
  /// Somebody who gives without having promised.
  case discretionaryBailout = "discretionary bail-out"
  case treasury
  case stakers
  /// Holders of a token that is minted.
  case tokenHolders = "token holders"
  /// Members of a mutual.
  case members
  case capitalProviders = "capital providers"
  case junior
  case senior
  case catBond = "cat bond"
  /// Margin and fund of the market that made the loss.
  case defaulterResources = "defaulter's resources"
  /// The clearing house's own capital.
  case clearingHouse = "clearing house"
  /// The other members of a clearing house.
  case survivors
  /// Lenders and winners elsewhere, by haircut.
  case otherLenders = "other lenders"
  /// Nobody: the loss never came to be.
  case nobody = "nobody: prevented"
}
