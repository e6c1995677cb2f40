import ContagionModel

extension CascadeRun {
  /// Lets borrowers, lenders, liquidity providers and redeemers react to what a step did: stage 10.
  ///
  /// Borrowers pay back first, then those who sell collateral, so that lenders find the cash.
  mutating func behave(step: Int) -> StepExits {
    var exits = StepExits()
    exits.toppedUpUSD = topUp(step: step)
    exits.deleveredUSD = delever(step: step)
    leaveReserves(&exits)
    leavePools(&exits)
    exits.redeemedUSD = redeem()
    return exits
  }
}
