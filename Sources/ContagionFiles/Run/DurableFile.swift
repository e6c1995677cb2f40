import Foundation

/// Files that have reached the disk when the call returns.
enum DurableFile {
  /// Writes a new file and waits for the disk.
  ///
  /// Returns 0, or the error number of the call that went wrong.
  static func create(_ path: String, _ bytes: Data) -> Int32 {
    put(bytes, into: path, flags: O_WRONLY | O_CREAT | O_EXCL)
  }

  /// Writes to what `open` opens with these flags.
  static func put(_ bytes: Data, into path: String, flags: Int32) -> Int32 {
    let file = open(path, flags, 0o644)
    guard file >= 0 else { return errno }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard written >= 0 else {
        if errno == EINTR { continue }
        let code = errno
        close(file)
        return code
      }
      rest = rest.dropFirst(written)
    }
    // EINVAL: what is written to has no disk behind it, such as a device.
    if fsync(file) != 0, errno != EINVAL {
      let code = errno
      close(file)
      return code
    }
    return close(file) == 0 ? 0 : errno
  }

  /// Waits until the names in a folder are on the disk, where a system can.
  static func synchronize(folder path: String) {
    let folder = open(path, O_RDONLY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
