import CustomDump
import Foundation
public import Testing

/// Expects `text` to equal the golden file `Golden/<name>` beside the test.
///
/// Set `RECORD_GOLDEN=1` to write the file instead; the test then fails once,
/// so that a recording run cannot pass for a checking run.
public func expectGolden(
  _ text: String, _ name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: testFile).deletingLastPathComponent().appending(
    components: "Golden", name)
  guard ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == nil else {
    try Data(text.utf8).write(to: url)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let golden = try String(contentsOf: url, encoding: .utf8)
  if let difference = diff(golden, text) {
    Issue.record("\(name) differs:\n\(difference)", sourceLocation: sourceLocation)
  }
}
