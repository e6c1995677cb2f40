/// Shares of a total by Shapley's rule, exact over all sets of players.
public enum ShapleyValue {
  /// The share of each player.
  ///
  /// - Parameter values: v(S) by the bits of S, from 0 to 2ⁿ − 1.
  /// - Returns: One share per player; they sum to v(all) − v(none).
  /// - Precondition: As many values as there are sets: a power of two.
  /// - Complexity: O(n·2ⁿ).
  public static func shares(of values: [Double]) -> [Double] {
    precondition(values.count.nonzeroBitCount == 1, "one value for each set of players")
    let players = values.count.trailingZeroBitCount
    // |S|!(n−|S|−1)!/n! = 1 / (n · C(n−1, |S|)).
    var weights = [1 / Double(max(1, players))]
    for size in 1..<max(1, players) {
      weights.append(weights[size - 1] * Double(size) / Double(players - size))
    }
    return (0..<players).map { player in
      var share = 0.0
      for set in values.indices where set & (1 << player) == 0 {
        share += weights[set.nonzeroBitCount] * (values[set | (1 << player)] - values[set])
      }
      return share
    }
  }
}
