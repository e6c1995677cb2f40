import Foundation
import Testing

/// The arrows between targets point one way; the compiler alone does not hold
/// them (a dependency's dependency can be imported undeclared).
struct `The imports of every target` {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(components: "..", "..").standardized

  /// What each target may import of ours and of packages.
  static let allowed: [String: Set<String>] = [
    "ContagionModel": ["OrderedCollections"],
    "ContagionEngine": ["ContagionModel", "HeapModule", "OrderedCollections", "RealModule"],
    "ContagionInsurance": ["ContagionModel", "OrderedCollections", "RealModule"],
    "ContagionCoupling": [
      "ContagionModel", "ContagionEngine", "ContagionInsurance", "OrderedCollections",
    ],
    "ContagionEnsemble": [
      "ContagionModel", "ContagionEngine", "ContagionInsurance", "ContagionCoupling",
      "OrderedCollections", "RealModule", "Synchronization",
    ],
    "ContagionStore": ["ContagionModel", "OrderedCollections", "GRDB", "Foundation"],
    "ContagionImport": [
      "ContagionModel", "ContagionFiles", "OrderedCollections", "RealModule", "Yams", "XMLCoder",
      "Foundation", "FoundationXML",
    ],
    "ContagionPlots": ["ContagionModel", "OrderedCollections", "Subprocess", "Foundation"],
    "ContagionFiles": [
      "ContagionModel", "OrderedCollections", "Yams", "Crypto", "CZlib", "Foundation",
    ],
    "ContagionDiagrams": [
      "ContagionModel", "OrderedCollections", "CGraphviz", "GraphvizShims", "Foundation",
      "Synchronization",
    ],
    "ContagionReports": ["ContagionModel", "OrderedCollections", "Foundation"],
    "ContagionCLI": [
      "ContagionModel", "ContagionEngine", "ContagionInsurance", "ContagionCoupling",
      "ContagionEnsemble", "ContagionStore", "ContagionFiles", "ContagionImport",
      "ContagionDiagrams", "ContagionPlots", "ContagionReports", "OrderedCollections",
      "ArgumentParser", "Foundation", "Synchronization",
    ],
    "ContagionTestSupport": [
      "ContagionModel", "ContagionEngine", "OrderedCollections", "CustomDump", "Foundation",
      "Testing",
    ],
  ]

  /// Parts of the C library, which any target with Foundation may name.
  static let platform: Set<String> = ["Glibc", "Darwin", "Musl"]

  @Test(arguments: allowed.keys.sorted())
  func `point down the table only`(target: String) throws {
    let folder = Self.root.appending(components: "Sources", target)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place < 2, words.count > place + 1,
          place == 0 || ["public", "package", "internal", "@testable"].contains(words[0])
        else { continue }
        let module = String(words[place + 1])
        let isAllowed =
          Self.allowed[target]?.contains(module) == true
          || (Self.platform.contains(module)
            && Self.allowed[target]?.contains("Foundation") == true)
        #expect(isAllowed, "\(target)/\(file) imports \(module)")
      }
    }
  }

  /// Only files, the command line and tests touch the file system.
  @Test(arguments: [
    "ContagionModel", "ContagionEngine", "ContagionInsurance", "ContagionCoupling",
    "ContagionEnsemble", "ContagionReports", "ContagionDiagrams",
  ])
  func `leave files and the environment alone below the command line`(target: String) throws {
    let folder = Self.root.appending(components: "Sources", target)
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for word in ["FileManager", "ProcessInfo", "print(", "Date()", "exit("] {
        #expect(!text.contains(word), "\(target)/\(file) uses \(word)")
      }
    }
  }
}
