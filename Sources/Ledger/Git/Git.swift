package import Core

/// The `git` on the PATH, run in one repository with the job's own configuration and credentials.
package struct Git: Sendable {
  private let program: String
  private let directory: String
  private let environment: [String: String]

  /// Longer than any command of ours takes on a network that works.
  private static let patience: Duration = .seconds(120)

  /// - Parameters:
  ///   - directory: in the repository.
  ///   - remote: what will be talked to: where there is no repository around `directory`, an address is reached by way
  ///     of a bare one among the user's caches.
  /// - Throws: `unavailable` without git; `configuration` when a remote's name needs a repository that is not there.
  package init(in directory: String, remote: String, environment: [String: String]) throws(Failure) {
    guard let program = ChildProcess.find("git", environment: environment) else {
      throw Failure(
        .unavailable, "the ledger is a git branch, and git is not on PATH", hint: "install git 2.29 or later")
    }
    self.program = program
    var environment = environment
    // Messages are read; and a job must not wait for an answer that nobody gives.
    environment["LC_ALL"] = "C"
    if environment["GIT_TERMINAL_PROMPT"] == nil, environment["CI"] != nil { environment["GIT_TERMINAL_PROMPT"] = "0" }
    self.environment = environment
    let here = directory.isEmpty ? "." : directory
    let found = try ChildProcess.run(
      [program, "-C", here, "rev-parse", "--git-dir"], environment: environment, patience: Self.patience)
    if found.code == 0 {
      self.directory = here
    } else if found.errors.contains("not a git repository"), remote.contains("/") {
      self.directory = try Self.cache(program, environment)
    } else if found.errors.contains("not a git repository") {
      throw Failure(
        .configuration, "the ledger is a branch of the remote '\(remote)', but this is no git repository",
        at: Place(file: here), hint: "run it in a clone, or name the remote by its address")
    } else {
      self.directory = here
      throw GitProblem(found.errors).failure("git cannot use the repository")
    }
  }

  private static func cache(_ program: String, _ environment: [String: String]) throws(Failure) -> String {
    let home = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { Path.join($0, ".cache") } ?? "/tmp"
    let path = Path.join(home, "modelgate/ledgers.git")
    let made = try ChildProcess.run(
      [program, "init", "--quiet", "--bare", path], environment: environment, patience: patience)
    guard made.code == 0 else { throw GitProblem(made.errors).failure("cannot make a place for the ledger's objects") }
    return path
  }

  /// Runs a git command, whatever it ends with.
  func run(_ words: [String], input: [UInt8] = []) throws(Failure) -> ChildProcess.Result {
    // Nothing that we fetch is worth tidying up the user's repository in the middle of a job.
    let settings = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]
    return try ChildProcess.run(
      [program, "-C", directory] + settings + words, environment: environment, input: input, patience: Self.patience)
  }

  /// Runs a git command that has to succeed.
  ///
  /// - Parameter action: what it is for, in messages: `cannot …`.
  func output(_ words: [String], input: [UInt8] = [], action: String) throws(Failure) -> ChildProcess.Result {
    let result = try run(words, input: input)
    guard result.code == 0 else { throw GitProblem(result.errors).failure(action) }
    return result
  }
}

/// What git complained of.
struct GitProblem {
  private let text: String

  init(_ errors: String) { text = errors }

  func failure(_ action: String) -> Failure {
    let (code, hint) = kind
    return Failure(code, "\(action): \(reason)", hint: hint)
  }

  /// The line that says most, without git's prefix and without a password in an address.
  private var reason: String {
    let lines = text.split(separator: "\n").map(String.init)
    let telling = lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") || $0.hasPrefix("remote: ") }
    guard var line = telling ?? lines.first else { return "git says nothing" }
    for prefix in ["fatal: ", "error: "] where line.hasPrefix(prefix) { line.removeFirst(prefix.count) }
    return line.replacing(/:\/\/[^\/@\s]*@/, with: "://…@")
  }

  private var kind: (Core.ExitCode, hint: String?) {
    let lowered = text.lowercased()
    for (code, hint, signs) in Self.kinds where signs.contains(where: lowered.contains) { return (code, hint) }
    return (.inputOutput, nil)
  }

  private static let kinds: [(Core.ExitCode, hint: String, signs: [String])] = [
    (
      .notAuthorised, "git config --global --add safe.directory DIRECTORY says that the repository is yours",
      ["dubious ownership"]
    ),
    (
      .notAuthorised, "the job needs the right to read and push the ledger's branch",
      [
        "authentication failed", "permission denied", "could not read username", "could not read password",
        "error: 401", "error: 403", "access denied", "protected branch", "hook declined", "not allowed to push",
      ]
    ),
    (
      .temporary, "try again later",
      [
        "could not resolve", "connection refused", "timed out", "connection reset", "early eof", "hung up",
        "connection closed", "no route to host", "error: 429", "error: 500", "error: 502", "error: 503", "error: 504",
        "unable to access",
      ]
    ),
    (
      .fail, "restore the repository from a copy",
      ["corrupt", "hash mismatch", "bad object", "missing blob", "unable to read", "inflate", "garbage"]
    ),
    (
      .configuration, "see git remote -v, or give the ledger's remote by its address",
      ["does not appear to be a git repository", "not found", "no such remote"]
    ),
  ]
}
