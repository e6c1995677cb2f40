/// A movement that somebody outside the book makes between two blocks of rounds.
///
/// What payers of an insurance programme sell, pay, give up or take out goes back
/// into a run this way (`model.md` §4).
public enum InjectedFlow: Hashable, Sendable {
  /// A payer sells units of an asset along the route to another asset.
  case sale(payer: String, asset: AssetID, units: Double, for: AssetID)
  /// A payer brings units of a reserve's asset in as cash.
  case payment(payer: String, reserve: ReserveID, units: Double)
  /// Claims of outside lenders worth so many units are given up, which lowers
  /// what the reserve owes: cover staked in the reserve's own receipt.
  case burn(reserve: ReserveID, units: Double)
  /// Outside lenders ask for units of a reserve's asset and get what cash there is.
  case withdrawal(reserve: ReserveID, units: Double)
}
