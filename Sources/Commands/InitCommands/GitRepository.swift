import Core
import Git

/// The git repository around the working directory.
struct GitRepository {
  private let git: Git
  /// The way up to its root: `../../`; empty at the root.
  let root: String
  /// The working directory seen from the root: `models/churn/`; empty at the root.
  let prefix: String
  /// The address of the remote `origin`; nil when there is none.
  let origin: String?

  /// - Returns: nil when there is no repository, or no git.
  /// - Throws: `configuration` when there is one and git refuses to use it.
  static func around(environment: [String: String]) throws(Failure) -> GitRepository? {
    do throws(Failure) {
      guard let git = try Git.around("", environment: environment) else { return nil }
      let found = try git.run(["rev-parse", "--is-inside-work-tree", "--show-cdup", "--show-prefix"])
      let lines = found.line.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard lines.count == 3, lines[0] == "true" else { return nil }
      let origin = try git.run(["config", "--get", "remote.origin.url"])
      return GitRepository(
        git: git, root: lines[1], prefix: lines[2], origin: origin.code == 0 ? origin.line : nil)
    } catch {
      // What is wrong with a repository is for its owner to set right, whatever it is.
      throw Failure(.configuration, error.diagnostics)
    }
  }

  /// Whether git ignores a path.
  func ignores(_ path: String) -> Bool {
    (try? git.run(["check-ignore", "--quiet", "--no-index", path]))?.code == 0
  }
}
