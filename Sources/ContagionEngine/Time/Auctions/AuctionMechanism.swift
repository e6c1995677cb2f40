import ContagionModel

/// A mechanism that puts collateral up for auction.
///
/// In a timed run an account below 1 is closed and its collateral goes to auction in
/// lots, each with its part of the debt; keepers bid with what cash they have, as many
/// times in a step as block space allows, and what is raised clears the debt. In one
/// moment everybody bids: collateral fetches its oracle price.
protocol AuctionMechanism: LiquidationMechanism {
  /// Added to the debt that an auction must raise, as a share of it.
  var penalty: Double { get }
  /// Most units of collateral in one auction.
  var lot: Double { get }
  /// Starts the auction of one lot.
  ///
  /// - Parameters:
  ///   - tab: What must be raised, in units of the debt, penalty included.
  ///   - lot: Units of collateral.
  ///   - market: Units of the debt that one of collateral is worth at the oracle.
  ///   - time: Now, in seconds.
  /// - Returns: The auction.
  func auction(tab: Double, lot: Double, market: Double, at time: Double) -> any LotAuction
}

extension AuctionMechanism {
  public var bonus: Double { penalty }
  public var liquidationThreshold: Double { 0 }
  public var protocolFee: Double { 0 }
  public var scaleFree: Bool { true }

  /// Everybody bids: the debt and the penalty are raised at the oracle's price, the
  /// penalty goes to the protocol; where collateral runs short all of it fetches its
  /// value.
  public func liquidation(of account: LiquidationCase) -> Liquidation {
    guard account.healthFactor < 1 else { return .none }
    let tab = account.debtUSD * (1 + penalty)
    guard tab >= account.collateralUSD else {
      let seized = tab / account.collateralPrice
      return Liquidation(
        repaid: account.debtUnits, seized: seized,
        fee: max(0, seized - account.debtUSD / account.collateralPrice))
    }
    let repaid = min(account.debtUSD, account.collateralUSD)
    return Liquidation(
      repaid: repaid / account.debtPrice, seized: account.collateralUnits,
      fee: max(0, account.collateralUnits - repaid / account.collateralPrice))
  }
}

/// The auction of one lot while it runs.
protocol LotAuction: Sendable {
  /// What keepers do now, and what comes of it.
  mutating func act(_ keepers: KeeperView) -> AuctionMove
}

/// What keepers see of one lot: the moment, what a unit is worth to them, and what
/// they have.
struct KeeperView: Sendable {
  /// Seconds.
  var now: Double
  /// Units of debt that a unit of collateral sells for, less the profit asked for.
  var worth: Double
  /// The same at the oracle, for the start of a falling price.
  var market: Double
  /// Units of debt that keepers can spend.
  var cash: Double
  /// Whether another bid fits into the step.
  var canBid: Bool
}

/// What happened to one lot in a step.
struct AuctionMove: Sendable {
  /// Cash that keepers put up, less what they got back.
  var spent = 0.0
  /// Paid to the protocol for good.
  var paid = 0.0
  /// Units of collateral that went to the bidders.
  var sold = 0.0
  /// Bids that took block space.
  var bids = 0
  var isOver = false
  /// Whether the lot went to somebody who paid nothing.
  var isForNothing = false
}
