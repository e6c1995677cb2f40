public import ContagionCoupling
public import ContagionEngine
public import ContagionModel

/// Scenarios run again under insurance programmes, so that what payers sell and
/// what is called goes back into each of them.
///
/// All programmes share a scenario's shock and first cascade; from there each goes
/// on alone. Rounds are the same bits for any number of workers.
public struct InsuredEnsemble: Sendable {
  /// One scenario, and which programmes have something to settle in it.
  public struct Scenario: Hashable, Sendable {
    public var number: Int
    public var shocks: [Shock]
    /// Places of the programmes that settle.
    public var programmes: [Int]

    public init(number: Int, shocks: [Shock], programmes: [Int]) {
      self.number = number
      self.shocks = shocks
      self.programmes = programmes
    }
  }

  /// What a scenario came to under its programmes, in their order.
  public struct Outcome: Hashable, Sendable {
    public var number: Int
    public var rounds: [SecondRound]
  }

  private static let chunk = 4

  private let runs: [InsuredRun]

  /// Checks programmes against the reserves of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - programmes: The designs.
  ///   - choices: The named choices; the network's if `nil`.
  ///   - limits: When a run under a programme ends.
  /// - Throws: ``ProgrammeError`` of the first programme with findings.
  public init(
    _ network: CompiledNetwork, under programmes: [InsuranceProgramme], choices: Choices? = nil,
    limits: InsuredRun.Limits = InsuredRun.Limits()
  ) throws {
    runs = try programmes.map {
      try InsuredRun(network, under: $0, choices: choices, limits: limits)
    }
  }

  /// Runs scenarios and hands out their outcomes in order.
  ///
  /// - Parameters:
  ///   - scenarios: In any order; `programmes` are places of those given at first.
  ///   - workers: How many run at a time, 1 or more.
  ///   - receive: Takes the next outcomes; returning false ends the work after them.
  /// - Throws: ``IdentityViolation``, which no input can cause, or what `receive`
  ///   throws.
  /// - Complexity: O(scenarios × programmes) cascades, less than a whole one each.
  public func run(
    _ scenarios: [Scenario], workers: Int, receive: ([Outcome]) throws -> Bool
  ) async throws {
    guard let first = runs.first(where: \.letsBorrowersSell) ?? runs.first, !scenarios.isEmpty
    else { return }
    let runs = runs
    let work = OrderedWork<CascadeSession, Outcome>(
      range: scenarios.indices, chunk: Self.chunk
    ) { session, place in
      let scenario = scenarios[place]
      try session.start(after: scenario.shocks)
      let played = session
      return Outcome(
        number: scenario.number,
        rounds: try scenario.programmes.map {
          SecondRound(try runs[$0].outcome(after: played, id: "\(scenario.number)"))
        })
    }
    try await work.run(with: try first.session(), workers: workers, receive: receive)
  }
}
