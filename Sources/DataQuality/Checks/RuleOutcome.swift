import Core

/// What a rule's count means: the verdict, and the words for it.
struct RuleOutcome {
  let rule: ContractRule
  let count: RuleCount
  let context: CheckContext
  /// Of the table, those that meet the rule's condition.
  let rows: Int
  /// Rows of which it is not known whether they meet it.
  let undecided: Int
  /// What was measured before, the oldest first.
  let history: [Double]
  /// Whether values must not be shown.
  let isPrivate: Bool

  var outcome: DataReport.Outcome {
    if let problem = count.problem { return outcome(.hold, nil, problem) }
    if isEmpty {
      return outcome(rule.whenEmpty, nil, nothing)
    }
    if case .isAnomalous(_, let strategy) = rule.test { return anomaly(strategy) }
    guard let observed else { return outcome(.hold, nil, "there is nothing to compare") }
    return decided(rule.limit.admits(observed) ? .pass : rule.severity, observed, message(observed))
  }

  /// An outcome that holds where it is not known of all rows whether the rule is about them.
  private func decided(_ verdict: Verdict, _ observed: Double, _ message: String) -> DataReport.Outcome {
    guard verdict < .hold, undecided > 0 else { return outcome(verdict, observed, message) }
    let noun = undecided == 1 ? "row" : "rows"
    return outcome(.hold, observed, "\(message), but of \(undecided) \(noun) the condition has no answer")
  }

  private var nothing: String {
    if context.rows == 0 { return "there are no rows to check" }
    if undecided > 0 { return "the condition has no answer for \(undecided) of \(context.rows) rows" }
    if rows == 0 { return "no row meets the condition" }
    // Of an expression a null leaves unknown what holds.
    if case .violates = rule.test { return "what holds is unknown for all \(rows) rows: there are nulls" }
    return rule.columns.count > 1 ? "all \(rows) rows have nulls" : "all \(rows) values are null"
  }

  private func outcome(_ verdict: Verdict, _ observed: Double?, _ message: String) -> DataReport.Outcome {
    var message = message
    let observed = isHidden ? nil : observed
    if let observed, rule.limit.isOnBound(observed) { message += ", exactly on the bound, which counts as inside" }
    if let description = rule.description { message += ": \(description)" }
    let isValue = rule.test.measure != nil
    return DataReport.Outcome(
      id: rule.id, kind: rule.kind, columns: rule.columns, verdict: verdict, checked: count.checked,
      violating: isValue ? (verdict == .pass ? 0 : 1) : count.violating,
      observed: observed, expected: RuleText(rule).expected,
      message: message, samples: verdict == .pass ? [] : samples)
  }

  /// Whether what was measured is one of the column's own values, and must not be shown.
  private var isHidden: Bool { isPrivate && rule.test.measure?.showsValue == true }

  private var samples: [DataReport.Sample] {
    isPrivate ? count.samples.map { $0.redacted } : count.samples
  }

  private var isEmpty: Bool {
    if undecided > 0, rows == 0 { return true }
    if let measure = rule.test.measure { return !measure.isOfTable && count.checked == 0 }
    switch rule.test {
    case .columnsDiffer, .isNotAtPosition: return false
    default: break
    }
    return count.checked == 0
  }

  private var observed: Double? {
    if rule.test.measure != nil { return count.value }
    let violating = Double(count.violating)
    return switch rule.limit.unit {
    case .rows, .value: violating
    case .percent: 100 * violating / Double(rows)
    case .percentOfChecked: 100 * violating / Double(count.checked)
    case .holding: Double(count.checked - count.violating) / Double(count.checked)
    }
  }

  private func message(_ observed: Double) -> String {
    if let measure = rule.test.measure {
      if isHidden { return "\(RuleText.name(measure)): redacted" }
      if case .divergence = measure, isPrivate, observed.isInfinite { return "the divergence is infinite" }
      if let note = count.note { return note }
      return RuleText.found(measure, observed, isAbout: count.isAbout)
    }
    switch rule.test {
    case .columnsDiffer, .isNotAtPosition: return count.note ?? ""
    case .distinctValuesDiffer, .lacksCategories, .mostCommonIsNotAmong:
      if isPrivate { return "\(count.violating) of the values differ: redacted" }
      return count.note ?? "\(count.checked) different values, as expected"
    default: break
    }
    if count.violating == 0 { return "none of \(count.checked)" }
    let share = 100 * Double(count.violating) / Double(rows)
    let noun = count.violating == 1 ? "row" : "rows"
    return "\(count.violating) \(noun) of \(rows), \(Self.percent(share))"
  }

  private func anomaly(_ strategy: HistoryStrategy) -> DataReport.Outcome {
    guard let value = count.value else { return outcome(.hold, nil, "there is nothing to compare") }
    let found = message(value)
    guard let finding = strategy.finding(value, after: history) else {
      let reason =
        history.count < strategy.memory
        ? "there are \(history.count) earlier values, it takes \(strategy.memory)" : "its change is undefined"
      return outcome(.hold, value, "\(found), but \(reason)")
    }
    return decided(finding.isAnomalous ? rule.severity : .pass, value, isHidden ? found : "\(found): \(finding.text)")
  }

  /// Two significant digits below 10 %, whole percents above.
  static func percent(_ value: Double) -> String {
    if value > 0, value < 0.01 { return "less than 0.01 %" }
    let scale = value < 1 ? 100.0 : value < 10 ? 10 : 1
    return "\(JSON.ecmaScript((value * scale).rounded() / scale)) %"
  }

  /// Whole numbers as they are, others with six significant digits.
  static func number(_ value: Double) -> String {
    if !value.isFinite { return value.description }
    if value == value.rounded() || value == 0 { return JSON.ecmaScript(value) }
    var scale = 1.0
    while value.magnitude * scale < 100_000, scale < 1e300 { scale *= 10 }
    return JSON.ecmaScript(((value * scale).rounded() / scale))
  }
}

extension DataReport.Sample {
  /// The same without its value.
  fileprivate var redacted: Self { Self(row: row, line: line, text: "redacted") }
}
