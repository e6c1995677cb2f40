public import ContagionModel
import OrderedCollections

/// A cap on what leaves in one window, for stakers and for lenders; the rest queues.
///
/// `paid = min(requested + queue, cap × what is left)`, window after window from the
/// event's start to the day of recognition. It lowers no loss: a stake that asked
/// to leave is still there to be slashed, and lenders who stay share the loss with
/// more of those who wanted to go. `haircutOfStayers` is what is left to lenders over
/// the deposits that are still there; `haircutWithoutCap` is the same if `run` had left
/// at par; `trappedUSD` is what asked to leave and could not.
///
/// Source: ERC-7265 (circuit breaker), ethereum/EIPs pull 7265.
public struct OutflowCap: InsuranceOverlay {
  public static let name = "outflow-cap"
  public static let summary = "At most a share of what is there leaves in one window."
  public static let source = "ERC-7265 (circuit breaker), ethereum/EIPs pull 7265"
  public static let parameters = [
    RuleParameter("cap", in: 0...1, unit: "ratio", "The share that may leave in one window."),
    RuleParameter(
      "windowDays", in: 0.01...365, unit: "days", default: 1, "How long one window is."),
    RuleParameter(
      "run", in: 0...1, unit: "ratio", default: 0,
      "The share of lenders' deposits that asks to leave at the start."),
  ]

  let cap: Double
  let windowDays: Double
  let run: Double

  public init(_ values: RuleValues) {
    cap = values["cap"]
    windowDays = values["windowDays"]
    run = values["run"]
  }

  public func adjusted(_ programme: InsuranceProgramme) -> InsuranceProgramme {
    var capped = programme
    capped.exits = programme.silos.keys.flatMap { silo in
      exits(of: silo, programme)
    }
    return capped
  }

  /// What leaves a stake, window by window until recognition.
  private func exits(
    of silo: InsuredID, _ programme: InsuranceProgramme
  ) -> [InsuranceProgramme.Exit] {
    let asked = programme.exits.filter { $0.silo == silo }
    guard !asked.isEmpty else { return [] }
    var requests = Array(repeating: 0.0, count: windows(until: programme.recognitionDay))
    for exit in asked {
      let window = Int(exit.day / windowDays)
      if window < requests.count { requests[window] += exit.usd }
    }
    let stake = programme.silos[silo]?.amounts["stake"] ?? 0
    return OutflowBreaker(cap: cap).windows(lockedValue: stake, requests: requests)
      .enumerated().map { place, window in
        InsuranceProgramme.Exit(silo: silo, day: Double(place) * windowDays, usd: window.paid)
      }
  }

  /// Windows that have begun by a day.
  private func windows(until day: Double) -> Int { Int(day / windowDays) + 1 }

  public func follow(_ waterfall: inout Waterfall) {
    let deposits = waterfall.markets.reduce(0) { $0 + ($1.depositsUSD ?? 0) }
    guard run > 0, deposits > 0 else { return }
    var requests = Array(repeating: 0.0, count: windows(until: waterfall.programme.recognitionDay))
    requests[0] = run * deposits
    let windows = OutflowBreaker(cap: cap).windows(lockedValue: deposits, requests: requests)
    let left = windows.reduce(0) { $0 + $1.paid }
    let uncovered = waterfall.remainingUSD.reduce(0, +)
    func haircut(_ gone: Double) -> Double {
      gone < deposits
        ? min(1, OutflowBreaker.haircut(badDebt: uncovered, deposits: deposits, leftAtPar: gone))
        : uncovered > 0 ? 1 : 0
    }
    waterfall.figures["haircutOfStayers"] = haircut(left)
    waterfall.figures["haircutWithoutCap"] = haircut(run * deposits)
    waterfall.figures["trappedUSD"] = windows[windows.count - 1].queued
  }
}
