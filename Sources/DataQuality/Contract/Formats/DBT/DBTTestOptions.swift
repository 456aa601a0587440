import Core
import YAML

/// How a test is run, whichever it is: in the test, in its `config`, or beside it.
struct DBTTestOptions {
  private(set) var severity = Verdict.fail
  private(set) var condition: RowExpression?
  private(set) var description: String?
  private(set) var isEnabled = true
  /// Whether something is wrong with them, which was reported.
  private(set) var isWrong = false

  static let keys = [
    "config", "severity", "where", "name", "description", "enabled", "tags", "meta", "store_failures", "limit",
    "warn_if",
    "error_if", "fail_calc",
  ]

  mutating func read(_ key: String, _ reader: YAMLReader, _ tests: DBTReader) {
    switch key {
    case "config":
      for entry in reader.mapping()?.entries ?? [] { read(entry.name, entry.value, tests) }
    case "severity":
      switch reader.string()?.lowercased() {
      case "warn": severity = .warn
      case "error", nil: severity = .fail
      case let word?: reader.report("there is no severity '\(word)'", hint: "one of: error, warn")
      }
    case "where":
      condition = reader.string().flatMap { Self.expression(reader, $0) }
      isWrong = isWrong || condition == nil
    case "description": description = reader.string()
    case "enabled": isEnabled = reader.bool() ?? true
    case "name", "tags", "meta", "store_failures", "limit": break
    default:
      tests.refuse(reader, "the option '\(key)'")
      isWrong = true
    }
  }

  /// A condition in the words of SQL that ours has too.
  static func expression(_ reader: YAMLReader, _ text: String) -> RowExpression? {
    do throws(Failure) {
      return try RowExpression(parsing: text)
    } catch {
      let first = error.diagnostics.first
      reader.report("in '\(text)': \(first?.message ?? "")", hint: first?.hint)
      return nil
    }
  }
}
