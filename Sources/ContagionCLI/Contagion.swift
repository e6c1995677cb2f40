import ArgumentParser

@main
struct Contagion: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contagion",
    abstract: "Cross-protocol contagion in decentralised lending.")
}
