import Core

/// What a rule's count means: the verdict, and the words for it.
struct RuleOutcome {
  let rule: ContractRule
  let count: RuleCount
  /// Of the table.
  let rows: Int

  var outcome: DataReport.Outcome {
    let share = rows == 0 ? nil : 100 * Double(count.violating) / Double(rows)
    let observed = rule.limit.unit == .percent ? share : Double(count.violating)
    let holds = observed.map(rule.limit.admits) ?? false
    let undecided = observed == nil
    return DataReport.Outcome(
      id: rule.id, kind: rule.kind, columns: rule.columns,
      verdict: undecided ? .hold : holds ? .pass : rule.severity, checked: count.checked, violating: count.violating,
      observed: observed, expected: expectation, message: message(share, observed), samples: holds ? [] : count.samples)
  }

  private var expectation: String {
    let cells =
      switch rule.test {
      case .isNull, .isMissing: "missing"
      case .isNotOfType(let type): "\(type.name)"
      case .isNotAmong(let values):
        "one of \(values.texts.prefix(4).joined(separator: ", "))\(values.texts.count > 4 ? ", …" : "")"
      case .doesNotMatch(let patterns, _): patterns.joined(separator: " or ")
      case .isOutside(let bound, let type):
        switch type {
        case .integer, .number: "\(bound.symbol) \(JSON.ecmaScript(bound.limit))"
        default: "\(type.name) \(bound.symbol) the bound"
        }
      case .lengthIsOutside(let bound): "length \(bound.symbol) \(JSON.ecmaScript(bound.limit))"
      case .isNotMultiple(let divisor): "a multiple of \(JSON.ecmaScript(divisor))"
      case .isDuplicate: "duplicates"
      case .value(.rowCount): "rows"
      default: rule.kind
      }
    switch rule.test {
    case .isNull, .isMissing, .isDuplicate, .value: return "\(cells): \(rule.limit.text)"
    default: return rule.limit == .none ? cells : "\(cells); others: \(rule.limit.text)"
    }
  }

  private func message(_ share: Double?, _ observed: Double?) -> String {
    var text: String
    if case .value(.rowCount) = rule.test {
      text = "\(rows) rows"
    } else if count.violating == 0 {
      text =
        count.checked == 0 && !(rows == 0)
        ? "all \(rows) values are null" : "none of \(count.checked)"
    } else {
      let noun = count.violating == 1 ? "row" : "rows"
      text = "\(count.violating) \(noun)" + (share.map { " of \(rows), \(Self.percent($0))" } ?? "")
    }
    if let observed, rule.limit.isOnBound(observed) { text += ", exactly on the bound, which counts as inside" }
    if let description = rule.description { text += ": \(description)" }
    return text
  }

  /// Two significant digits below 10 %, whole percents above.
  static func percent(_ value: Double) -> String {
    if value > 0, value < 0.01 { return "less than 0.01 %" }
    let scale = value < 1 ? 100.0 : value < 10 ? 10 : 1
    return "\(JSON.ecmaScript((value * scale).rounded() / scale)) %"
  }
}
