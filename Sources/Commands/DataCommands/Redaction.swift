import Core

/// Columns that the command line names as private.
enum Redaction {
  /// A misspelt column would be shown.
  static func check(_ redacted: [String], _ columns: [String]) throws(Failure) {
    for name in redacted where !columns.contains(name) {
      let near = Spelling.nearest(to: name, among: columns).map { "did you mean '\($0)'?" }
      throw Failure(.usage, "--redact \(name): the data has no such column", hint: near)
    }
  }
}
