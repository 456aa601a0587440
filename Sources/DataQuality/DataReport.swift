package import Core
import Scan

/// What checking a data set found.
package struct DataReport: Sendable, Equatable {
  package let rows: Int
  package let columns: Int
  package let rules: [Outcome]
  /// What the contract asks for and nobody checked, where that was allowed.
  package var unsupported: [String] = []

  /// One rule's outcome.
  package struct Outcome: Sendable, Equatable {
    package var id: String
    /// The rule's kind: the contract's word for it, `columns`, `row_count_change` or `psi`.
    package var kind: String
    package var columns: [String]
    package var verdict: Verdict
    /// How many cells, rows or values were looked at.
    package var checked: Int
    /// How many of them break the rule.
    package var violating: Int
    /// What was counted or measured; nil when it is undefined.
    package var observed: Double?
    /// What it should be, for people.
    package var expected: String
    /// What was found, in a sentence.
    package var message: String
    package var samples: [Sample] = []
  }

  /// A row that breaks a rule.
  package struct Sample: Sendable, Equatable {
    /// Counted from 1, the header not counted.
    package let row: Int
    /// The line of the file, counted from 1; nil where the format has none.
    package let line: Int?
    /// Among the files of the table, counted from 0.
    package let part: Int
    /// The cell, cut at 80 characters; nil where it is null.
    package let value: String?

    /// - Parameter text: of any length.
    init(row: Int, line: Int?, part: Int = 0, text: String?) {
      self.row = row
      self.line = line
      self.part = part
      value = text.map { $0.count > 80 ? "\($0.prefix(79))…" : $0 }
    }
  }

  package var verdict: Verdict { rules.map(\.verdict).worst }

  package var reason: String {
    // Asked for once: it looks at every rule.
    let verdict = verdict
    let worst = rules.filter { $0.verdict == verdict }
    switch verdict {
    case .pass: return "\(rules.count) rules pass on \(rows) rows"
    case .warn: return "\(rules.count - worst.count) rules pass, \(worst.count) warn: \(Self.list(worst))"
    case .hold where rules.isEmpty: return "there is no rule to check"
    case .hold: return "\(worst.count) of \(rules.count) rules cannot be decided: \(Self.list(worst))"
    case .fail: return "\(worst.count) of \(rules.count) rules fail: \(Self.list(worst))"
    }
  }

  private static func list(_ outcomes: [Outcome]) -> String {
    let shown = outcomes.prefix(3).map { "\($0.id) (\($0.message))" }.joined(separator: ", ")
    return outcomes.count > 3 ? "\(shown) and \(outcomes.count - 3) more" : shown
  }

  /// The documented shape of `--report json` and of the evidence's report.
  package var json: JSON {
    .members([
      "verdict": .string(verdict.rawValue), "reason": .string(reason), "rows": .integer(rows),
      "columns": .integer(columns),
      "rules": .array(
        rules.map { rule in
          [
            "id": .string(rule.id), "kind": .string(rule.kind), "columns": .array(rule.columns.map { .string($0) }),
            "verdict": .string(rule.verdict.rawValue), "checked": .integer(rule.checked),
            "violating": .integer(rule.violating), "observed": .measured(rule.observed),
            "expected": .string(rule.expected), "message": .string(rule.message),
            "samples": .array(
              rule.samples.map {
                .members([
                  "row": .integer($0.row), "line": $0.line.map { .integer($0) },
                  "part": $0.part == 0 ? nil : .integer($0.part), "value": $0.value.map { .string($0) } ?? .null,
                ])
              }),
          ]
        }),
      "unsupported": unsupported.isEmpty ? nil : .array(unsupported.map { .string($0) }),
    ])
  }
}

extension DataReport.Sample {
  /// The same among all rows.
  ///
  /// - Parameter before: what came before the chunk it was found in.
  func shifted(by before: ScanPosition) -> Self {
    Self(
      row: row + before.rows, line: line.map { $0 + before.lines }, part: part + before.part, text: value)
  }
}
