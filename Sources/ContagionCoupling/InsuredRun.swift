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
    var session = try self.session()
    try session.start(after: shocks)
    return try outcome(after: session, title: title, id: id)
  }

  /// A session on the network in which every payer has a name.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func session() throws(IdentityViolation) -> CascadeSession {
    try CascadeSession(network, choices: choices, timing: timing, payers: payers)
  }

  /// Settles what a session has come to, and goes on until nothing new is lost.
  ///
  /// - Parameters:
  ///   - played: A ``session()`` with shocks played to quiet; runs under several
  ///     programmes can share it, that of one that lets borrowers sell if there is one.
  ///   - title: Of the shocks; put together from them if `nil`.
  ///   - id: What the first event is called.
  /// - Returns: The blocks and the run they end with.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func outcome(
    after played: CascadeSession, title: String? = nil, id: String = "shock"
  ) throws(IdentityViolation) -> InsuredCascade {
    var session = played
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
      var translation = FlowTranslation(
        programme.programme, programme.markets, session,
        lostUnits: settled.units(of: programme.programme.settles))
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

  /// Everybody who may sell or pay; borrowers where an overlay lets them sell early.
  private var payers: [String] {
    InsurancePayer.allCases.filter { payer in
      payer == .borrowers ? letsBorrowersSell : ![.lenders, .nobody].contains(payer)
    }
    .map(\.rawValue)
  }

  /// Whether an overlay names an asset that borrowers sell.
  public var letsBorrowersSell: Bool {
    programme.programme.overlays.contains {
      $0.rule.name == EarlyDeleveraging.name && $0.asset != nil
    }
  }
}

/// What has been settled so far, so that only what is new is settled next.
struct Progress {
  private var realizedUSD: [Double]
  private var latentUSD: [Double]
  private var liquidatedUSD = 0.0
  private var realizedUnits: [Double]
  /// Units that the last event lost, by market: booked, and hidden.
  private var newUnits: (realized: [Double], latent: [Double])

  init(markets: Int) {
    realizedUSD = Array(repeating: 0, count: markets)
    latentUSD = realizedUSD
    realizedUnits = realizedUSD
    newUnits = (realizedUSD, realizedUSD)
  }

  /// Units of each market's asset that the last event lost, on a basis.
  func units(of basis: InsuranceProgramme.Basis) -> [Double] {
    basis == .realized
      ? newUnits.realized : zip(newUnits.realized, newUnits.latent).map { $0 + $1 }
  }

  /// The event of one block: bad debt that came since the last, at prices now.
  mutating func event(
    _ id: String, of session: CascadeSession, _ network: CompiledNetwork
  ) throws(IdentityViolation) -> LossEvent {
    let cascade = try session.cascade(title: nil)
    let all = LossEvent(cascade, in: network.network)
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
    countUnits(of: cascade.badDebt, event, session, network)
    return event
  }
}

extension Progress {
  private mutating func countUnits(
    of badDebt: [BadDebt], _ event: LossEvent, _ session: CascadeSession,
    _ network: CompiledNetwork
  ) {
    let found = Dictionary(
      badDebt.map { ($0.reserve, $0.realizedUnits) }, uniquingKeysWith: { first, _ in first })
    for (row, size) in network.reserveSizes.enumerated() {
      let units = found[size.reserve] ?? 0
      newUnits.realized[row] = max(0, units - realizedUnits[row])
      realizedUnits[row] = units
      let price = session.marketPrice(of: size.reserve.asset)
      newUnits.latent[row] = price > 0 ? event.latentUSD[row] / price : 0
    }
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
