// swift-tools-version: 6.2
import PackageDescription

// Imports point down only. Reading order, from what everything stands on to what people run:
//
//   C libraries -> Core -> YAML, Tables, Scan, Parquet, Statistics, Signatures, HTTP, Evidence, Git, Ledger, Metrics,
//     Drift
//     -> DataQuality, Comparison, Release (the domain: no files, no network, no clock)
//     -> Policy -> Reporting -> CommandSupport -> one library of commands per executable -> executables
//
// CONTRIBUTING.md says what each of them is for.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func library(_ name: String, _ dependencies: [Target.Dependency], extra: [SwiftSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings + extra)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], golden: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: golden, swiftSettings: settings)
}

let systemLibraries: [Target] = [
  .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
  .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
  .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
  .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
]

let foundations: [Target] = [
  library("Core", [crypto]),
  library("YAML", ["Core", "CYAML"]),
  library("Tables", ["Core"]),
  .target(name: "CScan"),
  library("Scan", ["Core", "CScan", "Tables"]),
  // Its values are views of the reader's own memory, which the compiler keeps from outliving it.
  library(
    "Parquet", ["Core", "CBrotli", "CLZ4", "CZlib", "CZstd"], extra: [.enableExperimentalFeature("Lifetimes")]),
  library("DataSources", ["Core", "CZlib", "CZstd", "Parquet", "Scan", "Tables"]),
  library("Statistics", ["Core"]),
  library("Drift", ["Core", "Statistics"]),
  library("Metrics", ["Core", "Statistics"]),
  library("Signatures", ["Core", crypto, cryptoExtras]),
  library("HTTP", ["Core", "CCurl"]),
  library("Evidence", ["Core"]),
  library("Git", ["Core"]),
  library("Ledger", ["Core", "Git"]),
]

let domain: [Target] = [
  library("DataQuality", ["Core", "Drift", "Scan", "Statistics", "Tables", "YAML", "CPCRE2"]),
  library("Comparison", ["Core", "Metrics", "Scan", "Statistics", "Tables", "YAML"]),
  library("Release", ["Core", "Evidence", "Ledger", "Signatures"]),
]

let application: [Target] = [
  library("Policy", ["Core", "YAML", "DataQuality", "Drift", "Comparison", "Ledger", "Metrics", "Release"]),
  library("Reporting", ["Core"]),
  library("CommandSupport", ["Core", "Evidence", "Ledger", "Policy", "Release", "Reporting", arguments]),
]

/// An executable is a library of its commands, which say what to link, and a main of one line.
func executable(_ name: String, commands: String, _ dependencies: [Target.Dependency]) -> [Target] {
  [
    .target(
      name: commands, dependencies: ["Core", "CommandSupport", arguments] + dependencies,
      path: "Sources/Commands/\(commands)", swiftSettings: settings),
    .executableTarget(
      name: name, dependencies: ["CommandSupport", .target(name: commands)], path: "Sources/Executables/\(name)",
      swiftSettings: settings),
  ]
}

let executables: [Target] =
  executable(
    "modelgate-data", commands: "DataCommands",
    ["DataQuality", "DataSources", "Drift", "Evidence", "Policy", "Reporting", "Scan", "Tables"])
  + executable(
    "modelgate-compare", commands: "CompareCommands",
    [
      "Comparison", "DataSources", "Evidence", "Ledger", "Metrics", "Policy", "Release", "Reporting", "Scan",
      "Statistics",
    ])
  + executable(
    "modelgate-gate", commands: "GateCommands",
    ["DataQuality", "Evidence", "Git", "Policy", "Release", "Reporting", "Signatures"])
  + executable(
    "modelgate-approve", commands: "ApproveCommands",
    ["Evidence", "Ledger", "Policy", "Release", "Reporting", "Signatures"])
  + executable(
    "modelgate-init", commands: "InitCommands",
    ["Comparison", "DataQuality", "DataSources", "Git", "Release", "Signatures", "Statistics", "Tables", "YAML"])
  + executable(
    "modelgate-release", commands: "ReleaseCommands",
    ["Evidence", "HTTP", "Ledger", "Policy", "Release", "Reporting", "Signatures"])

/// What is packaged: all tools in one file.
let multiCall: [Target] = [
  .target(name: "CPortability"),
  .executableTarget(
    name: "modelgate",
    dependencies: [
      "CPortability", "CommandSupport", "InitCommands", "DataCommands", "CompareCommands", "GateCommands",
      "ApproveCommands", "ReleaseCommands",
    ],
    path: "Sources/Executables/modelgate", swiftSettings: settings),
]

let testTargets: [Target] = [
  tests("CoreTests", ["Core", "TestSupport"]),
  tests("YAMLTests", ["Core", "YAML"]),
  tests("TablesTests", ["Core", "Tables"]),
  tests("ScanTests", ["Core", "CScan", "Scan", "Tables", "TestSupport", "scan-dump"]),
  tests("ParquetTests", ["Core", "Parquet", "parquet-dump", "TestSupport"]),
  tests("CommandTests", ["Core", "peak-memory", "TestSupport"]),
  tests("ReleaseTests", ["Core", "Ledger", "Release", "Signatures", "TestSupport"]),
  tests(
    "ReportingTests", ["CommandSupport", "Core", "DataCommands", "DataQuality", "Reporting", "Scan", "TestSupport"],
    golden: ["Golden"]),
  tests("SignaturesTests", ["Core", "Signatures", "TestSupport"]),
  tests("HTTPTests", ["Core", "HTTP", "TestSupport"]),
  tests("DataSourcesTests", ["Core", "DataQuality", "DataSources", "Scan", "Tables", "TestSupport"]),
  tests("DataQualityTests", ["Core", "Drift", "YAML", "Scan", "Tables", "DataQuality", "TestSupport"]),
  tests("StatisticsTests", ["Core", "Simulations", "Statistics", "Tables", "TestSupport"]),
  tests("MetricsTests", ["Core", "Metrics", "TestSupport"]),
  tests("DriftTests", ["Core", "Drift", "Statistics", "TestSupport"]),
  tests("ComparisonTests", ["Core", "Comparison", "DataSources", "Metrics", "Scan", "Statistics", "TestSupport"]),
]

/// What tests share: running programs, temporary directories, finding the example; and programs of their own.
let testSupport: [Target] = [
  .target(name: "TestSupport", dependencies: ["Core"], path: "Tests/TestSupport", swiftSettings: settings),
  .target(
    name: "Simulations", dependencies: ["Core", "Metrics", "Statistics"], path: "Tests/Simulations",
    swiftSettings: settings),
  // They read what they are given in a process of their own: a crash is an exit code.
  .executableTarget(
    name: "parquet-dump", dependencies: ["Core", "Parquet"], path: "Tests/Tools/parquet-dump", swiftSettings: settings),
  .executableTarget(name: "peak-memory", path: "Tests/Tools/peak-memory", swiftSettings: settings),
  .executableTarget(
    name: "metric-dump", dependencies: ["Core", "Metrics"], path: "Tests/Tools/metric-dump", swiftSettings: settings),
  .executableTarget(
    name: "statistics-dump", dependencies: ["Core", "Statistics"], path: "Tests/Tools/statistics-dump",
    swiftSettings: settings),
  .executableTarget(
    name: "scan-dump", dependencies: ["Core", "Scan", "Tables"], path: "Tests/Tools/scan-dump",
    swiftSettings: settings),
  .executableTarget(
    name: "coverage", dependencies: ["Core", "Simulations", "Statistics"], path: "Tests/Tools/coverage",
    swiftSettings: settings),
  .executableTarget(
    name: "statistics-bench", dependencies: ["Core", "Metrics", "Statistics"], path: "Tests/Tools/statistics-bench",
    swiftSettings: settings),
]

let package = Package(
  name: "modelgate",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: systemLibraries + foundations + domain + application + executables + multiCall + testSupport + testTargets
)
