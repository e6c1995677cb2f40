import ArgumentParser
import ContagionModel

/// How layers are priced and the best one is chosen.
struct PriceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How a technical premium is set: \(PremiumPrinciple.accepted).", valueName: "principle"))
  var premium = "loading-and-capital=0.5,0.04"

  @Option(help: "How much a unit of tail weighs beside one of expected loss and premium.")
  var tailWeight = 0.25

  /// The principle; ``validate()`` has read it.
  var principle: PremiumPrinciple { PremiumPrinciple(premium) ?? .loadingAndCapital(0.5, 0.04) }

  func validate() throws {
    if PremiumPrinciple(premium) == nil {
      throw ValidationError(
        "--premium is '\(premium)'; accepted: \(PremiumPrinciple.accepted).")
    }
    if !(tailWeight >= 0 && tailWeight.isFinite) {
      throw ValidationError("--tail-weight is \(tailWeight); it is 0 or more.")
    }
  }
}
