import Crypto
import Foundation

extension InputFile {
  /// A file that has been read, with the digest of its bytes.
  ///
  /// - Throws: ``CSVFileError`` if it is gone since.
  public static func digest(of path: String) throws(CSVFileError) -> InputFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CSVFileError(path, "there is no file '\(path)' that can be read")
    }
    return InputFile(
      path: path, sha256: hexadecimal(SHA256.hash(data: data)), bytes: data.count)
  }
}
