package import Core

/// What a step tells people, once: every report format is written from this, so that they never disagree.
package struct StepReport: Sendable {
  /// What was done, for instance `data set churn`.
  package var title: String
  package var verdict: Verdict
  /// Whether there is a verdict to show, or only something to look at.
  package var isVerdict = true
  /// The verdict's reason in a sentence.
  package var reason: String
  package var tables: [Table] = []
  /// One line per rule, for formats that list tests.
  package var rules: [Rule] = []
  /// What to do next: sentences, and commands to copy.
  package var next: [Next] = []
  /// The whole report in the step's own documented shape.
  package var json: JSON

  package init(title: String, verdict: Verdict, reason: String, json: JSON) {
    self.title = title
    self.verdict = verdict
    self.reason = reason
    self.json = json
  }

  package struct Rule: Sendable {
    package var id: String
    package var verdict: Verdict
    package var message: String

    package init(id: String, verdict: Verdict, message: String) {
      self.id = id
      self.verdict = verdict
      self.message = message
    }
  }

  package enum Next: Sendable {
    case sentence(String)
    /// A command line, quoted for a POSIX shell by whoever made it.
    case command(String)
  }

  package struct Table: Sendable {
    package var title: String?
    package var columns: [Column]
    package var rows: [[Cell]]

    package init(title: String? = nil, _ columns: [Column], rows: [[Cell]]) {
      self.title = title
      self.columns = columns
      self.rows = rows
    }
  }

  package struct Column: Sendable {
    package var title: String
    /// Numbers stand to the right.
    package var isNumeric: Bool

    package init(_ title: String, numeric: Bool = false) {
      self.title = title
      isNumeric = numeric
    }
  }

  package enum Cell: Sendable, ExpressibleByStringLiteral {
    case text(String)
    case verdict(Verdict)

    package init(stringLiteral value: String) { self = .text(value) }

    var text: String {
      switch self {
      case .text(let text): text
      case .verdict(let verdict): verdict.rawValue
      }
    }
  }
}
