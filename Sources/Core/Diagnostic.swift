/// Where in an input a problem lies: as much of it as is known.
package struct Place: Sendable, Equatable {
  /// The file, as the user named it.
  package var file: String?
  /// Line, counted from 1.
  package var line: Int?
  /// Column in bytes, counted from 1.
  package var column: Int?
  /// The key path inside a document, for instance `stages.production.approvals.count`.
  package var key: String?

  package init(file: String? = nil, line: Int? = nil, column: Int? = nil, key: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
  }
}

/// One thing that is wrong: what, where, and how to mend it. Lower case, no full stop.
package struct Diagnostic: Sendable, Equatable {
  package var message: String
  package var place: Place?
  package var hint: String?

  package init(_ message: String, at place: Place? = nil, hint: String? = nil) {
    self.message = message
    self.place = place
    self.hint = hint
  }

  /// `file:line:column: message (at key)`, and below it `hint: …`. Text from outside is escaped.
  package var text: String {
    var prefix = ""
    if let file = place?.file {
      prefix = file.printable
      if let line = place?.line { prefix += ":\(line)" }
      if let column = place?.column, place?.line != nil { prefix += ":\(column)" }
      prefix += ": "
    } else if let line = place?.line {
      prefix = "line \(line): "
    }
    var text = prefix + message.printable
    if let key = place?.key, !key.isEmpty { text += " (at \(key.printable))" }
    if let hint { text += "\nhint: \(hint.printable)" }
    return text
  }
}

/// Why no verdict could be reached: the exit code and everything that is wrong, not only the first thing.
package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
  package var code: ExitCode
  package var diagnostics: [Diagnostic]

  package init(_ code: ExitCode, _ diagnostics: [Diagnostic]) {
    self.code = code
    self.diagnostics = diagnostics
  }

  package init(_ code: ExitCode, _ message: String, at place: Place? = nil, hint: String? = nil) {
    self.init(code, [Diagnostic(message, at: place, hint: hint)])
  }

  package var description: String { diagnostics.map(\.text).joined(separator: "\n") }
}
