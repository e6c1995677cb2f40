import Crypto
import Foundation

extension InputFile {
  /// Digests a file whatever it holds; `nil` if it cannot be read.
  public init?(digesting path: String) {
    guard let bytes = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
      return nil
    }
    self.init(path: path, sha256: hexadecimal(SHA256.hash(data: bytes)), bytes: bytes.count)
  }
}
