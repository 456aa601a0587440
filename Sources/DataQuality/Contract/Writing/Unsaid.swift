import Core
import YAML

/// Why something cannot be said in a contract of the standard.
struct Unsaid: Error {
  let why: String

  init(_ why: String) { self.why = why }
}

extension YAMLTree {
  /// - Throws: for what is no number that a document can have.
  static func number(_ value: Double) throws(Unsaid) -> YAMLTree {
    guard value.isFinite else { throw Unsaid("\(value) is no number that a contract can have") }
    return .plain(JSON.ecmaScript(value))
  }

  static func numbers(_ values: [Double]) throws(Unsaid) -> YAMLTree {
    var list: [YAMLTree] = []
    for value in values { list.append(try number(value)) }
    return .list(list)
  }

  static func bool(_ value: Bool) -> YAMLTree { .plain(value ? "true" : "false") }

  /// Values, those that are numbers as such.
  static func values(_ set: ValueSet) -> YAMLTree {
    .list(set.texts.map { set.comparesNumbers && isNumber($0) ? .plain($0) : .text($0) })
  }

  private static func isNumber(_ text: String) -> Bool {
    guard let value = Double(text), value.isFinite else { return false }
    return JSON.ecmaScript(value) == text
  }
}
