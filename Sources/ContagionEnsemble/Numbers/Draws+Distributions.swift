import ContagionEngine
import RealModule

extension Draws {
  /// The numbers of a scenario that belong to a name: `asset:ETH`.
  ///
  /// The stream is a hash of the name (FNV-1a), so what is drawn for an asset
  /// does not depend on which others there are.
  init(seed: UInt64, scenario: Int, name: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    self.init(seed: seed, scenario: scenario, stream: hash)
  }

  /// The next number strictly between 0 and 1, with 52 random bits.
  mutating func open() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// The next standard normal number.
  mutating func normal() -> Double { Normal.quantile(open()) }

  /// The next number of a Poisson distribution, by inversion.
  ///
  /// - Parameter mean: 0 ... 500.
  /// - Returns: A count of 0 or more.
  mutating func poisson(_ mean: Double) -> Int {
    precondition((0...500).contains(mean), "a mean of 0 to 500")
    let u = open()
    var count = 0
    var probability = Double.exp(-mean)
    var sum = probability
    while u > sum, count < 2000 {
      count += 1
      probability *= mean / Double(count)
      sum += probability
    }
    return count
  }

  /// The next number of a χ² distribution.
  ///
  /// Source: Marsaglia and Tsang, "A Simple Method for Generating Gamma
  /// Variables", ACM TOMS 26, 2000; below 2 degrees by the power of a uniform.
  mutating func chiSquare(_ degrees: Double) -> Double {
    let shape = degrees / 2
    let raised = shape < 1 ? shape + 1 : shape
    let d = raised - 1.0 / 3
    let c = 1 / Double.sqrt(9 * d)
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      guard .log(open()) < 0.5 * x * x + d - d * v + d * .log(v) else { continue }
      return 2 * d * v * (shape < 1 ? .pow(open(), 1 / shape) : 1)
    }
  }
}
