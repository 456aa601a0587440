package import Core

/// A branch of a remote repository, read and added to without a work tree, an index or any ref that people see.
package struct GitBranch: Sendable {
  private let git: Git
  private let remote: String
  package let branch: String
  private let offline: Bool

  package init(git: Git, remote: String, branch: String, offline: Bool) {
    self.git = git
    self.remote = remote
    self.branch = branch
    self.offline = offline
  }

  /// What people call it.
  package var name: String { "\(remote.withoutPassword) \(branch)" }

  private var head: String { "refs/heads/\(branch)" }
  /// What this repository saw last: for reading offline, so that git keeps the objects, and to notice a rewrite.
  private var seen: String { "refs/modelgate/seen/\(ContentDigest(of: remote).short)/\(branch)" }

  // MARK: Reading

  /// The commit that the branch points to, its objects at hand; nil when there is no such branch.
  ///
  /// - Throws: `fail` when the branch does not contain what was seen of it before.
  package func tip() throws(Failure) -> String? {
    let last = try revision(seen)
    if offline {
      guard let last else {
        throw Failure(
          .missingInput, "the ledger's branch was never fetched here", at: Place(file: name),
          hint: "leave out --offline once")
      }
      return last
    }
    let listed = try git.output(
      ["ls-remote", "--quiet", remote, head], action: "cannot read the ledger's branch of '\(remote.withoutPassword)'")
    guard let tip = listed.line.split(separator: "\t").first.map(String.init), !tip.isEmpty else {
      if let last { throw rewritten(from: last) }
      return nil
    }
    if tip == last { return tip }
    if try !has(tip) {
      _ = try git.output(
        ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", remote, head],
        action: "cannot fetch the ledger's branch of '\(remote.withoutPassword)'")
    }
    // It may have moved on in between; what was listed is part of it then.
    guard try has(tip) else { throw Failure(.temporary, "the ledger's branch changed while it was read") }
    if let last, try git.run(["merge-base", "--is-ancestor", last, tip]).code != 0 { throw rewritten(from: last) }
    remember(tip)
    return tip
  }

  private func rewritten(from last: String) -> Failure {
    Failure(
      .fail, "the ledger was rewritten: the branch does not contain \(last), which it did before",
      at: Place(file: name),
      hint: "find out who forced it; if it was meant, forget the old one: git update-ref -d \(seen)")
  }

  /// Best effort: two commands that do it at once may hinder each other, and nothing depends on it.
  package func remember(_ commit: String) { _ = try? git.run(["update-ref", seen, commit]) }

  private func has(_ commit: String) throws(Failure) -> Bool {
    try git.run(["cat-file", "-e", "\(commit)^{commit}"]).code == 0
  }

  private func revision(_ name: String) throws(Failure) -> String? {
    let result = try git.run(["rev-parse", "--verify", "--quiet", name])
    return result.code == 0 ? result.line : nil
  }

  /// The files below a folder: each one's path, seen from the folder, and the blob it has.
  package func files(in folder: String, at commit: String) throws(Failure) -> [String: String] {
    let listed = try git.output(
      ["ls-tree", "-r", "-z", "--full-tree", commit, "--", "\(folder)/"], action: "cannot list the ledger's files")
    var files: [String: String] = [:]
    for line in listed.output.split(separator: 0) {
      // MODE SP TYPE SP BLOB TAB PATH
      let parts = String(decoding: line, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let blob = parts[0].split(separator: " ").last else { continue }
      files[String(parts[1].dropFirst(folder.count + 1))] = String(blob)
    }
    return files
  }

  /// The contents of blobs, all from one run of git.
  ///
  /// - Throws: `fail` when one is missing or damaged.
  package func contents(of blobs: [String]) throws(Failure) -> [String: [UInt8]] {
    if blobs.isEmpty { return [:] }
    let read = try git.output(
      ["cat-file", "--batch"], input: Array((blobs.joined(separator: "\n") + "\n").utf8),
      action: "the ledger was altered, or its repository damaged")
    var contents: [String: [UInt8]] = [:]
    var rest = read.output[...]
    for blob in blobs {
      // BLOB SP TYPE SP SIZE LF CONTENT LF
      guard let end = rest.firstIndex(of: 0x0A) else { break }
      let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      guard words.count == 3, let size = Int(words[2]), size >= 0, rest.endIndex - end - 1 > size else { break }
      contents[blob] = Array(rest[(end + 1)..<(end + 1 + size)])
      rest = rest[(end + 1 + size + 1)...]
    }
    guard contents.count == Set(blobs).count else {
      throw Failure(
        .fail, "the ledger was altered: git lacks an object of it", at: Place(file: name),
        hint: "restore the repository from a copy")
    }
    return contents
  }

  /// What commits of the branch did to files that were there already: the commit and the path of each.
  package func rewrites(in folder: String, upTo commit: String) throws(Failure) -> [(commit: String, path: String)] {
    let log = try git.output(
      [
        "log", "--full-history", "-m", "--no-renames", "--diff-filter=a", "--name-only", "-z", "--format=%x00%H%x00",
        commit, "--", "\(folder)/log", "\(folder)/objects",
      ], action: "cannot read the log of the ledger's branch")
    var found: [(commit: String, path: String)] = []
    var current = ""
    for field in log.output.split(separator: 0) {
      let text = String(decoding: field, as: UTF8.self).trimmedOfLineEnds
      if text.count == 40 || text.count == 64, text.allSatisfy(\.isHexDigit) {
        current = text
      } else if !text.isEmpty {
        found.append((current, text))
      }
    }
    return found
  }

  // MARK: Adding

  /// Makes a commit that adds files, without a work tree. Nothing outside this repository changes.
  ///
  /// - Parameters:
  ///   - parent: nil for the first one.
  ///   - summary: the first line of its message.
  package func commit(_ files: [(path: String, content: [UInt8])], onto parent: String?, summary: String)
    throws(Failure)
    -> String
  {
    // Two commits never are the same one: a push of what the remote has already would look like a success.
    let nonce = String(UInt64.random(in: 0 ... .max), radix: 36)
    let pending = "refs/modelgate/pending/\(nonce)"
    let message = "\(summary)\n\nAttempt: \(nonce)\n"
    var stream = "commit \(pending)\nmark :1\ncommitter modelgate <modelgate@localhost> now\n"
    stream += "data \(message.utf8.count)\n\(message)"
    if let parent { stream += "from \(parent)\n" }
    var bytes = Array(stream.utf8)
    for file in files {
      bytes += Array("M 100644 inline \(file.path)\ndata \(file.content.count)\n".utf8)
      bytes += file.content + [0x0A]
    }
    bytes += Array("get-mark :1\n".utf8)
    let made = try git.output(
      ["fast-import", "--quiet", "--date-format=now"], input: bytes, action: "cannot write to the local repository")
    _ = try? git.run(["update-ref", "-d", pending])
    return made.line
  }

  /// Makes the commit the tip of the branch, if the branch still is what the commit was made onto. Never forces.
  ///
  /// - Returns: false when somebody else was faster.
  package func push(_ commit: String) throws(Failure) -> Bool {
    // Hooks are for the code of the repository that the job happens to be in.
    let pushed = try git.run(["push", "--quiet", "--porcelain", "--no-verify", remote, "\(commit):\(head)"])
    if pushed.code == 0 {
      remember(commit)
      return true
    }
    let said = String(decoding: pushed.output, as: UTF8.self) + pushed.errors
    // The first two are git's own check, the others a server's whose branch moved between that check and the update.
    let beaten = [
      "(fetch first)", "(non-fast-forward)", "cannot lock ref", "failed to update ref", "incorrect old value",
      "reference already exists", "is at ", "failed to lock", "Unable to create",
    ]
    if beaten.contains(where: said.contains) { return false }
    throw GitProblem(pushed.errors + said).failure("cannot push to the ledger's branch of '\(remote.withoutPassword)'")
  }
}

extension String {
  fileprivate var trimmedOfLineEnds: String {
    String(drop { $0.isNewline }.reversed().drop { $0.isNewline }.reversed())
  }
}
