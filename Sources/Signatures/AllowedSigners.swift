package import Core

/// Whose key is whose: OpenSSH's allowed signers file (ssh-keygen(1), "ALLOWED SIGNERS").
///
/// Stricter than OpenSSH in two ways: a principal is a name and never a pattern, since a pattern identifies nobody; and
/// a time without `Z` is UTC, where OpenSSH takes the time zone of whichever machine reads it.
package struct AllowedSigners: Sendable {
  /// One line: some principals and a key of theirs.
  package struct Entry: Sendable, Equatable {
    package let principals: [String]
    package let key: SSHPublicKey
    /// Patterns of the namespaces the key may sign for, with `*`, `?` and a leading `!` to exclude; nil allows all.
    package let namespaces: [String]?
    /// The first and the last second at which a signature counts; nil is without bound.
    package let validAfter: Timestamp?
    package let validBefore: Timestamp?
    /// Counted from 1.
    package let line: Int
  }

  /// Why a key stands for nobody.
  package enum Absence: Sendable, Equatable, CustomStringConvertible {
    case notListed
    case otherNamespaces([String], line: Int)
    case notYetValid(Timestamp, line: Int)
    case expired(Timestamp, line: Int)

    package var description: String {
      switch self {
      case .notListed: "the key is not listed"
      case .otherNamespaces(let patterns, let line):
        "the key is listed (line \(line)) for other namespaces: \(patterns.joined(separator: ", "))"
      case .notYetValid(let start, let line): "the key is listed (line \(line)) but valid only from \(start)"
      case .expired(let end, let line): "the key is listed (line \(line)) but expired \(end)"
      }
    }
  }

  package enum Identification: Sendable, Equatable {
    /// In the file's order, each once, at least one.
    case principals([String])
    case nobody(Absence)
  }

  package let entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// Everyone whose key this is, for signatures with this namespace made at this time.
  package func principals(for key: SSHPublicKey, namespace: String, at time: Timestamp) -> [String] {
    if case .principals(let names) = identify(key, namespace: namespace, at: time) { names } else { [] }
  }

  /// The same, or why there is nobody. Of several lines that fail, one that names the namespace explains best.
  package func identify(_ key: SSHPublicKey, namespace: String, at time: Timestamp) -> Identification {
    var names: [String] = []
    var absence = Absence.notListed
    for entry in entries where entry.key == key {
      if let patterns = entry.namespaces, !Pattern.matches(namespace, anyOf: patterns) {
        if absence == .notListed { absence = .otherNamespaces(patterns, line: entry.line) }
      } else if let start = entry.validAfter, time < start {
        absence = .notYetValid(start, line: entry.line)
      } else if let end = entry.validBefore, time > end {
        absence = .expired(end, line: entry.line)
      } else {
        for name in entry.principals where !names.contains(name) { names.append(name) }
      }
    }
    return names.isEmpty ? .nobody(absence) : .principals(names)
  }
}
