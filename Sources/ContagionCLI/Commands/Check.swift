import ArgumentParser
import ContagionEngine
import ContagionFiles
import ContagionModel

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validates networks and prints every finding with its place.",
    discussion: """
      Prints nothing for a network without findings.

        contagion check Networks/toy/three-protocols.yaml
      """)

  @Argument(
    help: ArgumentHelp("A network file, or a folder with network.yaml.", valueName: "network"))
  var networks: [String]

  func run() throws {
    var isSound = true
    for path in networks {
      do {
        let file = try YAMLNetwork.read(path)
        var findings = file.findings
        findings += file.network.ruleFindings().filter { !findings.contains($0) }
        if file.isSound, findings.allSatisfy({ $0.severity != .error }) {
          do {
            _ = try file.network.compiled()
          } catch {
            findings += error.findings.filter { !findings.contains($0) }
          }
        }
        if !findings.isEmpty { try Terminal.result(findingText(findings, file.places) + "\n") }
        isSound = isSound && findings.allSatisfy { $0.severity != .error }
      } catch let error as NetworkFileError {
        try Terminal.result(error.description + "\n")
        isSound = false
      }
    }
    if !isSound { throw ExitCode.failure }
  }
}
