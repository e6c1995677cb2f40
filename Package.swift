// swift-tools-version: 6.2

import PackageDescription

let heapModule = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let orderedCollections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
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
        "ContagionModel", "ContagionEngine", "ContagionInsurance", "ContagionCoupling",
        "ContagionEnsemble", "ContagionFiles", "ContagionImport", "ContagionDiagrams",
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
    .package(url: "https://github.com/CoreOffice/XMLCoder", from: "0.18.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
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
      dependencies: ["ContagionModel", heapModule, orderedCollections, realModule]),
    .target(
      name: "ContagionInsurance",
      dependencies: ["ContagionModel", orderedCollections, realModule]),
    .target(
      name: "ContagionCoupling",
      dependencies: [
        "ContagionModel", "ContagionEngine", "ContagionInsurance", orderedCollections,
      ]),
    .target(
      name: "ContagionEnsemble",
      dependencies: [
        "ContagionModel", "ContagionEngine", "ContagionInsurance", "ContagionCoupling",
        orderedCollections, realModule,
      ]),
    .target(name: "ContagionStore", dependencies: ["ContagionModel", orderedCollections, grdb]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "ContagionImport",
      dependencies: [
        "ContagionModel", "ContagionFiles", "Yams", orderedCollections, realModule,
        .product(name: "XMLCoder", package: "XMLCoder"),
      ]),
    .target(
      name: "ContagionPlots", dependencies: ["ContagionModel", orderedCollections, subprocess]),
    .target(
      name: "ContagionFiles",
      dependencies: [
        "ContagionModel", "CZlib", "Yams", orderedCollections,
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "ContagionDiagrams",
      dependencies: ["ContagionModel", "CGraphviz", "GraphvizShims", orderedCollections]),
    .target(name: "ContagionReports", dependencies: ["ContagionModel", orderedCollections]),
    .executableTarget(
      name: "ContagionCLI",
      dependencies: [
        "ContagionModel", "ContagionEngine", "ContagionInsurance", "ContagionCoupling",
        "ContagionEnsemble", "ContagionStore", "ContagionFiles", "ContagionImport",
        "ContagionDiagrams", "ContagionPlots", "ContagionReports", orderedCollections,
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
      name: "ContagionInsuranceTests",
      dependencies: [
        "ContagionInsurance", "ContagionModel", "ContagionTestSupport", orderedCollections,
        realModule,
      ]),
    .testTarget(
      name: "ContagionCouplingTests",
      dependencies: [
        "ContagionCoupling", "ContagionInsurance", "ContagionEngine", "ContagionModel",
        "ContagionTestSupport", orderedCollections, realModule,
      ]),
    .testTarget(
      name: "ContagionEnsembleTests",
      dependencies: [
        "ContagionEnsemble", "ContagionCoupling", "ContagionEngine", "ContagionFiles",
        "ContagionInsurance", "ContagionModel", "ContagionTestSupport", orderedCollections,
        realModule,
      ]),
    .testTarget(
      name: "ContagionStoreTests",
      dependencies: ["ContagionStore", "ContagionModel", grdb, orderedCollections]),
    .testTarget(
      name: "ContagionPlotsTests",
      dependencies: [
        "ContagionPlots", "ContagionModel", "ContagionTestSupport", orderedCollections,
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "ContagionImportTests",
      dependencies: [
        "ContagionImport", "ContagionFiles", "ContagionEngine", "ContagionModel",
        "ContagionTestSupport", orderedCollections, realModule, subprocess,
      ],
      exclude: ["Samples"]),
    .testTarget(
      name: "ContagionFilesTests",
      dependencies: [
        "ContagionFiles", "ContagionEngine", "ContagionInsurance", "ContagionModel",
        "ContagionReports", "ContagionTestSupport",
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
  package.targets += [
    .target(
      name: "PlainSweepC", path: "Tests/Benchmarks/PlainSweepC",
      cSettings: [.unsafeFlags(["-O3"])]),
    .executableTarget(
      name: "ContagionBenchmarks",
      dependencies: [
        "ContagionEngine", "ContagionFiles", "ContagionImport", "ContagionModel", "PlainSweepC",
        orderedCollections,
      ],
      path: "Tests/Benchmarks/ContagionBenchmarks"),
  ]
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  target.cSettings = (target.cSettings ?? []) + [.treatAllWarnings(as: .error)]
}
