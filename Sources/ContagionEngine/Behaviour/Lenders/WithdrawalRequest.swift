/// Whose claim on a reserve is taken out.
enum Lender: Hashable, Sendable {
  /// Those outside the file, as one.
  case outside
  /// A named deposit, by its place in the network's.
  case named(Int)
}

/// What a lender asks of a reserve.
struct WithdrawalRequest: Sendable {
  let lender: Lender
  /// Units of the asset.
  let units: Double
  /// Whoever has the lowest comes first.
  let rank: UInt64
  let name: String

  /// What each of several gets of scarce cash, all alike: in step with the requests.
  static func proRata(_ requests: [WithdrawalRequest], of cash: Double) -> [Double] {
    let asked = requests.reduce(0) { $0 + $1.units }
    return requests.map { asked <= cash ? $0.units : cash * ($0.units / asked) }
  }

  /// What each gets when the lowest rank, then the first name, is paid first.
  static func firstCome(_ requests: [WithdrawalRequest], of cash: Double) -> [Double] {
    var paid = requests.map { _ in 0.0 }
    var left = cash
    let order = requests.indices.sorted {
      (requests[$0].rank, requests[$0].name) < (requests[$1].rank, requests[$1].name)
    }
    for place in order {
      paid[place] = min(requests[place].units, left)
      left -= paid[place]
    }
    return paid
  }
}

extension Draws {
  /// The number that a seed gives a name, the same in any order and on any machine.
  ///
  /// Names are told apart by their FNV-1a hash of 64 bits.
  static func rank(of name: String, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var draws = Draws(seed: seed, stream: hash)
    return draws.next()
  }
}
