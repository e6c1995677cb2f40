import ContagionModel

extension CascadeRun {
  /// Lets lenders and liquidity providers react to what a step did: stage 10.
  ///
  /// Everybody reads the state at the start of the stage.
  mutating func behave() -> StepExits {
    var exits = StepExits()
    leaveReserves(&exits)
    leavePools(&exits)
    return exits
  }
}
