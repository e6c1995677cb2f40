/// Which amount of a run is asked about, in total or at one protocol.
public struct LossMeasure: Hashable, Sendable, CustomStringConvertible {
  public enum Amount: String, Hashable, Sendable, CaseIterable {
    /// Realised and latent.
    case badDebt = "bad-debt"
    /// Written off.
    case realizedBadDebt = "realized-bad-debt"
    /// What final bearers lose; of a protocol, what its own bearers lose.
    case finalLoss = "final-loss"
    /// Final less direct loss.
    case cascadeLoss = "cascade-loss"
    /// Debt repaid by liquidators.
    case liquidated
  }

  public var amount: Amount
  /// `nil` for the whole network.
  public var lendingProtocol: ProtocolID?

  public init(_ amount: Amount, at lendingProtocol: ProtocolID? = nil) {
    self.amount = amount
    self.lendingProtocol = lendingProtocol
  }

  /// The measure in words: `bad debt of Alpha`.
  public var description: String {
    let words = amount.rawValue.replacing("-", with: " ")
    return lendingProtocol.map { "\(words) of \($0)" } ?? words
  }

  /// The amount of one outcome, USD.
  public func usd(of outcome: ScenarioOutcome, _ axes: ScenarioAxes) -> Double {
    func reserves(_ amounts: [Double]) -> Double {
      zip(axes.reserves, amounts).reduce(0) {
        lendingProtocol == nil || $1.0.lendingProtocol == lendingProtocol ? $0 + $1.1 : $0
      }
    }
    func bearers(_ amounts: [Double]) -> Double {
      zip(axes.parties, amounts).reduce(0) {
        $1.0.isFinalBearer && (lendingProtocol == nil || $1.0.lendingProtocol == lendingProtocol)
          ? $0 + $1.1 : $0
      }
    }
    switch amount {
    case .badDebt: return reserves(outcome.realizedBadDebtUSD) + reserves(outcome.latentBadDebtUSD)
    case .realizedBadDebt: return reserves(outcome.realizedBadDebtUSD)
    case .finalLoss: return bearers(outcome.finalLossUSD)
    case .cascadeLoss: return bearers(outcome.finalLossUSD) - bearers(outcome.directLossUSD)
    case .liquidated:
      return zip(axes.protocols, outcome.repaidUSD).reduce(0) {
        lendingProtocol == nil || $1.0 == lendingProtocol ? $0 + $1.1 : $0
      }
    }
  }
}
