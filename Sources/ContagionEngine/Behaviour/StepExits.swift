/// What left in one step, USD at market prices.
struct StepExits: Sendable {
  var withdrawnUSD = 0.0
  /// Paid back by borrowers, USD at the oracle.
  var toppedUpUSD = 0.0
  /// Paid back by selling collateral, USD at the oracle.
  var deleveredUSD = 0.0
  /// Paid for receipts that were redeemed.
  var redeemedUSD = 0.0
  /// Asked for and not there.
  var refusedUSD = 0.0
  /// Out of pools that hold reserves.
  var exitedUSD = 0.0
  /// Pools that were left, in part.
  var poolsLeft = 0
}
