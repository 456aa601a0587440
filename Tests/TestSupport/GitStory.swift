import Core
import Glibc

/// The churn example as a team has it: a bare repository that everybody pushes to, the ledger in a branch of it, and
/// a fresh clone for every job and every laptop.
package final class GitStory: Sendable {
  package let directory = TemporaryDirectory()
  package let origin: String
  /// Where the keys lie, outside every clone: `alice_key`, `bob_key`.
  private let story: Story

  /// - Parameter remote: how clones name the ledger's repository; nil for `origin`.
  package init(remote: (_ origin: String) -> String? = { _ in nil }) throws {
    origin = directory("origin.git")
    let ledger = remote(directory("origin.git")) ?? "origin"
    story = try Story { policy in
      policy.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("ledger:") ? "ledger: {git: '\(ledger)', branch: modelgate/ledger}" : String($0) }
        .joined(separator: "\n")
    }
    git("init -q --bare \(origin)", in: "/")
    git("init -q -b main", in: story.path)
    try story.directory.write(".gitignore", "*_key*\n.modelgate/\n")
    git("add -A", in: story.path)
    git("commit -qm Example", in: story.path)
    git("push -q \(origin) main", in: story.path)
  }

  package func key(_ name: String) -> String { story.directory("\(name)_key") }

  /// A machine that was not there before: a clone of what the repository has now.
  package func clone() -> Clone {
    let path = directory("clone\(UInt64.random(in: 0 ... .max))")
    git("clone -q --single-branch -b main \(origin) \(path)", in: "/")
    return Clone(path: path)
  }

  /// Runs git as somebody with a name; it has to succeed.
  @discardableResult
  package func git(_ line: String, in path: String) -> String {
    Self.git(line.split(separator: " ").map(String.init), path)
  }

  static func git(_ words: [String], _ path: String) -> String {
    let name = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    let result = Command.run(["/usr/bin/git"] + name + words, in: path)
    precondition(result.code == 0, "git \(words): \(result.errors)")
    return result.output
  }

  package struct Clone: Workspace {
    package let path: String

    package init(path: String) { self.path = path }

    /// And on record for production, waiting for two approvals.
    ///
    /// - Returns: the plan's digest.
    package func request() throws -> String {
      prepare()
      play(
        "modelgate-release plan 2.0.0 --stage staging", "modelgate-release promote --stage staging",
        "modelgate-gate --stage production",
        "modelgate-release plan 2.0.0 --stage production --requester carol@example.com")
      return try Files.digest(path + "/.modelgate/plan/production.json").description
    }
  }
}

/// git's own server program behind a small web server, on loopback.
package final class GitServer: Sendable {
  package let port: UInt16
  private let running: Command.Running
  private let directory = TemporaryDirectory()

  /// - Parameters:
  ///   - root: the repositories' directory.
  ///   - password: asked for when there is one, of the user `ci`.
  package init(root: String, password: String? = nil) throws {
    port = try Loopback.closedPort()
    let script = "#!/bin/sh\nexport GIT_PROJECT_ROOT='\(root)' GIT_HTTP_EXPORT_ALL=1\nexec git http-backend\n"
    _ = unsafe chmod(try directory.write("cgi-bin/git", script), 0o755)
    let configuration = try directory.write("httpd.conf", password.map { "/:ci:\($0)\n" } ?? "")
    running = Command.start(
      [
        "/usr/bin/busybox", "httpd", "-f", "-p", "127.0.0.1:\(port)", "-h", directory.path, "-c", configuration,
      ], in: directory.path)
    for _ in 0..<200 where !Loopback.answers(port) { usleep(10_000) }
  }

  deinit {
    running.kill()
    _ = running.wait()
  }

  package func url(_ repository: String, user: String = "") -> String {
    "http://\(user)127.0.0.1:\(port)/cgi-bin/git/\(repository)"
  }
}
