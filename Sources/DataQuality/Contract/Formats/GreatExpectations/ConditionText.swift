import Core

/// Pieces of a `RowExpression`'s text that mean what pandas means: a comparison with a null is false, and `!=` is true.
enum ConditionText {
  static func column(_ name: String) -> String { "\"\(doubled(name, "\""))\"" }

  static func text(_ text: String) -> String { "'\(doubled(text, "'"))'" }

  static func comparison(_ left: String, _ sign: String, _ right: String) -> String {
    sign == "!="
      ? "(NOT ((\(left) = \(right)) IS TRUE))" : "((\(left) \(sign == "==" ? "=" : sign) \(right)) IS TRUE)"
  }

  /// - Parameter values: none is null.
  static func membership(_ left: String, in values: [String], isNegated: Bool) -> String {
    if values.isEmpty { return isNegated ? "TRUE" : "FALSE" }
    let found = "((\(left) IN (\(values.joined(separator: ", ")))) IS TRUE)"
    return isNegated ? "(NOT \(found))" : found
  }

  static func nullity(_ left: String, isNull: Bool) -> String { "(\(left) IS \(isNull ? "" : "NOT ")NULL)" }

  static func all(_ parts: [String]) -> String { joined(parts, " AND ") }
  static func any(_ parts: [String]) -> String { joined(parts, " OR ") }

  private static func joined(_ parts: [String], _ word: String) -> String {
    parts.count == 1 ? parts[0] : "(\(parts.joined(separator: word)))"
  }

  private static func doubled(_ text: String, _ mark: Character) -> String {
    String(text.flatMap { $0 == mark ? [mark, mark] : [$0] })
  }
}
