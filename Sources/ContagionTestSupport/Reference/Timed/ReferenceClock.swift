import ContagionModel
import Foundation

/// What every feed has seen in a timed run, and what it makes of it.
///
/// Each rule is written out from its definition; a price holds from the moment it is
/// seen to the next, and the first held before.
struct ReferenceClock {
  struct Sight {
    var time: Double
    var price: Double
  }

  var now = 0.0
  /// By feed.
  var seen: [String: [Sight]] = [:]

  /// What a feed reports of a price that it sees now.
  func report(_ feed: String, _ rule: RuleChoice, _ price: Double) -> Double {
    let sights = (seen[feed] ?? []) + [Sight(time: now, price: price)]
    func value(_ name: String) -> Double {
      guard case .number(let value)? = rule.values[name] else { return .nan }
      return value
    }
    switch rule.name {
    case "spot": return price
    case "hard-coded": return value("value")
    case "delayed": return self.price(at: now - value("delay"), sights)
    case "deviation-heartbeat":
      return reported(sights, deviation: value("deviation"), heartbeat: value("heartbeat"))
    case "twap": return mean(sights, over: value("window")) { $0 }
    case "geometric-twap": return exp(mean(sights, over: value("window")) { log($0) })
    case "ema": return fading(sights, tau: value("tau"))
    case "growth-cap":
      let years = (now - sights[0].time) / 31_536_000
      return min(price, sights[0].price * (1 + value("headroom") + value("growth") * years))
    case "median":
      let stuck = Int(value("stuck"))
      let honest = Int(value("reporters")) - stuck
      let all =
        [Double](repeating: price, count: honest) + Array(repeating: value("value"), count: stuck)
      return all.sorted()[(all.count - 1) / 2]
    default: preconditionFailure("the reference knows no feed '\(rule.name)'")
    }
  }

  /// The last price seen at a moment or before it.
  private func price(at time: Double, _ sights: [Sight]) -> Double {
    sights.last { $0.time <= time }?.price ?? sights[0].price
  }

  /// The last sight that was far enough off the one before it, or late enough.
  private func reported(_ sights: [Sight], deviation: Double, heartbeat: Double) -> Double {
    var last = sights[0]
    for sight in sights {
      let isFar = abs(sight.price - last.price) / last.price >= deviation
      if isFar || sight.time >= last.time + heartbeat { last = sight }
    }
    return last.price
  }

  /// The mean over the window that ends now, sum over the stretches in it.
  private func mean(_ sights: [Sight], over window: Double, _ value: (Double) -> Double) -> Double {
    let start = now - window
    let moments = [start] + sights.map(\.time).filter { $0 > start && $0 < now } + [now]
    var sum = 0.0
    for (from, to) in zip(moments, moments.dropFirst()) {
      sum += value(price(at: from, sights)) * (to - from)
    }
    return sum / window
  }

  /// Every price weighs what is left of its time: `exp(−age of its end / tau) −
  /// exp(−age of its start / tau)`, and the first what is left of all time before.
  private func fading(_ sights: [Sight], tau: Double) -> Double {
    func left(_ time: Double) -> Double { exp(-(now - time) / tau) }
    var sum = sights[0].price * left(sights[0].time)
    for (sight, next) in zip(sights, sights.dropFirst()) {
      sum += sight.price * (left(next.time) - left(sight.time))
    }
    return sum
  }
}
