// swift-tools-version: 6.2

import PackageDescription

let orderedCollections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "Contagion",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "ContagionKit",
      targets: [
        "ContagionModel", "ContagionEngine", "ContagionFiles", "ContagionDiagrams",
        "ContagionReports",
      ]),
    .executable(name: "contagion", targets: ["ContagionCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .target(name: "GraphvizShims", dependencies: ["CGraphviz"]),
    .target(name: "ContagionModel", dependencies: [orderedCollections]),
    .target(
      name: "ContagionEngine",
      dependencies: ["ContagionModel", orderedCollections, realModule]),
    .target(
      name: "ContagionFiles",
      dependencies: [
        "ContagionModel", "Yams", orderedCollections,
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "ContagionDiagrams",
      dependencies: ["ContagionModel", "CGraphviz", "GraphvizShims", orderedCollections]),
    .target(name: "ContagionReports", dependencies: ["ContagionModel", orderedCollections]),
    .executableTarget(
      name: "ContagionCLI",
      dependencies: [
        "ContagionModel", "ContagionEngine", "ContagionFiles", "ContagionDiagrams",
        "ContagionReports", orderedCollections,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "ContagionTestSupport",
      dependencies: [
        "ContagionModel", "ContagionEngine", orderedCollections,
        .product(name: "CustomDump", package: "swift-custom-dump"),
      ]),
    .testTarget(
      name: "ContagionModelTests",
      dependencies: ["ContagionModel", "ContagionTestSupport", orderedCollections]),
    .testTarget(
      name: "ContagionEngineTests",
      dependencies: [
        "ContagionEngine", "ContagionModel", "ContagionTestSupport", orderedCollections, realModule,
      ]),
    .testTarget(
      name: "ContagionFilesTests",
      dependencies: [
        "ContagionFiles", "ContagionEngine", "ContagionModel", "ContagionReports",
        "ContagionTestSupport",
        orderedCollections, subprocess, "Yams",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ContagionDiagramsTests",
      dependencies: [
        "ContagionDiagrams", "ContagionEngine", "ContagionModel", "ContagionTestSupport",
        orderedCollections,
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "ContagionReportsTests",
      dependencies: [
        "ContagionReports", "ContagionEngine", "ContagionModel", "ContagionTestSupport",
        orderedCollections,
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "ContagionCLITests",
      dependencies: ["ContagionCLI", subprocess, systemPackage]),
  ],
  swiftLanguageModes: [.v6]
)

if Context.environment["CONTAGION_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "ContagionBenchmarks",
      dependencies: ["ContagionEngine", "ContagionFiles", "ContagionModel", orderedCollections],
      path: "Tests/Benchmarks/ContagionBenchmarks"))
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  target.cSettings = [.treatAllWarnings(as: .error)]
}
