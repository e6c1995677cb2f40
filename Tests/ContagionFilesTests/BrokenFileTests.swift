import Foundation
import Testing

struct `Every broken network` {
  static let names = Fixtures.names(in: "Broken", ending: ".yaml")

  /// The expected text stands beside each file; its lines and columns were
  /// compared with the mistake by eye.
  @Test(arguments: names)
  func `gives exactly its message`(name: String) throws {
    let found = Fixtures.check("\(Fixtures.folder)/Broken/\(name).yaml", in: "Broken")
    let expected = try String(
      contentsOfFile: "\(Fixtures.folder)/Broken/\(name).expected.txt", encoding: .utf8)
    #expect(found == expected)
  }
}
