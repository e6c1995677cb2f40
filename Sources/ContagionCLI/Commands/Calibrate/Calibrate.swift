import ArgumentParser

struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fits what a network is made of to data: cohorts, depth, volatility.",
    subcommands: [CalibrateCohorts.self, CalibrateDepth.self, CalibrateVolatility.self])
}
