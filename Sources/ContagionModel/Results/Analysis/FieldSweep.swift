/// The values that one field takes in a sweep.
public struct FieldSteps: Hashable, Sendable {
  public var path: String
  public var values: [Double]

  public init(path: String, values: [Double]) {
    self.path = path
    self.values = values
  }

  /// Reads `PATH=from..to` or `PATH=from..to:steps`; numbers may be percentages.
  ///
  /// Steps are the values taken, both ends included: 2 or more, 11 if unsaid.
  ///
  /// - Throws: ``FieldStepsError`` with the text and what is wrong with it.
  public init(parsing text: String) throws(FieldStepsError) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw FieldStepsError(text: text, reason: "it has no '='")
    }
    var range = text[text.index(after: equals)...]
    var count = 11
    if let colon = range.lastIndex(of: ":") {
      let steps = range[range.index(after: colon)...]
      guard let number = Int(steps), (2...10_000).contains(number) else {
        throw FieldStepsError(
          text: text, reason: "'\(steps)' is not a whole number of steps in 2...10000")
      }
      count = number
      range = range[..<colon]
    }
    guard let dots = range.firstRange(of: "..") else {
      throw FieldStepsError(text: text, reason: "'\(range)' has no '..'")
    }
    let ends = [range[..<dots.lowerBound], range[dots.upperBound...]]
    var numbers: [Double] = []
    for end in ends {
      let isPercent = end.hasSuffix("%")
      guard let number = Double(isPercent ? end.dropLast() : end), number.isFinite else {
        throw FieldStepsError(text: text, reason: "'\(end)' is not a finite number or percentage")
      }
      numbers.append(isPercent ? number / 100 : number)
    }
    guard numbers[0] != numbers[1] else {
      throw FieldStepsError(text: text, reason: "both ends are \(ends[0])")
    }
    path = String(text[..<equals])
    values = Self.spaced(from: numbers[0], to: numbers[1], count: count)
  }

  /// Equally spaced values, both ends included.
  ///
  /// - Precondition: At least 2.
  public static func spaced(from first: Double, to last: Double, count: Int) -> [Double] {
    (0..<count).map { step in
      step == count - 1 ? last : first + (last - first) * Double(step) / Double(count - 1)
    }
  }
}

/// Why a text gives no steps of a field.
public struct FieldStepsError: Error, Hashable, Sendable, CustomStringConvertible {
  public var text: String
  public var reason: String

  public var description: String {
    "'\(text)' is no range of a field: \(reason); a range reads PATH=0.7..0.85,"
      + " PATH=0.7..0.85:16 or shock.ETH=-10%..-50%:41"
  }
}

/// What a network loses while one or two of its fields take values.
public struct FieldSweep: Hashable, Sendable {
  /// One run.
  public struct Cell: Hashable, Sendable {
    /// In step with ``FieldSweep/fields``.
    public var values: [Double]
    public var badDebtUSD: Double
    public var realizedBadDebtUSD: Double
    public var finalLossUSD: Double
    public var liquidatedUSD: Double

    public init(
      values: [Double], badDebtUSD: Double, realizedBadDebtUSD: Double, finalLossUSD: Double,
      liquidatedUSD: Double
    ) {
      self.values = values
      self.badDebtUSD = badDebtUSD
      self.realizedBadDebtUSD = realizedBadDebtUSD
      self.finalLossUSD = finalLossUSD
      self.liquidatedUSD = liquidatedUSD
    }
  }

  /// One or two.
  public var fields: [FieldSteps]
  /// The last field varies fastest.
  public var cells: [Cell]

  public init(fields: [FieldSteps], cells: [Cell]) {
    self.fields = fields
    self.cells = cells
  }
}
