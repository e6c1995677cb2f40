import ContagionModel

extension Study {
  /// Two protocols and a vault, with losses that were added up by hand.
  ///
  ///     final bearer            opening     direct       final      credit
  ///     borrowers of alpha    2 000 000    600 000  650 000.40           0
  ///     lenders to alpha      1 000 000          0   30 000.30   30 000.30
  ///     borrowers of beta       400 000    120 000  125 000.30           0
  ///     lenders to beta         300 000          0      20 000      20 000
  ///     liquidators of alpha          0          0   −5 000.40           0
  ///     holders of vUSDC        200 000          0      10 000      10 000
  ///     sum                   3 900 000    720 000  830 000.60   60 000.30
  ///
  /// The rounded final losses sum to 830 000; the rounded sum is 830 001.
  ///
  /// Bad debt: alpha 25 000.30 + 5 000 = 30 000.30, beta 30 000 + 0; together
  /// 60 000.30. Alone alpha has 28 000 and beta 12 000, together 40 000, so
  /// contagion is 20 000.30. With prices frozen 9 000 + 3 000 = 12 000.
  static var pencil: Study {
    Study(
      joint: .pencil,
      noFeedback: run("no feedback", rounds: 2, final: 742_000, alpha: 9000, beta: 3000),
      isolated: [
        run("alpha", rounds: 2, final: 790_000, alpha: 28_000, beta: 0),
        run("beta", rounds: 1, final: 745_000, alpha: 500, beta: 12_000),
      ],
      withoutChannel: [
        run("price", rounds: 1, final: 742_000, alpha: 9000, beta: 3000),
        run("oracle", rounds: 2, final: 831_000.60, alpha: 31_000, beta: 30_000.30),
      ])
  }

  private static func run(
    _ name: String, rounds: Int, final: Double, alpha: Double, beta: Double
  ) -> RunSummary {
    RunSummary(
      name: name, rounds: rounds, stop: .quiet, realizedBadDebtUSD: alpha + beta,
      latentBadDebtUSD: 0, liquidatedUSD: 100_000, finalLossUSD: final,
      badDebtByProtocol: [ProtocolAmount("alpha", alpha), ProtocolAmount("beta", beta)])
  }
}
