import ContagionModel

extension Cascade {
  /// The lines below the title of a diagram.
  var facts: [String] {
    let spelled = shocks.map(\.description).joined(separator: ", ")
    let words = timing?.words ?? []
    let path =
      (words.prefix(3) + (words.count > 3 ? ["and \(words.count - 3) more"] : []))
      .joined(separator: "; ")
    let parts = [spelled, path].filter { !$0.isEmpty }.joined(separator: "; ")
    let shock = shockTitle.isEmpty || shockTitle == parts ? parts : "\(shockTitle) (\(parts))"
    let time = timing.map {
      ["\(Span(seconds: $0.horizon)) in steps of \(Span(seconds: $0.step))"]
    }
    let others = choices.listed.filter { !$0.isDefault && $0.name != "clearing" }
      .map { "\($0.name) \($0.value)" }
    let named = ["\(choices.clearing.rawValue) clearing"] + others + (time ?? [])
    return [
      "Figures of \(asOf.isEmpty ? "no stated date" : asOf). Shock: \(shock).",
      named.joined(separator: ", ").capitalizedFirst
        + "; \(Figure.count(rounds.count, "round")), stopped: \(stop.rawValue).",
      "Final loss \(Figure.usd(finalLossUSD))\(amplified); bad debt \(Figure.usd(badDebtUSD))"
        + " (realized \(Figure.usd(realizedBadDebtUSD)), latent \(Figure.usd(latentBadDebtUSD)));"
        + " liquidated \(Figure.usd(liquidatedUSD)).",
    ] + (agents.map { [$0] } ?? [])
  }

  private var amplified: String {
    let ratio = amplification
    guard ratio.isFinite, directLossUSD > 0 else { return "" }
    return ", \(Figure.ratio(ratio)) × the direct loss of \(Figure.usd(directLossUSD))"
  }

  /// The run in sentences, for readers who cannot see the diagram.
  var sentences: String {
    let rounds = rounds.map { round in
      let parts = round.liquidations.map {
        "\($0.lendingProtocol) repaid \(Figure.usd($0.repaidUSD))"
          + ($0.badDebtUSD > 0 ? " and lost \(Figure.usd($0.badDebtUSD))" : "")
      }
      let moves = round.poolMoves.map {
        "\($0.pool) went from \(Figure.price($0.openingPrice))"
          + " to \(Figure.price($0.closingPrice))"
      }
      return "Round \(round.number): " + (parts + moves).joined(separator: ", ") + "."
    }
    let shown = rounds.prefix(12)
    let more = rounds.count > 12 ? ["\(rounds.count - 12) more rounds follow."] : []
    return (facts + shown + more).joined(separator: " ")
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
