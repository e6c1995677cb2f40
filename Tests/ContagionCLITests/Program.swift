import Foundation
import Subprocess
import SystemPackage

/// The built program, run from the root of the package.
enum Program {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(components: "..", "..").standardized.path

  struct Run {
    var output: String
    var remarks: String
    var code: Int32
  }

  /// The program beside the test bundle.
  static var path: String {
    let bundle = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return bundle.deletingLastPathComponent().appending(path: "contagion").path
  }

  /// Runs the program with arguments.
  static func run(_ arguments: String...) async throws -> Run {
    try await launch(.path(FilePath(path)), arguments)
  }

  /// Runs a shell line in which `$0` is the program.
  static func shell(_ line: String) async throws -> Run {
    try await launch(.path("/bin/sh"), ["-c", line, path])
  }

  private static func launch(_ executable: Executable, _ arguments: [String]) async throws -> Run {
    let result = try await Subprocess.run(
      executable, arguments: Arguments(arguments), workingDirectory: FilePath(root),
      output: .string(limit: 1 << 24), error: .string(limit: 1 << 24))
    guard case .exited(let code) = result.terminationStatus else {
      return Run(output: result.standardOutput, remarks: result.standardError, code: -1)
    }
    return Run(output: result.standardOutput, remarks: result.standardError, code: code)
  }

  /// Starts the program, interrupts it as Ctrl-C does, and tells whether it had
  /// ended by itself.
  static func interrupted(after delay: Duration, _ arguments: String...) async throws -> Bool {
    let result = try await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(arguments), workingDirectory: FilePath(root),
      input: .none, output: .discarded, error: .discarded
    ) { execution in
      try await Task.sleep(for: delay)
      try? execution.send(signal: .interrupt)
    }
    guard case .exited(let code) = result.terminationStatus else { return false }
    return code == 0
  }

  /// A fresh folder that is gone when the body ends.
  static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "contagion-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
  }
}
