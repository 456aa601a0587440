import Core
import TestSupport

/// The files that Tests/Fixtures/parquet/make.py writes, made once a run, and the program that reads them.
enum Fixture {
  static let directory = Repository.path(".build/parquet-fixtures")

  /// What went wrong when they were made; empty when nothing did.
  static let problem: String = {
    let script = Repository.path("Tests/Fixtures/parquet/make")
    let result = Command.run(["/bin/bash", script, directory], in: Repository.root, environment: ["HOME": "/tmp"])
    return result.code == 0 ? "" : result.output + result.errors
  }()

  /// The names of the files beside which there is one with what is expected.
  static func names(expecting kind: String) -> [String] {
    guard problem.isEmpty, let files = try? Files.list(directory) else { return [] }
    return files.filter { $0.hasSuffix(".\(kind)") }.map { String($0.dropLast(kind.count + 1)) }
  }

  static func path(_ name: String) -> String { "\(directory)/\(name).parquet" }

  static func expected(_ name: String, _ kind: String) throws(Failure) -> String {
    String(decoding: try Files.read("\(directory)/\(name).\(kind)"), as: UTF8.self)
  }

  /// Runs parquet-dump, which is built beside the tests.
  static func dump(_ first: String..., words: [String] = []) -> Command.Result {
    return Command.run([Command.tool("parquet-dump")] + first + words, in: Repository.root)
  }
}
