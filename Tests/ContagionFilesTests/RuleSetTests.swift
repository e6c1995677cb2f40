import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections
import Testing

struct `A set of rules` {
  static let network =
    Fixtures.folder.replacing("/Tests/ContagionFilesTests/Fixtures", with: "")
    + "/Networks/toy/three-protocols.yaml"

  /// Reads the toy under a rule set that is written for the test.
  func read(_ text: String) throws -> NetworkFile {
    let path = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID()).yaml").path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      return try YAMLNetwork.read(Self.network, under: try RuleSet(path))
    } catch {
      throw Message(text: error.description.replacing(path, with: "rules.yaml"))
    }
  }

  struct Message: Error, Equatable { var text: String }

  static let header = "schema: contagion.rules/1\nname: other\nchange:\n"

  @Test func `changes every protocol, one reserve, and nothing else`() throws {
    let plain = try YAMLNetwork.read(Self.network).network
    let changed = try read(
      Self.header + """
          protocols:
            "*": {liquidation: {rule: fixed-spread, closeFactor: full, bonus: 0.03}}
            Beta: {reserves: {ETH: {liquidationThreshold: 0.7}}}
        """
    ).network
    #expect(changed.protocols.keys == plain.protocols.keys)
    for (id, value) in changed.protocols {
      #expect(value.liquidation.values["bonus"] == .number(0.03))
      #expect(value.kind == plain.protocols[id]?.kind)
    }
    #expect(changed.protocols["Beta"]?.reserves["ETH"]?.liquidationThreshold == 0.7)
    #expect(
      changed.protocols["Alpha"]?.reserves["ETH"] == plain.protocols["Alpha"]?.reserves["ETH"])
    #expect(changed.accounts == plain.accounts)
    #expect(changed.pools == plain.pools)
  }

  @Test(arguments: [
    (
      header + "  protocols:\n    Betta: {recognition: none}\n",
      "rules.yaml:5:5: error: 'protocols' of the network has no 'Betta' (did you mean 'Beta'?);"
        + " it has: Alpha, Beta, Gamma; \"*\" means all"
    ),
    (
      "schema: contagion.network/1\n",
      "rules.yaml:1:9: error: 'schema' is 'contagion.network/1'; accepted: contagion.rules/1"
    ),
    (
      "schema: contagion.design/1\nsettles: realised\n",
      "rules.yaml:1:9: error: 'schema' is 'contagion.design/1'; accepted: contagion.rules/1"
    ),
    (
      "schema: contagion.rules/1\nchange: {}\n",
      "rules.yaml:1:1: error: a rule set needs a 'name'"
    ),
    (
      "schema: contagion.rules/1\nname: x\nchange: 3\n",
      "rules.yaml:3:9: error: 'change' is a mapping of what differs from the network file"
    ),
    (
      "schema: contagion.rules/1\nnmae: x\n",
      "rules.yaml:2:1: error: a rule set has no key 'nmae'; it has: schema, name, title, change,"
        + " source, date, note"
    ),
  ])
  func `says what it cannot change`(text: String, message: String) {
    #expect(throws: Message(text: message)) { try read(text) }
  }

  /// The wrong number stands in the rule set, not in the network file.
  @Test func `points at its own lines`() throws {
    let file = try read(
      Self.header
        + "  protocols:\n    \"*\": {liquidation: {rule: fixed-spread, closeFactor: 2}}\n")
    let place = file.places.place(of: "protocols.Beta.liquidation.closeFactor")
    #expect(place.file.contains("rules-"))
    #expect(place.line == 5)
  }
}
