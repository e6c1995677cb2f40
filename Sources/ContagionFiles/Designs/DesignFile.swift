public import ContagionModel
import Crypto
import Foundation

/// An insurance design as its file gives it, with everything wrong with it.
public struct DesignFile: Sendable {
  public var programme: InsuranceProgramme
  public var places: NetworkPlaces
  /// Errors and warnings of reading, sorted by place; what is wrong with the
  /// design for some markets is found when it meets them.
  public var findings: [Finding]
  public var input: InputFile

  /// Whether the programme is what the file says.
  public var isSound: Bool { !findings.contains { $0.severity == .error } }

  /// A design that stands in another file, such as a network's own programme.
  public init(_ programme: InsuranceProgramme, in input: InputFile) {
    self.programme = programme
    places = NetworkPlaces(file: input.path)
    findings = []
    self.input = input
  }

  private init(
    programme: InsuranceProgramme, places: NetworkPlaces, findings: [Finding], input: InputFile
  ) {
    self.programme = programme
    self.places = places
    self.findings = findings
    self.input = input
  }

  /// Reads a design.
  ///
  /// - Throws: ``DesignFileError`` if there is no such file or if it is not YAML.
  public static func read(_ path: String) throws(DesignFileError) -> DesignFile {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      !isFolder.boolValue
    else { throw .missing(path) }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw .text(.unreadable(path, reason: error.localizedDescription))
    }
    var reading = NetworkReading(file: path, end: .low)
    let programme: InsuranceProgramme
    do {
      let root = Item(path: "", name: "", node: try YAMLText.root(of: bytes, in: path))
      programme = reading.programme(root)
    } catch .empty {
      throw .empty(path)
    } catch {
      throw .text(error)
    }
    for range in reading.ranges {
      reading.add(
        Finding(at: range, "a design takes single numbers; give one value instead of low and high"))
    }
    return DesignFile(
      programme: programme, places: reading.places,
      findings: sorted(reading.findings, by: reading.places),
      input: InputFile(
        path: path, sha256: hexadecimal(SHA256.hash(data: bytes)), bytes: bytes.count))
  }
}

/// Why a design file could not be read at all.
public enum DesignFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(String)
  case empty(String)
  case text(NetworkFileError)

  public var description: String {
    switch self {
    case .missing(let path): "\(path): error: no such file; a design is a YAML file"
    case .empty(let path):
      "\(path): error: the file is empty; a design starts with 'schema: contagion.design/1'"
    case .text(let error): error.description
    }
  }
}
