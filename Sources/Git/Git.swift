package import Core

/// The `git` on the PATH, run in one repository with the job's own configuration and credentials.
package struct Git: Sendable {
  private let program: String
  private let directory: String
  private let environment: [String: String]

  /// Longer than any command of ours takes on a network that works.
  private static let patience: Duration = .seconds(120)

  /// - Parameter directory: in the repository.
  /// - Throws: `unavailable` without git; `configuration` when there is no repository around the directory.
  package init(in directory: String, environment: [String: String]) throws(Failure) {
    let (program, environment) = try Self.installed(environment)
    let here = directory.isEmpty ? "." : directory
    let found = try ChildProcess.run(
      [program, "-C", here, "rev-parse", "--git-dir"], environment: environment, patience: Self.patience)
    guard found.code == 0 else {
      if found.errors.contains("not a git repository") {
        throw Failure(
          .configuration, "this is no git repository", at: Place(file: here), hint: "run it in a clone of one")
      }
      throw GitProblem(found.errors).failure("git cannot use the repository")
    }
    self.init(program: program, directory: here, environment: environment)
  }

  /// The repository around a directory; nil where there is none, or no git.
  ///
  /// - Throws: why git refuses to use the one that is there.
  package static func around(_ directory: String, environment: [String: String]) throws(Failure) -> Git? {
    do throws(Failure) {
      return try Git(in: directory, environment: environment)
    } catch  where error.code == .configuration || error.code == .unavailable {
      return nil
    }
  }

  /// The repository around a directory; where there is none, a bare one among the user's caches, from which a remote
  /// can be reached that is named by its address.
  ///
  /// - Throws: `configuration` when a remote's name needs a repository that is not there.
  package static func reaching(
    _ remote: String, from directory: String, environment: [String: String]
  ) throws(Failure) -> Git {
    do throws(Failure) {
      return try Git(in: directory, environment: environment)
    } catch  where error.code == .configuration && remote.contains("/") {
      let (program, environment) = try installed(environment)
      return Git(program: program, directory: try cache(program, environment), environment: environment)
    } catch  where error.code == .configuration {
      throw Failure(
        .configuration, "the ledger is a branch of the remote '\(remote)', but this is no git repository",
        at: Place(file: directory.isEmpty ? "." : directory),
        hint: "run it in a clone, or name the remote by its address")
    }
  }

  private init(program: String, directory: String, environment: [String: String]) {
    self.program = program
    self.directory = directory
    self.environment = environment
  }

  private static func installed(
    _ environment: [String: String]
  ) throws(Failure) -> (program: String, environment: [String: String]) {
    guard let program = ChildProcess.find("git", environment: environment) else {
      throw Failure(.unavailable, "git is needed here, and is not on PATH", hint: "install git 2.29 or later")
    }
    var environment = environment
    // Messages are read; and a job must not wait for an answer that nobody gives.
    environment["LC_ALL"] = "C"
    if environment["GIT_TERMINAL_PROMPT"] == nil, environment["CI"] != nil { environment["GIT_TERMINAL_PROMPT"] = "0" }
    return (program, environment)
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
  package func run(_ words: [String], input: [UInt8] = []) throws(Failure) -> ChildProcess.Result {
    // Nothing that we fetch is worth tidying up the user's repository in the middle of a job.
    let settings = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]
    return try ChildProcess.run(
      [program, "-C", directory] + settings + words, environment: environment, input: input, patience: Self.patience)
  }

  /// Runs a git command that has to succeed.
  ///
  /// - Parameter action: what it is for, in messages: `cannot …`.
  package func output(_ words: [String], input: [UInt8] = [], action: String) throws(Failure) -> ChildProcess.Result {
    let result = try run(words, input: input)
    guard result.code == 0 else { throw GitProblem(result.errors).failure(action) }
    return result
  }
}
