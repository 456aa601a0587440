import Core
import YAML

/// What a contract asks for and is not checked here: an error for each, or a list where that is allowed.
struct Refusals {
  let problems: YAMLProblems

  /// - Parameter collected: where errors are collected.
  init(_ collected: YAMLProblems, allowed: Bool) { problems = allowed ? YAMLProblems() : collected }

  /// - Parameter hint: a way that is checked.
  func refuse(_ reader: YAMLReader, _ what: String, hint: String? = nil) {
    problems.report(
      "\(what) is not supported", at: reader.place,
      hint: hint ?? "remove it, or let it pass unchecked with --allow-unsupported: nothing is skipped silently")
  }

  /// Those that are allowed to pass.
  func unsupported(allowed: Bool) -> [Diagnostic] { allowed ? problems.diagnostics : [] }
}

extension YAMLMapping {
  /// Refuses each of the keys that is there.
  func refuse(_ keys: [String], of what: String = "", _ refusals: Refusals) {
    for key in keys {
      if let reader = optional(key) { refusals.refuse(reader, "'\(key)'\(what)") }
    }
  }
}

extension YAMLReader {
  /// A text, or the texts of a list.
  func texts() -> [String]? {
    if case .sequence = node.content { return strings() }
    return string().map { [$0] }
  }

  /// A pattern that compiles, as Python writes it.
  func pattern() -> String? {
    guard let text = string() else { return nil }
    let pattern = PythonPattern.translated(text)
    if let problem = RegularExpression.problem(with: pattern) {
      report("the pattern does not compile: \(problem)")
      return nil
    }
    return pattern
  }

  /// A condition on rows.
  ///
  /// - Parameter text: of a `RowExpression`.
  func expression(_ text: String) -> RowExpression? {
    do throws(Failure) {
      return try RowExpression(parsing: text)
    } catch {
      report("the condition \(text) is wrong: \(error.diagnostics.first?.message ?? "")")
      return nil
    }
  }
}
