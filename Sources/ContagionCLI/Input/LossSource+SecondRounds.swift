import ArgumentParser
import ContagionCoupling
import ContagionEngine
import ContagionEnsemble
import ContagionFiles
import ContagionInsurance
import ContagionModel
import ContagionStore
import Foundation

extension LossSource {
  /// What each design's own sales and calls add over the scenarios of an ensemble;
  /// none for a table or a single run.
  ///
  /// Every scenario with something to settle is run again; that it comes to the
  /// losses in the ensemble's file is checked.
  ///
  /// - Parameters:
  ///   - designs: The designs.
  ///   - comparison: The same designs on the losses as they ran.
  ///   - basis: Which bad debt is settled, in place of what the designs say.
  ///   - workers: How many run at a time.
  ///   - isQuiet: Whether no progress is shown.
  /// - Returns: A summary a design.
  /// - Throws: `ExitCode.failure` after a message.
  func secondRounds(
    of designs: [LoadedDesign], in comparison: DesignComparison,
    _ basis: InsuranceProgramme.Basis?, workers: Int, isQuiet: Bool
  ) async throws -> [SecondRoundSummary] {
    guard let stored else { return [] }
    let programmes = designs.map { design in
      var programme = design.file.programme
      if let basis { programme.settles = basis }
      return programme
    }
    let gross = comparison.designs.suffix(programmes.count).map(\.grossUSD)
    let limit = InsuredRun.Limits().epsilonUSD
    let settling = losses.scenarios.indices.compactMap { place -> (Int, [Int])? in
      let those = programmes.indices.filter { gross[$0][place] > limit }
      return those.isEmpty ? nil : (place, those)
    }
    var rounds = programmes.map { _ in [SecondRound?](repeating: nil, count: losses.scenarios.count)
    }
    do {
      let shocks = try stored.ensemble.shocks(of: Set(settling.map(\.0)))
      let again = settling.map { place, those in
        InsuredEnsemble.Scenario(
          number: place, shocks: shocks[place] ?? [], programmes: those)
      }
      Terminal.remark(
        "\(again.count) of \(losses.scenarios.count) scenarios have a loss to settle; they run"
          + " again, then go on under each design: \(again.reduce(0) { $0 + $1.programmes.count })"
          + " settled runs")
      let ensemble = try InsuredEnsemble(
        stored.network, under: programmes, choices: stored.choices)
      var progress = ProgressLine(of: again.count, from: 0, isShown: !isQuiet)
      var done = 0
      Interruption.watch()
      try await ensemble.run(again, workers: workers) { outcomes in
        for outcome in outcomes {
          for (programme, round) in zip(again[done].programmes, outcome.rounds) {
            try check(round, against: gross[programme][outcome.number], outcome.number, stored.file)
            rounds[programme][outcome.number] = round
          }
          done += 1
        }
        progress.show(done)
        return !Interruption.isAsked
      }
      progress.end()
      guard done == again.count else {
        throw Terminal.failure("stopped after \(done) of \(again.count) scenarios")
      }
    } catch let error as ScenarioStoreError {
      throw Terminal.failure(error.description)
    } catch let error as ProgrammeError {
      throw Terminal.failure(error.description)
    }
    return programmes.indices.map { place in
      SecondRoundSummary(
        programmes[place], rounds: rounds[place], probabilities: comparison.probabilities,
        isSampled: comparison.isSampled, level: comparison.level)
    }
  }

  /// A run must come to what the file says that it came to.
  private func check(
    _ round: SecondRound, against usd: Double, _ scenario: Int, _ file: String
  ) throws {
    guard abs(round.firstBadDebtUSD - usd) > 1e-3 + 1e-9 * usd else { return }
    throw Terminal.failure(
      "\(file): error: scenario \(scenario) has bad debt of \(usd) USD and comes to"
        + " \(round.firstBadDebtUSD) USD when it is run again; its shocks are not all in the file."
        + " --first-round settles the ensemble as it ran")
  }
}
