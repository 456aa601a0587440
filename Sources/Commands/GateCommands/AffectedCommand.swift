import ArgumentParser
import CommandSupport
import Core
import Git
import Policy

struct AffectedCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "affected", abstract: "Lists the policies whose files changed since a commit.",
    discussion: """
      A workflow of a repository with several models runs for these. What counts is the policy and every file it \
      names: data, contracts, references, predictions, the artifact, the approvers. When nothing says what changed \
      (no commit, one that is not here, a first push), all are listed: too many rather than too few.
      """)

  @Argument(help: "The policies. (default: every modelgate.yaml in the repository)")
  var policies: [String] = []

  @Option(name: .long, help: ArgumentHelp("The commit to compare with; empty or zeros for none.", valueName: "commit"))
  var since = ""

  @Flag(name: .long, help: "Print a JSON array, for the matrix of a workflow.")
  var json = false

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let git = try Git(in: "", environment: session.environment)
    let policies = try policies.isEmpty ? git.policies() : policies
    let changed = try git.changes(since: since)
    var affected: [String] = []
    for file in policies {
      guard let changed else {
        affected.append(file)
        continue
      }
      do throws(Failure) {
        let named = try ModelPolicy(parsing: Files.read(file), file: file).files.map(Path.normalised)
        if named.contains(where: { name in changed.contains { $0 == name || $0.hasPrefix(name + "/") } }) {
          affected.append(file)
        }
      } catch {
        // Whoever runs its steps is told what is wrong with it.
        session.terminal.warn("\(file) cannot be read, so it counts as changed: \(error.diagnostics[0].message)")
        affected.append(file)
      }
    }
    if json {
      session.terminal.print(String(decoding: JSON.array(affected.map { .string($0) }).canonical, as: UTF8.self))
    } else {
      for file in affected { session.terminal.print(file.printable) }
    }
    return .pass
  }
}

extension Git {
  /// Every policy in the repository, seen from the working directory; those that git ignores are left out.
  fileprivate func policies() throws(Failure) -> [String] {
    let listed = try output(
      [
        "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--",
        ":(glob)**/modelgate.yaml",
      ],
      action: "cannot list the repository's files")
    return listed.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.filter(Files.exists).sorted()
  }

  /// The files that changed since a commit, seen from the working directory; nil when that cannot be known.
  fileprivate func changes(since commit: String) throws(Failure) -> Set<String>? {
    if commit.isEmpty || commit.allSatisfy({ $0 == "0" }) || commit.hasPrefix("-") { return nil }
    // Three dots leave out what the other branch did meanwhile; a shallow clone may not know where they parted.
    for range in ["\(commit)...HEAD", "\(commit)..HEAD"] {
      let diff = try run(["diff", "--name-only", "--no-renames", "--relative", "-z", range, "--"])
      if diff.code == 0 { return Set(diff.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }) }
    }
    return nil
  }
}
