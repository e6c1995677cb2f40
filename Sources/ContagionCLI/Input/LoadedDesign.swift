import ArgumentParser
import ContagionCoupling
import ContagionFiles
import ContagionModel

/// A design file read without an error.
struct LoadedDesign {
  let file: DesignFile

  /// The programme that the protocols of a network have themselves.
  ///
  /// - Throws: `ExitCode.failure` after a message if there is none.
  init(ownOf path: String) throws {
    let loaded = try LoadedNetwork(path)
    guard let own = loaded.ends.first?.compiled.ownProgramme, let input = loaded.file.inputs.first
    else {
      throw Terminal.failure(
        "\(path): no protocol has a 'programme' of its own; give designs with --designs")
    }
    file = DesignFile(own, in: input)
  }

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
