import Core

/// The git repository around the working directory.
struct GitRepository {
  /// The way up to its root: `../../`; empty at the root.
  let root: String
  /// The working directory seen from the root: `models/churn/`; empty at the root.
  let prefix: String
  /// The address of the remote `origin`; nil when there is none.
  let origin: String?

  /// - Returns: nil when there is no repository, or no git.
  /// - Throws: `configuration` when there is one and git refuses to use it.
  static func around(environment: [String: String]) throws(Failure) -> GitRepository? {
    guard let program = ChildProcess.find("git", environment: environment) else { return nil }
    var environment = environment
    // Messages are read.
    environment["LC_ALL"] = "C"
    let found = try ChildProcess.run(
      [program, "rev-parse", "--is-inside-work-tree", "--show-cdup", "--show-prefix"], environment: environment,
      patience: .seconds(30))
    guard found.code == 0 else {
      if found.errors.contains("not a git repository") { return nil }
      let reason = found.errors.split(separator: "\n").first.map { String($0) } ?? "exit status \(found.code)"
      throw Failure(.configuration, "git cannot use the repository: \(reason)", hint: "see: git status")
    }
    let lines = found.line.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 3, lines[0] == "true" else { return nil }
    let origin = try ChildProcess.run(
      [program, "config", "--get", "remote.origin.url"], environment: environment, patience: .seconds(30))
    return GitRepository(root: lines[1], prefix: lines[2], origin: origin.code == 0 ? origin.line : nil)
  }

  /// Whether git ignores a path.
  func ignores(_ path: String, environment: [String: String]) -> Bool {
    guard let program = ChildProcess.find("git", environment: environment) else { return false }
    let words = [program, "check-ignore", "--quiet", "--no-index", path]
    return (try? ChildProcess.run(words, environment: environment, patience: .seconds(30)))?.code == 0
  }
}
