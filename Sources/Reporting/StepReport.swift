package import Core

/// What a step tells people, once: every report format is written from this, so that they never disagree.
package struct StepReport: Sendable {
  /// What tells it from every other step, the model first: `churn/data/customers`, `churn/gate/production`. Files and
  /// variables are named by it.
  package var step: String
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
  /// What later steps may want to know, beside verdict and reason; in order.
  package var outputs: [Output] = []
  /// What was measured, for formats that draw it over time.
  package var measures: [Measure] = []
  /// What the report is about, for rules that have no place of their own.
  package var place: Place?
  /// The whole report in the step's own documented shape.
  package var json: JSON
  /// Drawings for the page, between what to do and the tables; not made unless they are asked for.
  package var figures: (@Sendable () -> Markup)?
  /// The step's own page, where it draws one that is richer than what `HTMLReport` makes of this; not made unless it is
  /// asked for.
  package var page: (@Sendable () -> HTMLPage)?

  package init(step: String, title: String, verdict: Verdict, reason: String, json: JSON) {
    self.step = step
    self.title = title
    self.verdict = verdict
    self.reason = reason
    self.json = json
  }

  package struct Rule: Sendable {
    package var id: String
    package var verdict: Verdict
    package var message: String
    /// Where it is broken: the first places, none where the file as a whole is meant.
    package var places: [Place]

    package init(id: String, verdict: Verdict, message: String, at places: [Place] = []) {
      self.id = id
      self.verdict = verdict
      self.message = message
      self.places = places
    }
  }

  package enum Next: Sendable {
    case sentence(String)
    /// A command line, quoted for a POSIX shell by whoever made it.
    case command(String)
  }

  package struct Output: Sendable {
    /// Lower-case letters and `_`.
    package var name: String
    package var value: String

    package init(_ name: String, _ value: some CustomStringConvertible) {
      self.name = name
      self.value = value.description
    }
  }

  package struct Measure: Sendable {
    /// Lower-case letters and `_`: what kind of number it is.
    package var name: String
    /// Of what: label names are ours, their values from anywhere.
    package var labels: [(name: String, value: String)]
    /// Finite.
    package var value: Double

    /// Nil when there is no number to show: undefined is not zero.
    package init?(_ name: String, _ labels: [(name: String, value: String)], _ value: Double?) {
      guard let value, value.isFinite else { return nil }
      self.name = name
      self.labels = labels
      self.value = value
    }
  }

  package struct Table: Sendable {
    package var title: String?
    package var columns: [Column]
    package var rows: [[Cell]]
    /// Whether it is there to look things up, not to be read first: a page folds it.
    package var isBackground = false
    /// Whether the console leaves out the rows that pass.
    package var omitsPassing = false

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
