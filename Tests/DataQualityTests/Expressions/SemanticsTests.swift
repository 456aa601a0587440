import DataQuality
import Scan
import Testing

@Suite("A rule's expression")
struct SemanticsTests {
  /// One row: numbers, texts, dates, truths, and a null.
  private static let row: [(String, String?)] = [
    ("a", "7"), ("b", "2.5"), ("zero", "0"), ("none", nil), ("word", "Grüße"), ("quoted", "say \"hi\" 100%"),
    ("padded", "  x "), ("day", "2024-02-29"), ("moment", "2024-02-29T23:30:00-01:00"), ("yes", "TRUE"),
    ("no", "false"),
    ("two words", "1"), ("ten", "10"), ("nine", "9"), ("order", "x"),
  ]

  private func say(_ text: String) throws -> Truth {
    let table = RowTable(columns: Self.row.map(\.0), rows: [Self.row.map(\.1)])
    return try #require(table.outcomes(text).first)
  }

  @Test(
    "is true where it holds",
    arguments: [
      "a = 7", "a == 7.0", "a <> b", "a != b", "b < a", "a >= 7 AND b <= 2.5", "1 + 2 * 3 = 7", "(1 + 2) * 3 = 9",
      "-a + 7 = 0", "- -a = a", "10 - 4 - 3 = 3", "7 / 2 = 3.5", "7 % 4 = 3", "-7 % 4 = -3", "mod(7.5, 2) = 1.5",
      "a + b > 9 and not b > 9", "word = 'Grüße'", "word || '!' = 'Grüße!'", "'it''s' = 'it' || '''' || 's'",
      "quoted = 'say \"hi\" 100%'", "\"two words\" = 1", "`two words` = 1", "\"order\" = 'x'", "ten > nine",
      "word > ten", "ten IN (nine, ten)", "length(word) = 5", "upper(word) = 'GRÜSSE'", "lower('ABC') = 'abc'",
      "trim(padded) = 'x'", "substring(word, 3) = 'üße'", "substring(word, 3, 1) = 'ü'", "substring(word, 0, 3) = 'Gr'",
      "substring(word, 9) = ''", "word LIKE 'Gr__e'", "word LIKE '%ü%e'", "word NOT LIKE 'gr%'",
      "quoted LIKE '%\\%' OR TRUE",
      "starts_with(word, 'Gr')", "ends_with(word, 'ße')", "contains(quoted, '\"hi\"')", "NOT contains(word, 'x')",
      "matches(word, '^G\\w+') AND matches(quoted, '\\d{3}%$')", "concat(word, none, 'x') = 'Grüßex'",
      "a BETWEEN 7 AND 8", "a NOT BETWEEN 8 AND 9", "a IN (1, 7)", "a NOT IN (1, 2)", "-1 IN (-1)",
      "word IN ('x', 'Grüße')",
      "none IS NULL", "a IS NOT NULL", "word IS NOT NULL", "yes", "yes IS TRUE", "no IS FALSE", "yes <> no", "NOT no",
      "none IS NOT TRUE", "(none = 1) IS NOT FALSE", "(a > 1) = (b > 1)", "coalesce(none, a) = 7",
      "coalesce(none, none, 'x') = 'x'", "coalesce(none, a) > coalesce(none, b)", "nullif(a, 7) IS NULL",
      "nullif(a, b) = 7", "least(a, b, 1) = 1", "greatest(a, b) = 7", "abs(-3) = 3", "round(2.5) = 3",
      "round(-2.5) = -3",
      "round(2.345, 1) = 2.3", "round(1234, -2) = 1200", "floor(-1.5) = -2", "ceil(1.2) = 2", "sqrt(9) = 3",
      "ln(exp(1)) = 1", "log10(1000) = 3", "power(2, 10) = 1024", "number('1e3') = 1000", "number(ten) = 10",
      "text(7.0) = '7'", "text(a) || 'x' = '7x'", "day = date('2024-02-29')", "day > date('2024-02-28')",
      "date(moment) = date('2024-03-01')", "moment = timestamp('2024-03-01 00:30')",
      "year(day) = 2024 AND month(day) = 2",
      "day(day) = 29", "day(moment) = 1", "days_between(day, moment) = 1",
      "days_between(day, date('2023-03-01')) = -365",
      "day BETWEEN date('2024-01-01') AND date('2024-12-31')", "greatest(day, date('2025-01-01')) = date('2025-01-01')",
      "day(date('1600-02-29')) = 29", "year(date('0001-01-01')) = 1", "all_distinct(a, b, ten)",
      "all_distinct(a, none, none)", "NOT all_distinct(a, b, 7)", "CASE WHEN a > 5 THEN 'big' ELSE 'small' END = 'big'",
      "CASE WHEN a > 9 THEN 1 WHEN b > 2 THEN 2 END = 2", "CASE WHEN none = 1 THEN FALSE ELSE TRUE END",
      "CASE WHEN zero <> 0 THEN a / zero ELSE 1 END = 1", "1e3 = 1000 AND .5 = 0.5",
    ])
  func holds(text: String) throws {
    #expect(try say(text) == .true)
    #expect(try say("NOT (\(text))") == .false)
  }

  @Test(
    "is unknown where a null decides, as in SQL",
    arguments: [
      "none = 1", "none <> 1", "none = none", "none = NULL", "a > NULL", "none + 1 > 0", "none AND yes",
      "NULL OR FALSE",
      "none IN (1, 2)", "a IN (1, NULL)", "a NOT IN (1, NULL)", "a BETWEEN 1 AND none", "none LIKE 'x%'",
      "word || none = 'x'", "CASE WHEN no THEN 1 END = 1", "least(a, none) = 1", "length(none) = 0",
      "nullif(a, 7) > 0", "date(none) = day", "none", "NULL", "coalesce(none, NULL) = 1",
    ])
  func unknown(text: String) throws {
    #expect(try say(text) == .unknown)
    #expect(try say("NOT (\(text))") == .unknown)
    #expect(try say("(\(text)) IS TRUE") == .false)
  }

  @Test(
    "is invalid where something has no answer, which no word around it makes a pass",
    arguments: [
      "word > 1", "a + word = 1", "a / zero > 0", "a % zero = 0", "sqrt(-1) > 0", "ln(zero) < 0", "exp(1000) > 0",
      "word > date('2024-01-01')", "a > date('2024-01-01')", "number(word) IS NULL", "word IS TRUE", "word AND yes",
      "round(a, 0.5) = 7", "substring(word, 1.5) = 'x'", "substring(word, 1, -1) = ''", "coalesce(number(word), 1) = 1",
      "a / zero IS NOT NULL", "a IN (word + 1, 1)", "CASE WHEN word > 1 THEN 1 ELSE 1 END = 1", "none + word > 1",
      "none = 1 AND word > 1", "none = 1 OR word > 1", "all_distinct(a / zero, 1)", "(a / zero > 1) IS FALSE",
      "matches('" + String(repeating: "a", count: 40) + "', '^(a+)+b|^(a|aa)*$(?<!a)')",
    ])
  func invalid(text: String) throws {
    #expect(try say(text) == .invalid)
    #expect(try say("NOT (\(text))") == .invalid)
    #expect(try say("(\(text)) AND FALSE") == .false)
    #expect(try say("(\(text)) OR TRUE") == .true)
  }

  @Test("reads values of typed columns as what they are")
  func typed() throws {
    var amount = TypedColumn(.number)
    amount.count = 2
    amount.rows = [0, 2]
    amount.values.numbers = [1.5, 3]
    var day = TypedColumn(.date)
    day.count = 3
    day.values.numbers = [0, 86_400, 172_800]
    let columns = [SourceColumn("amount", .number), SourceColumn("day", .date)]
    let expression = try RowExpression(parsing: "amount > 2 AND day > date('1970-01-01')")
    try expression.check(columns: columns)
    var evaluator = RowEvaluator(expression, columns: columns)
    #expect(evaluator.needs.map(\.needs) == [.numbers, .numbers])
    let nothing: [UInt8] = []
    let batch = CellBatch(rows: 3, typed: [amount, day])
    #expect(evaluator.evaluate(batch, nothing.span, firstRow: 0) == [.false, .unknown, .true])
  }

  @Test(
    "compares typed columns of one sort without their text, and NaN is invalid",
    arguments: [(ColumnType.number, ColumnType.integer), (.date, .timestamp)])
  func besides(first: ColumnType, second: ColumnType) throws {
    var (a, b) = (TypedColumn(first), TypedColumn(second))
    (a.count, b.count) = (3, 3)
    a.values.numbers = [10, .nan, 2]
    b.values.numbers = [9, 9, 9]
    let columns = [SourceColumn("a", first), SourceColumn("b", second)]
    var evaluator = RowEvaluator(try RowExpression(parsing: "a > b"), columns: columns)
    #expect(evaluator.needs.map(\.needs) == [.numbers, .numbers])
    let nothing: [UInt8] = []
    #expect(
      evaluator.evaluate(CellBatch(rows: 3, typed: [a, b]), nothing.span, firstRow: 0) == [.true, .invalid, .false])
  }

  @Test("says the same on any number of threads, chunk for chunk")
  func threads() throws {
    let rows = (0..<2000).map { ["\($0)", $0 % 7 == 0 ? nil : "\($0 % 5)", "t\($0 % 3)\"q"] }
    let table = RowTable(columns: ["a", "b", "t"], rows: rows)
    let text = "a % 5 = b AND matches(t, '[01]') AND lower(upper(t)) = t"
    let expected = (0..<2000).map { row -> Truth in
      row % 3 == 2 ? .false : row % 7 == 0 ? .unknown : .true
    }
    #expect(try table.outcomes(text) == expected)
    #expect(try table.outcomes(text, threads: 4) == expected)
  }
}
