import ArgumentParser
import ContagionFiles
import ContagionModel

/// A design file read without an error.
struct LoadedDesign {
  let file: DesignFile

  /// Reads a design; its findings go to standard error.
  ///
  /// - Throws: `ExitCode.failure` after the messages, if it cannot be used.
  init(_ path: String) throws {
    do {
      file = try DesignFile.read(path)
    } catch {
      throw Terminal.failure(error.description)
    }
    if !file.findings.isEmpty { Terminal.remark(findingText(file.findings, file.places)) }
    guard file.isSound else { throw ExitCode.failure }
  }
}
