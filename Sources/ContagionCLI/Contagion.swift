import ArgumentParser
import Foundation

@main
struct Contagion: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contagion",
    abstract: "Cross-protocol contagion in decentralised lending.",
    discussion: """
      Shocks a network of lending protocols, runs liquidations across them to quiet, and writes \
      cascade diagrams beside loss tables.

        contagion run                                   the shipped network, its default shock
        contagion run my-network --shock ETH=-30%

      Exit codes: 0 done; 1 bad input or failed run; 2 done, but a stated limit was passed; \
      64 wrong usage.
      """,
    version: version,
    subcommands: [
      Run.self, Check.self, Exposure.self, Curve.self, Rules.self, Schema.self, Synthesize.self,
      Diff.self, Compare.self, Import.self,
    ])

  /// The version of the program, written into every run.
  static let version = "0.1.0"

  /// Runs the command; a closed pipe is an error of the write, not a signal.
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    await main(nil)
  }
}
