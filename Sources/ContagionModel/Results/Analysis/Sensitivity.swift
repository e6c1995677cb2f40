/// How a loss answers to one parameter.
public struct Sensitivity: Hashable, Sendable {
  /// What the loss looks like around the value.
  public enum Shape: String, Hashable, Sendable, CaseIterable {
    /// One slope.
    case smooth
    /// Two slopes that do not meet when the bump is halved.
    case kink
    /// The loss jumps within the bump: a slope would grow without bound.
    case jump
    /// Only one side could be tried: the other is outside the accepted range.
    case oneSided = "one-sided"
    /// Neither side could be tried.
    case none
  }

  public var path: String
  public var value: Double
  /// How far the value was moved; the error compares it with half of it.
  public var bump: Double
  /// USD per unit of the parameter; NaN where nothing was tried, and for a jump of
  /// scenarios that are no ensemble: over one, it is the slope of the whole bump.
  public var derivative: Double
  /// Error of the derivative from halving the bump, USD per unit.
  public var bumpError: Double
  /// Standard error over scenarios; 0 for a single one.
  public var standardError: Double
  /// Slopes on either side at half the bump.
  public var leftSlope: Double
  public var rightSlope: Double
  public var shape: Shape
  /// Change of the loss with the value lower and higher by the bump, USD.
  public var changeBelowUSD: Double
  public var changeAboveUSD: Double
  /// Why a side could not be tried; empty else.
  public var remark: String

  public init(
    path: String, value: Double, bump: Double, derivative: Double, bumpError: Double,
    standardError: Double, leftSlope: Double, rightSlope: Double, shape: Shape,
    changeBelowUSD: Double, changeAboveUSD: Double, remark: String
  ) {
    self.path = path
    self.value = value
    self.bump = bump
    self.derivative = derivative
    self.bumpError = bumpError
    self.standardError = standardError
    self.leftSlope = leftSlope
    self.rightSlope = rightSlope
    self.shape = shape
    self.changeBelowUSD = changeBelowUSD
    self.changeAboveUSD = changeAboveUSD
    self.remark = remark
  }

  /// The larger of the two changes, by which a tornado is sorted; 0 if neither
  /// side was tried.
  public var swingUSD: Double {
    max(
      changeBelowUSD.isNaN ? 0 : abs(changeBelowUSD),
      changeAboveUSD.isNaN ? 0 : abs(changeAboveUSD))
  }
}

/// The sensitivities of a loss to many parameters.
public struct SensitivityReport: Hashable, Sendable {
  public var measure: LossMeasure
  /// What sums up the loss over scenarios.
  public var statistic: LossStatistic
  public var lossUSD: Double
  /// The standard error of the loss over draws; `nil` for scenarios that are no draws.
  public var lossErrorUSD: Double?
  /// Bumps as a share of each value.
  public var relativeBump: Double
  public var scenarios: Int
  /// Largest swing first.
  public var rows: [Sensitivity]

  public init(
    measure: LossMeasure, statistic: LossStatistic = .mean, lossUSD: Double,
    lossErrorUSD: Double? = nil, relativeBump: Double, scenarios: Int, rows: [Sensitivity]
  ) {
    self.measure = measure
    self.statistic = statistic
    self.lossUSD = lossUSD
    self.lossErrorUSD = lossErrorUSD
    self.relativeBump = relativeBump
    self.scenarios = scenarios
    self.rows = rows
  }

  /// Whether moving a parameter changes nothing but rounding.
  public func isIdle(_ row: Sensitivity) -> Bool {
    row.shape != .none && row.swingUSD <= 1e-9 * abs(lossUSD)
  }
}
