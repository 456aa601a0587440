package import Core
package import Scan

/// A condition on the values of one row, in the words of SQL: `end >= start AND (paid IS NULL OR paid <= total)`.
///
/// What it says of a row is one of four things (`Truth`).
/// - *Unknown* comes of nulls, as SQL has it (Kleene's logic): a comparison with null is unknown, `NULL AND FALSE` is false,
///   `NULL OR TRUE` is true, `2 IN (1, NULL)` is unknown. A rule neither counts such a row as violating nor as checked, as
///   SQL's CHECK lets it pass, unless the rule says otherwise.
/// - *Invalid* is what has no answer: a cell that cannot be read as what the expression needs ('abc' compared with a
///   number, a text that is no date), a number that is not finite (division by zero, the root of −1), an argument out of
///   range (a fraction of a digit), a pattern that could not be decided within PCRE2's limits. It is never a pass: where the
///   outcome depends on it, the row is violating. `FALSE AND invalid` is false and `TRUE OR invalid` is true; beside
///   unknown, invalid wins. `IS NULL`, `IS TRUE` and `coalesce` of something invalid are invalid; of `CASE` only the
///   branch that is taken counts.
///
/// Cells have no types of their own in CSV. A column is read as what it is compared or computed with: a number, a text
/// (with texts, LIKE, and functions of texts), a date (with `date(…)`), a truth (`true` or `false`). Columns beside columns
/// alone are compared as numbers in each row where both read as finite ones, else as texts. Texts are compared by
/// Unicode scalars, and LIKE and all else distinguish capitals. Numbers are doubles: `7 / 2` is 3.5, and `%` has the
/// sign of its left side. Times without a zone are UTC.
///
/// Functions of a null are null, but `coalesce`; `concat` and `all_distinct` leave nulls out.
package struct RowExpression: Sendable, Equatable, CustomStringConvertible {
  private let root: ExpressionNode
  /// What it reads, each column in each of its readings once.
  package let uses: [ColumnUse]
  let step: Step
  /// The bytes of its texts.
  let literals: [UInt8]
  let patterns: [String]

  /// - Throws: `configuration`; places have the column, in bytes of the text and counted from 1.
  package init(parsing text: String) throws(Failure) {
    root = try Parser.parse(text)
    var check = KindCheck()
    step = check.step(root, as: .truth, for: "a rule")
    guard check.problems.isEmpty else { throw Failure(.configuration, check.problems) }
    uses = check.uses
    literals = check.literals
    patterns = check.patterns
  }

  /// The expression in canonical form, which reads as the same.
  package var description: String { root.description }

  package static func == (a: RowExpression, b: RowExpression) -> Bool { a.root == b.root }

  /// The columns, in the order in which it names them.
  package var columns: [String] {
    var names: [String] = []
    for use in uses where !names.contains(use.column) { names.append(use.column) }
    return names
  }

  /// Whether a table has the columns, and has them of types that can be read so.
  ///
  /// - Throws: `configuration` with everything that is wrong.
  package func check(columns: [SourceColumn]) throws(Failure) {
    var problems: [Diagnostic] = []
    var missing: Set<String> = []
    for use in uses {
      let place = Place(column: use.place + 1)
      if let column = columns.first(where: { $0.name == use.column }) {
        guard let what = use.conflict(with: column.type) else { continue }
        problems.append(Diagnostic("column '\(use.column)' \(what)", at: place, hint: use.hint))
      } else if missing.insert(use.column).inserted {
        let nearest = Spelling.nearest(to: use.column, among: columns.map(\.name))
        problems.append(
          Diagnostic(
            "there is no column '\(use.column)'", at: place,
            hint: nearest.map { "did you mean \($0)?" } ?? "a text stands in single quotes: '\(use.column)'"))
      }
    }
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
  }
}
