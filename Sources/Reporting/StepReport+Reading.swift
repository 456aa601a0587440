import Core

// What the formats read from a report.

extension [StepReport.Cell] {
  /// A verdict stands last in its row.
  var passes: Bool { if case .verdict(.pass)? = last { true } else { false } }
}

extension StepReport.Table {
  /// Whether its rows end in verdicts.
  var listsRules: Bool { if case .verdict? = rows.first?.last { true } else { false } }
}

extension StepReport {
  /// The step in a file name: letters, digits, `.` and `-`.
  package var slug: String {
    String(step.prefix(100).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" })
  }

  /// Verdict and reason, then what the step adds; a step without a verdict has only the latter.
  var allOutputs: [Output] {
    (isVerdict ? [Output("verdict", verdict.rawValue), Output("reason", reason.cut(to: 1000))] : []) + outputs
  }

  /// How many rules came out how, then what the step measured.
  var allMeasures: [Measure] {
    let counts = Verdict.allCases.compactMap { verdict in
      Measure("rules", [("verdict", verdict.rawValue)], Double(rules.count { $0.verdict == verdict }))
    }
    return (isVerdict ? counts : []) + measures
  }

  /// The rules that do not pass, the worst first; the verdict itself where it has no rule to show for it.
  var findings: [Rule] {
    guard isVerdict else { return [] }
    // Sorted by two keys, since Swift's sort does not promise to keep the order of equals.
    let found = rules.enumerated().filter { $0.element.verdict != .pass }
      .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }.map(\.element)
    if found.isEmpty, verdict != .pass { return [Rule(id: title, verdict: verdict, message: reason)] }
    return found
  }

  /// Where a rule is broken; where nothing says so, what the report is about.
  func places(of rule: Rule) -> [Place] { rule.places.isEmpty ? [place].compactMap { $0 } : rule.places }

  /// The same report with its files named otherwise, as seen from the top of a checkout for instance.
  package func renamingFiles(_ rename: (String) -> String) -> StepReport {
    func moved(_ place: Place) -> Place {
      var place = place
      place.file = place.file.map(rename)
      return place
    }
    var report = self
    report.place = place.map(moved)
    for index in report.rules.indices { report.rules[index].places = rules[index].places.map(moved) }
    return report
  }
}
