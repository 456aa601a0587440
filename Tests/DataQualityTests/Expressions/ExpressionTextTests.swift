import Core
import DataQuality
import Scan
import Testing

@Suite("An expression's text")
struct ExpressionTextTests {
  @Test(
    "has one canonical form, which reads as the same",
    arguments: [
      ("a==1 and(b)!=2", "a = 1 AND b <> 2"), ("not a is null", "a IS NOT NULL"),
      ("NOT(a=1 or b=2)", "NOT (a = 1 OR b = 2)"),
      ("a-(b-c)-d>0", "a - (b - c) - d > 0"), ("(a*b)+c>-1", "a * b + c > -1"), ("a*(b+c)=- -1", "a * (b + c) = -(-1)"),
      ("`a\"b`='it''s'", "\"a\"\"b\" = 'it''s'"), ("\"Case\"=1", "\"Case\" = 1"), ("\"a\"=1", "a = 1"),
      ("NOT x in(1,2)", "x NOT IN (1, 2)"), ("x not between 1 and 2", "x NOT BETWEEN 1 AND 2"),
      ("a and (b and c)", "a AND (b AND c)"), ("a and b and c", "a AND b AND c"), ("(a=1) is true", "(a = 1) IS TRUE"),
      ("ABS(x)=1e3", "abs(x) = 1000"), ("case when a then 1 end=1", "CASE WHEN a THEN 1 END = 1"),
      ("case when a then 1 else 2 end=1", "CASE WHEN a THEN 1 ELSE 2 END = 1"), ("größe>0", "größe > 0"),
      ("x is not true", "x IS NOT TRUE"), ("not not a", "NOT NOT a"), ("x like 'a%'", "x LIKE 'a%'"),
      ("1e-9<x", "1e-9 < x"), ("a||(b||c)='x'", "a || (b || c) = 'x'"), ("(not a)=b", "(NOT a) = b"),
    ])
  func canonical(written: String, expected: String) throws {
    let expression = try RowExpression(parsing: written)
    #expect(expression.description == expected)
    #expect(try RowExpression(parsing: expected) == expression)
  }

  /// What is wrong, at which column, and how to mend it; one line each.
  private func problems(_ text: String) -> [String] {
    do throws(Failure) {
      try RowExpression(parsing: text).check(columns: ["amount", "day", "name", "paid"].map { SourceColumn($0) })
      return []
    } catch {
      return error.diagnostics.map { problem in
        "\(problem.place?.column ?? 0): \(problem.message)" + (problem.hint.map { " | \($0)" } ?? "")
      }
    }
  }

  @Test(
    "that is wrong is refused with its place and a hint",
    arguments: [
      (
        "",
        "1: expected a value, found the end"
      ),
      (
        "amount > ",
        "10: expected a value, found the end"
      ),
      ("amount > 1 1", "12: expected the end or an operator, found 1"),
      (
        "amount >> 1",
        "9: expected a value, found '>'"
      ),
      ("end > 1", "1: expected a value, found END | as a column's name it stands in double quotes"),
      ("(amount > 1", "12: expected ')' or an operator, found the end"),
      ("name = 'x", "8: a text is not closed | it ends at the next '; one that belongs to it is written twice"),
      ("1 < amount < 3", "12: a comparison of a comparison | write a < b AND b < c, or put one into parentheses"),
      ("amount = NOT paid", "10: NOT needs parentheses here | write (NOT …)"),
      ("amount IS 1", "11: expected NULL, TRUE or FALSE behind IS, found 1 | values are compared with ="),
      ("amount NOT = 1", "12: expected IN, LIKE or BETWEEN behind NOT, found '='"),
      ("amount BETWEEN 1 OR 2", "18: expected AND and the upper end of BETWEEN, found OR"),
      (
        "CASE name WHEN 'x' THEN 1 END = 1",
        "6: expected WHEN behind CASE, found 'name' | write CASE WHEN x = 1 THEN … ELSE … END"
      ),
      ("amount > 1; DROP", "11: ';' means nothing here | an expression is one condition"),
      ("amount > 1 -- x", "12: comments are not supported | minus a negative number is written - (-1)"),
      ("2nd > 1", "1: '2nd' is no number | a name with a point in it or a digit first stands in double quotes"),
      (
        "amount > 1e999",
        "10: '1e999' is no number | a name with a point in it or a digit first stands in double quotes"
      ),
      ("rond(amount) = 1", "1: there is no function 'rond' | did you mean round?"),
      ("round(amount, 1, 2) = 1", "1: round takes 1 or 2 arguments, found 3"),
      ("least(amount) = 1", "1: least takes at least 2 arguments, found 1"),
      ("coalesce() = 1", "1: coalesce takes at least 1 argument, found 0"),
      ("'a' + 1 = 2", "1: + takes a number here, found the text 'a' | number(…) reads a text as a number"),
      (
        "amount LIKE 5",
        "13: LIKE takes a text here, found the number 5 | text(…) writes a number as a text; texts stand in single quotes"
      ),
      (
        "5 LIKE '5'",
        "1: LIKE takes a text here, found the number 5 | text(…) writes a number as a text; texts stand in single quotes"
      ),
      (
        "amount + 1 = 'x'",
        "14: = takes a number here, found the text 'x' | number(…) reads a text as a number"
      ),
      (
        "day > date('2024-01-01') OR date(day) < '2024'",
        "41: < takes a date here, found the text '2024' | date(…) and timestamp(…) read a text, for instance date('2024-01-31')"
      ),
      (
        "amount IN (1, 'x')",
        "15: IN takes a number here, found the text 'x' | number(…) reads a text as a number"
      ),
      (
        "amount + 1",
        "8: a rule takes a condition here, found the number amount + 1 | compare it with something, for instance … > 0, or say … = TRUE"
      ),
      (
        "date('2024-02-30') < day",
        "6: '2024-02-30' is not a date | ISO 8601 has 2024-01-31, and 2024-01-31T12:30:00Z with a time"
      ),
      ("number('x') = 1", "8: 'x' is not a number"),
      ("matches(name, day)", "15: matches takes a pattern in single quotes, found day"),
      ("matches(name, '(')", "15: the pattern '(' is wrong: missing closing parenthesis at offset 1"),
      ("least(name, 'x') = 'x'", "1: least takes numbers or dates, found a text | number(…) reads a text as a number"),
      ("amont > 1", "1: there is no column 'amont' | did you mean amount?"),
      ("name = \"zürich\"", "8: there is no column 'zürich' | a text stands in single quotes: 'zürich'"),
    ])
  func refused(text: String, problem: String) {
    #expect(problems(text) == [problem])
  }

  @Test("tells everything that is wrong with kinds and columns at once")
  func several() {
    #expect(problems("'a' + 1 = 2 AND amount LIKE 5").map { $0.prefix(3) } == ["1: ", "29:"])
    #expect(problems("amont > 1 AND dy = name").count == 2)
  }

  @Test(
    "that reads a typed column as what it never is, is refused",
    arguments: [
      ("c > 1", ColumnType.string, "column 'c' is of type string, and is used as a number"),
      ("c > 1", .timestamp, "column 'c' is of type timestamp, and is used as a number"),
      ("c = date('2024-01-31')", .integer, "column 'c' is of type integer, and is used as a date"),
      ("c", .number, "column 'c' is of type number, and is used as a condition"),
    ])
  func typed(text: String, type: ColumnType, message: String) throws {
    let expression = try RowExpression(parsing: text)
    let failure = #expect(throws: Failure.self) { try expression.check(columns: [SourceColumn("c", type)]) }
    #expect(failure?.diagnostics.map(\.message) == [message])
    try RowExpression(parsing: "number(c) > 1").check(columns: [SourceColumn("c", .string)])
  }

  @Test(
    "may be nested 256 deep and no deeper, and be 64 KiB long and no longer",
    arguments: [("(", ")"), ("NOT ", ""), ("- ", ""), ("abs(", ")"), ("1 + ", ""), ("CASE WHEN TRUE THEN ", " END")])
  func bounded(opening: String, closing: String) throws {
    func nested(_ depth: Int) -> String {
      let inside = String(repeating: opening, count: depth) + "x" + String(repeating: closing, count: depth)
      return opening == "NOT " ? inside : "\(inside) = 1"
    }
    let table = RowTable(columns: ["x"], rows: [[nil]])
    #expect(try table.outcomes(nested(100), threads: 2) == [.unknown])
    if opening != "1 + " { #expect(try table.outcomes(nested(opening == "(" ? 254 : 125), threads: 2) == [.unknown]) }
    for depth in [256, 20_000] {
      let failure = #expect(throws: Failure.self) { try RowExpression(parsing: nested(depth)) }
      #expect(
        failure?.diagnostics.first?.message.hasPrefix("the expression is") == true,
        "\(opening)\(failure?.description ?? "")")
    }
  }

  @Test("of drawn rubbish is refused or reads as its canonical form does, and never crashes", arguments: 0..<8)
  func rubbish(seed: Int) throws {
    let parts = [
      "a", "b", "1", "2.5", "'x'", "''", "NULL", "TRUE", "(", "(", ")", ")", ",", "+", "-", "*", "/", "%", "||", "=",
      "<>",
      "<", ">=", "AND", "OR", "NOT", "IS", "IN", "LIKE", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "abs(",
      "coalesce(", "date(", "matches(a, ", "\"q\"", "`", "'", "\"", "é", "\u{0}", "1e", "--", "text(", "least(",
    ]
    var random = Draw(seed: seed)
    let table = RowTable(columns: ["a", "b", "q"], rows: [["1", nil, "x"], [nil, "y", "2024-01-31"]])
    var read = 0
    for _ in 0..<4000 {
      let text = (0..<random.below(12)).map { _ in random.one(of: parts) }.joined(separator: " ")
      guard let expression = try? RowExpression(parsing: text) else { continue }
      read += 1
      #expect(try RowExpression(parsing: expression.description) == expression, "\(text)")
      #expect(try RowExpression(parsing: expression.description).description == expression.description)
      if expression.columns.allSatisfy(table.columns.contains) { _ = try table.outcomes(text) }
    }
    #expect(read > 10)
  }
}
