import ArgumentParser
import Foundation

/// Where text goes: results to standard output, everything else to standard error.
enum Terminal {
  /// Writes a result.
  ///
  /// - Throws: `ExitCode.success` if the reader has gone, which is no error;
  ///   `ExitCode.failure` after a message if the text cannot be written.
  static func result(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EPIPE {
        throw ExitCode.success
      } else if errno != EINTR {
        throw failure("standard output: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Writes a remark that is not a result.
  static func remark(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Writes an error and returns the exit code for bad input.
  static func failure(_ text: String) -> ExitCode {
    remark(text)
    return .failure
  }
}
