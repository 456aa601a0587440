package import Core
import Git

/// Where a ledger is kept, as a policy or a flag says it; this is the list of stores.
package enum LedgerLocation: Sendable, Equatable {
  /// A directory that every run sees.
  case directory(String)
  /// A branch of a git repository: for machines that are thrown away after each job.
  case git(remote: String, branch: String)

  package static let defaultBranch = "modelgate/ledger"

  /// Whether runs on other machines see what is put there, so that plans and approvals should travel through it.
  package var isShared: Bool {
    switch self {
    case .directory: false
    case .git: true
    }
  }

  /// The ledger of one model.
  ///
  /// - Parameters:
  ///   - directory: what a path is relative to, and where git looks for the repository.
  ///   - offline: read what this machine saw last, and do not ask the remote.
  /// - Throws: why the place cannot be used.
  package func open(
    model: String, in directory: String, environment: [String: String], offline: Bool = false
  ) throws(Failure) -> ReleaseLedger {
    switch self {
    case .directory(let path):
      return ReleaseLedger(DirectoryLedgerStore(path: Path.join(Path.join(directory, path), model)))
    case .git(let remote, let branch):
      let git = try Git.reaching(remote, from: directory, environment: environment)
      let branch = GitBranch(git: git, remote: remote, branch: branch, offline: offline)
      return ReleaseLedger(GitLedgerStore(branch: branch, folder: model))
    }
  }

  /// Reads `DIRECTORY` or `git:REMOTE[#BRANCH]`.
  ///
  /// - Throws: `usage` when a name in it cannot be right.
  package init(parsing text: String) throws(Failure) {
    guard text.hasPrefix("git:") else {
      self = .directory(text)
      return
    }
    let parts = text.dropFirst(4).split(separator: "#", maxSplits: 1).map(String.init)
    let remote = parts.first ?? ""
    let branch = parts.count == 2 ? parts[1] : Self.defaultBranch
    if let problem = Self.problem(remote: remote) ?? Self.problem(branch: branch) {
      throw Failure(
        .usage, "'\(text)' is no ledger: \(problem)", hint: "for instance: git:origin#\(Self.defaultBranch)")
    }
    self = .git(remote: remote, branch: branch)
  }

  /// What is wrong with a remote; nil when nothing is. It becomes an argument of git, so it must not look like a flag.
  package static func problem(remote: String) -> String? {
    if remote.isEmpty { return "the remote is empty" }
    if remote.hasPrefix("-") { return "a remote cannot start with '-'" }
    if remote.printable != remote || remote.contains(" ") { return "the remote contains a space or control character" }
    // git runs a program for these.
    if remote.contains("::") { return "a remote helper cannot be named" }
    return nil
  }

  /// What is wrong with a branch; nil when nothing is. Stricter than git, whose rules are in git-check-ref-format(1).
  package static func problem(branch: String) -> String? {
    let parts = branch.split(separator: "/", omittingEmptySubsequences: false)
    for part in parts {
      if let problem = Name.problem(with: String(part)) { return "in the branch '\(branch)', \(problem)" }
      if part.hasSuffix(".lock") || part.hasSuffix(".") || part.contains("..") {
        return "git allows no branch '\(branch)'"
      }
    }
    return nil
  }
}
