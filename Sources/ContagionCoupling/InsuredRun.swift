public import ContagionEngine
public import ContagionInsurance
public import ContagionModel
import OrderedCollections

/// A network under an insurance programme: cascade, settlement, and the cascade
/// that the settlement sets off, until there is no new bad debt.
///
/// The programme settles once when the rounds are quiet (`model.md` §4). What its
/// payers must sell goes into the network's own pools, what is called leaves its
/// reserves, what is paid makes claims whole; then the rounds go on, and only bad
/// debt that is new is settled again.
public struct InsuredRun: Sendable {
  /// When a run under a programme ends.
  public struct Limits: Hashable, Sendable {
    /// New bad debt below this many USD is none.
    public var epsilonUSD: Double
    /// Settlements at most.
    public var blocks: Int

    public init(epsilonUSD: Double = 1e-6, blocks: Int = 100) {
      self.epsilonUSD = epsilonUSD
      self.blocks = blocks
    }
  }

  let network: CompiledNetwork
  let programme: CompiledProgramme
  let choices: Choices
  let timing: Timing?
  let limits: Limits

  /// Checks a programme against the reserves of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - programme: The programme.
  ///   - choices: The named choices; the network's if `nil`.
  ///   - timing: A path of prices; the programme settles after its last step.
  ///   - limits: When a run ends.
  /// - Throws: ``ProgrammeError`` with every finding that is an error.
  public init(
    _ network: CompiledNetwork, under programme: InsuranceProgramme, choices: Choices? = nil,
    timing: Timing? = nil, limits: Limits = Limits()
  ) throws(ProgrammeError) {
    self.network = network
    self.programme = try CompiledProgramme(programme, insuring: network.insuredMarkets)
    self.choices = choices ?? network.network.choices
    self.timing = timing
    self.limits = limits
  }

  /// Runs shocks to quiet, settles, and goes on until nothing new is lost.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func outcome(
    of shocks: [Shock], title: String? = nil, id: String = "shock"
  ) throws(IdentityViolation) -> InsuredCascade {
    var session = try CascadeSession(
      network, choices: choices, timing: timing, payers: Self.payers)
    try session.start(after: shocks)
    var settled = Progress(markets: programme.markets.count)
    var state = InsuranceState.opening
    var blocks: [InsuredCascade.Block] = []
    var stop = InsuredCascade.Stop.noEquilibrium
    while blocks.count < limits.blocks {
      let event = try settled.event(
        blocks.isEmpty ? id : "\(id), block \(blocks.count + 1)", of: session, network)
      let gross = event.badDebtUSD(programme.programme.settles).reduce(0, +)
      guard gross > limits.epsilonUSD || blocks.isEmpty else {
        stop = .quiet
        break
      }
      let settlement = programme.settlement(of: event, from: state)
      state = settlement.stateAfter
      var translation = FlowTranslation(programme.programme, programme.markets, session)
      translation.add(settlement)
      let before = session.rounds
      try session.resume(with: translation.flows)
      blocks.append(
        InsuredCascade.Block(
          event: event, settlement: settlement, flows: translation.flows,
          unsold: translation.unsold, rounds: session.rounds - before))
    }
    return InsuredCascade(
      programme: programme.programme, markets: programme.markets, blocks: blocks, stop: stop,
      cascade: try session.cascade(title: title))
  }

  /// Everybody who may sell or pay.
  static let payers = InsurancePayer.allCases.filter {
    ![.lenders, .borrowers, .nobody].contains($0)
  }
  .map(\.rawValue)
}

/// What has been settled so far, so that only what is new is settled next.
struct Progress {
  private var realizedUSD: [Double]
  private var latentUSD: [Double]
  private var liquidatedUSD = 0.0

  init(markets: Int) {
    realizedUSD = Array(repeating: 0, count: markets)
    latentUSD = realizedUSD
  }

  /// The event of one block: bad debt that came since the last, at prices now.
  mutating func event(
    _ id: String, of session: CascadeSession, _ network: CompiledNetwork
  ) throws(IdentityViolation) -> LossEvent {
    let all = LossEvent(try session.cascade(title: nil), in: network.network)
    let liquidated = all.liquidatedDebtUSD ?? 0
    defer {
      realizedUSD = all.realizedUSD
      // What was hidden and settled once is not settled again when it is booked.
      latentUSD = zip(latentUSD, all.latentUSD).map { max($0, $1) }
      liquidatedUSD = liquidated
    }
    var event = all
    event.id = id
    event.realizedUSD = zip(all.realizedUSD, realizedUSD).map { max(0, $0 - $1) }
    event.latentUSD = zip(all.latentUSD, latentUSD).map { max(0, $0 - $1) }
    event.liquidatedDebtUSD = liquidated - liquidatedUSD
    return event
  }
}

extension CompiledNetwork {
  /// Every reserve as an insured market.
  var insuredMarkets: [InsuredMarket] {
    reserveSizes.map { size in
      InsuredMarket(
        InsuredID(size.reserve.description), chain: size.chain, depositsUSD: size.claimsUSD)
    }
  }
}
