import Core

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
    return line.withoutPassword
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
      .fail, "restore the repository from a copy",
      [
        "corrupt", "hash mismatch", "bad object", "missing blob", "unable to read", "unable to stream", "inflate",
        "garbage",
      ]
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
      .configuration, "see git remote -v, or give the ledger's remote by its address",
      ["does not appear to be a git repository", "not found", "no such remote"]
    ),
  ]
}

extension String {
  /// Addresses in it without their users and passwords.
  var withoutPassword: String { replacing(/:\/\/[^\/@\s]*@/, with: "://…@") }
}
