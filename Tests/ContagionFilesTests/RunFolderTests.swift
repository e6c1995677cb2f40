import Foundation
import Testing

@testable import ContagionFiles

/// A folder of its own for every test, removed at the end.
final class `The folder of a run` {
  let parent = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID())").path
  var path: String { parent + "/eth-30" }

  static let files: [(name: String, bytes: Data)] = [
    ("run.json", Data("{}".utf8)), ("tables/losses.csv", Data("a,b\n".utf8)),
  ]
  static let others: [(name: String, bytes: Data)] = [("run.json", Data("{1}".utf8))]

  deinit { try? FileManager.default.removeItem(atPath: parent) }

  /// All files below the parent, hidden ones included, with their text.
  func found() -> [String: String] {
    var found: [String: String] = [:]
    for path in FileManager.default.subpaths(atPath: parent) ?? [] {
      if let bytes = FileManager.default.contents(atPath: "\(parent)/\(path)"), !bytes.isEmpty {
        found[path] = String(decoding: bytes, as: UTF8.self)
      }
    }
    return found
  }

  static let whole = ["eth-30/run.json": "{}", "eth-30/tables/losses.csv": "a,b\n"]

  @Test func `is written whole, with the folders around it`() throws {
    #expect(try RunFolder.write(Self.files, to: path, replace: false) == .written)
    #expect(found() == Self.whole)
  }

  @Test func `may be there already, empty`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(try RunFolder.write(Self.files, to: path, replace: false) == .written)
    #expect(found() == Self.whole)
  }

  /// Another Graphviz draws the same run with other bytes.
  @Test func `takes new pictures of the same run, but no other figures`() throws {
    let run = Self.files + [("cascade.svg", Data("<svg/>".utf8))]
    try RunFolder.write(run, to: path, replace: false)
    let redrawn = Self.files + [("cascade.svg", Data("<svg><title/></svg>".utf8))]
    #expect(
      try RunFolder.write(redrawn, to: path, replace: false, drawn: [".svg"]) == .written)
    #expect(found()["eth-30/cascade.svg"] == "<svg><title/></svg>")
    #expect(throws: RunFolderError.self) {
      try RunFolder.write(Self.others, to: path, replace: false, drawn: [".svg"])
    }
    #expect(found()["eth-30/run.json"] == "{}")
  }

  @Test func `is left alone if it holds the same bytes`() throws {
    try RunFolder.write(Self.files, to: path, replace: false)
    let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(try RunFolder.write(Self.files, to: path, replace: false) == .unchanged)
    #expect(try RunFolder.write(Self.files, to: path + "/", replace: true) == .unchanged)
    let after = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(before == after)
  }

  @Test(arguments: [
    (files: others, file: "run.json"),
    (files: files + [("more.txt", Data("x".utf8))], file: "more.txt"),
    (files: [files[0]], file: "tables/losses.csv"),
  ])
  func `keeps another run unless it may be replaced`(
    files: [(name: String, bytes: Data)], file: String
  ) throws {
    try RunFolder.write(Self.files, to: path, replace: false)
    #expect(throws: RunFolderError.holdsAnotherRun(path, file: file)) {
      try RunFolder.write(files, to: self.path, replace: false)
    }
    #expect(found() == Self.whole)
  }

  /// A folder of runs named by mistake is not taken for a run.
  @Test(arguments: [false, true])
  func `never takes the place of other things`(replace: Bool) throws {
    try RunFolder.write(Self.files, to: path, replace: false)
    let before = found()
    let error = RunFolderError.holdsOthers(parent, file: "eth-30")
    #expect(throws: error) {
      try RunFolder.write(Self.others, to: parent, replace: replace)
    }
    #expect(
      "\(error)"
        == "\(parent): holds other things ('eth-30') and none of these results, so it is never"
        + " replaced; accepted: a new folder, or an empty one")
    #expect(found() == before)
  }

  @Test func `gives way whole to another run`() throws {
    try RunFolder.write(Self.files, to: path, replace: false)
    #expect(try RunFolder.write(Self.others, to: path, replace: true) == .written)
    #expect(found() == ["eth-30/run.json": "{1}"])
  }

  /// `/dev/full` answers every write with "no space left on device".
  @Test(arguments: [false, true])
  func `is as it was when the disk is full`(hasRun: Bool) throws {
    if hasRun { try RunFolder.write(Self.others, to: path, replace: false) }
    #expect(throws: RunFolderError.diskFull("tables/losses.csv")) {
      try RunFolder.write(Self.files, to: self.path, replace: true) { path, bytes in
        path.hasSuffix("csv")
          ? DurableFile.put(bytes, into: "/dev/full", flags: O_WRONLY)
          : DurableFile.create(path, bytes)
      }
    }
    #expect(found() == (hasRun ? ["eth-30/run.json": "{1}"] : [:]))
  }

  @Test func `has its name only once every file is there`() throws {
    var isEarly = false
    try RunFolder.write(Self.files, to: path, replace: false) { path, bytes in
      if FileManager.default.fileExists(atPath: self.path) { isEarly = true }
      return DurableFile.create(path, bytes)
    }
    #expect(!isEarly)
    #expect(found() == Self.whole)
  }

  @Test func `is no file`() throws {
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: path))
    #expect(throws: RunFolderError.isFile(path)) {
      try RunFolder.write(Self.files, to: self.path, replace: true)
    }
    #expect(found() == ["eth-30": "x"])
  }

  @Test func `cannot lie in a file`() {
    #expect(throws: RunFolderError.isFile("/dev/null")) {
      try RunFolder.write(Self.files, to: "/dev/null/runs/eth-30", replace: false)
    }
  }

  /// The reason is the system's: another one for an ordinary user.
  @Test func `says which folder cannot take it`() {
    let error = #expect(throws: RunFolderError.self) {
      try RunFolder.write(Self.files, to: "/proc/runs/eth-30", replace: false)
    }
    #expect(error?.description.hasPrefix("/proc: cannot be written: ") == true)
  }

  @Test func `is refused in a sentence`() {
    #expect(
      "\(RunFolderError.holdsAnotherRun("Output/x", file: "run.json"))"
        == "Output/x: already holds another run ('run.json' differs);"
        + " it is kept unless you ask for --replace")
    #expect(
      "\(RunFolderError.unwritable("Output", reason: "Permission denied"))"
        == "Output: cannot be written: Permission denied")
  }
}
