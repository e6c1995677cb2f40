/// Why a text is no shock.
public struct ShockError: Error, Hashable, Sendable, CustomStringConvertible {
  public var text: String
  public var reason: String

  public var description: String {
    "'\(text)' is not a shock: \(reason); a shock reads ASSET=-30%, ASSET=0.30,"
      + " issuer:NAME.loss=93e6 or =40%, pool:NAME.depth=-50%, oracle:NAME.hold, oracle:NAME=1.0,"
      + " deposits:PROTOCOL/ASSET=-30%, bridge:NAME.drained=40%, bridge:NAME.allocation=RULE,"
      + " bridge:NAME.halted or"
      + " reserve:PROTOCOL/ASSET.liquidationThreshold=0.7"
  }
}

extension Shock: CustomStringConvertible {
  /// Reads a shock as files and the command line spell it.
  ///
  /// `issuer:NAME` with a slash in the name means a reserve.
  ///
  /// - Throws: ``ShockError`` with the text and what is wrong with it.
  public init(parsing text: String) throws(ShockError) {
    func fail(_ reason: String) -> ShockError { ShockError(text: text, reason: reason) }
    func number(_ value: Substring) throws(ShockError) -> (Double, isPercent: Bool) {
      let isPercent = value.hasSuffix("%")
      let digits = isPercent ? value.dropLast() : value
      guard let number = Double(digits.replacing(" ", with: "")), number.isFinite else {
        throw fail("'\(value)' is not a finite number or percentage")
      }
      return (isPercent ? number / 100 : number, isPercent)
    }
    func share(_ value: Substring, _ range: ClosedRange<Double>) throws(ShockError) -> Double {
      let (share, isPercent) = try number(value)
      guard isPercent else { throw fail("'\(value)' is not a percentage") }
      guard range.contains(share) else {
        throw fail("\(value) is outside \(range.lowerBound * 100)%...\(range.upperBound * 100)%")
      }
      return share
    }
    func reserve(_ name: Substring) throws(ShockError) -> ReserveID {
      guard let id = ReserveID(String(name)) else {
        throw fail("'\(name)' is not PROTOCOL/ASSET")
      }
      return id
    }

    if text.hasPrefix("oracle:"), text.hasSuffix(".hold") {
      self = .oracleHold(OracleID(String(text.dropFirst(7).dropLast(5))))
      return
    }
    if text.hasPrefix("bridge:"), text.hasSuffix(".halted") {
      self = .bridgeHalt(BridgeID(String(text.dropFirst(7).dropLast(7))))
      return
    }
    guard let equals = text.lastIndex(of: "=") else { throw fail("it has no '='") }
    let target = text[..<equals]
    let value = text[text.index(after: equals)...]
    guard !target.isEmpty else { throw fail("nothing stands before '='") }
    let colon = target.firstIndex(of: ":")
    let kind = colon.map { target[..<$0] } ?? ""
    let name = colon.map { target[target.index(after: $0)...] } ?? target
    switch kind {
    case "issuer" where name.hasSuffix(".loss"):
      let issuer = String(name.dropLast(5))
      let whose = ReserveID(issuer).map { ReceiptIssuer.reserve($0) } ?? .issuer(IssuerID(issuer))
      let (loss, isPercent) = try number(value)
      guard loss >= 0, !isPercent || loss <= 1 else {
        throw fail("a loss is 0 or more USD, or 0%...100%")
      }
      self = isPercent ? .issuerLossShare(whose, loss) : .issuerLoss(whose, loss)
    case "pool" where name.hasSuffix(".depth"):
      self = .poolDepth(PoolID(String(name.dropLast(6))), try share(value, -0.999...10))
    case "oracle":
      let (price, isPercent) = try number(value)
      guard price > 0, !isPercent else { throw fail("a report is a price above 0 in USD") }
      self = .oracleValue(OracleID(String(name)), price)
    case "deposits":
      self = .deposits(try reserve(name), try share(value, -1...0))
    case "reserve":
      for parameter in ReserveParameter.allCases where name.hasSuffix(".\(parameter.rawValue)") {
        let (level, isPercent) = try number(value)
        guard (0...1).contains(level), !isPercent else {
          throw fail("\(parameter.rawValue) is a ratio in 0...1")
        }
        self = .reserveParameter(
          try reserve(name.dropLast(parameter.rawValue.count + 1)), parameter, level)
        return
      }
      throw fail("a reserve has .liquidationThreshold and .bonus to set")
    case "bridge" where name.hasSuffix(".drained"):
      self = .bridgeDrained(BridgeID(String(name.dropLast(8))), try share(value, 0...1))
    case "bridge" where name.hasSuffix(".allocation"):
      guard !value.isEmpty else { throw fail("no rule stands after '='") }
      self = .bridgeAllocation(BridgeID(String(name.dropLast(11))), String(value))
    case "bridge": throw fail("'bridge:' ends in .drained, .allocation or .halted")
    case "issuer", "pool":
      throw fail("'\(kind):' ends in \(kind == "pool" ? ".depth" : ".loss")")
    default:
      let asset = AssetID(String(target))
      let (level, isPercent) = try number(value)
      if isPercent {
        guard level > -1 else { throw fail("a price cannot fall by 100% or more") }
        self = .priceChange(asset, level)
      } else {
        guard level > 0 else { throw fail("a price is above 0") }
        self = .price(asset, level)
      }
    }
  }

  /// The shock as files and the command line spell it, shares to ten decimals
  /// of a per cent.
  public var description: String { text { Self.percent($0, $1) } }

  /// The shock as files spell it, with all digits: parsing it gives the shock
  /// back, if any text does.
  public var exactText: String {
    text { share, isSigned in
      let hundred = share * 100
      let exact = [(hundred * 1e10).rounded() / 1e10, hundred, hundred.nextUp, hundred.nextDown]
        .first { $0 / 100 == share }
      return exact.map { Self.percent(hundred: $0, isSigned) } ?? Self.percent(share, isSigned)
    }
  }

  private func text(percent: (Double, _ isSigned: Bool) -> String) -> String {
    switch self {
    case .priceChange(let asset, let change): "\(asset)=\(percent(change, true))"
    case .price(let asset, let price): "\(asset)=\(Self.short(price))"
    case .issuerLoss(let issuer, let loss): "issuer:\(issuer).loss=\(Self.short(loss))"
    case .issuerLossShare(let issuer, let share):
      "issuer:\(issuer).loss=\(percent(share, false))"
    case .poolDepth(let pool, let change): "pool:\(pool).depth=\(percent(change, true))"
    case .oracleHold(let oracle): "oracle:\(oracle).hold"
    case .oracleValue(let oracle, let price): "oracle:\(oracle)=\(Self.short(price))"
    case .bridgeDrained(let bridge, let share): "bridge:\(bridge).drained=\(percent(share, false))"
    case .bridgeHalt(let bridge): "bridge:\(bridge).halted"
    case .bridgeAllocation(let bridge, let rule): "bridge:\(bridge).allocation=\(rule)"
    case .deposits(let reserve, let change): "deposits:\(reserve)=\(percent(change, true))"
    case .reserveParameter(let reserve, let parameter, let value):
      "reserve:\(reserve).\(parameter.rawValue)=\(Self.short(value))"
    }
  }

  private static func percent(_ share: Double, _ isSigned: Bool) -> String {
    percent(hundred: (share * 100 * 1e10).rounded() / 1e10, isSigned)
  }

  private static func percent(hundred: Double, _ isSigned: Bool) -> String {
    (isSigned && hundred > 0 ? "+" : "") + short(hundred) + "%"
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
