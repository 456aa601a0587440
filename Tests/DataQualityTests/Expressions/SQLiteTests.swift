import Core
import DataQuality
import TestSupport
import Testing

/// Drawn expressions that mean the same in SQLite, where columns n… are REAL and t… TEXT.
private struct DrawnSQL {
  var random: Draw

  mutating func condition(_ depth: Int) -> String {
    if depth == 0 {
      return random.one(of: ["n1 > n2", "t1 = t2", "n3 IS NULL", "TRUE", "FALSE", "NULL", "t3 LIKE '%a%'"])
    }
    let less = depth - 1
    switch random.below(14) {
    case 0, 1: return "(\(condition(less)) AND \(condition(less)))"
    case 2, 3: return "(\(condition(less)) OR \(condition(less)))"
    case 4: return "NOT \(condition(less))"
    case 5: return "\(number(less)) IS \(negated)NULL"
    case 6: return "(\(condition(less))) IS \(negated)\(random.one(of: ["TRUE", "FALSE"]))"
    case 7:
      return "\(number(less)) \(negated)IN (\((0...random.below(3)).map { _ in number(0) }.joined(separator: ", ")))"
    case 8: return "\(text(less)) \(negated)IN ('a', \(text(0)), NULL)"
    case 9: return "\(number(less)) \(negated)BETWEEN \(number(less)) AND \(number(less))"
    case 10: return "\(text(less)) \(negated)LIKE \(random.one(of: ["'%a%'", "'_b%'", "'%é_'", "'a%b%'", "t2"]))"
    case 11: return "\(text(less)) \(comparison) \(text(less))"
    case 12: return "CASE WHEN \(condition(less)) THEN \(condition(less)) ELSE \(condition(less)) END"
    default: return "\(number(less)) \(comparison) \(number(less))"
    }
  }

  private var negated: String { mutating get { random.one(of: ["", "NOT "]) } }
  private var comparison: String { mutating get { random.one(of: ["=", "<>", "<", "<=", ">", ">=", "==", "!="]) } }

  private mutating func number(_ depth: Int) -> String {
    if depth == 0 { return random.one(of: ["n1", "n2", "n3", "n1", "n2", "0.0", "1.0", "2.5", "-3.0", "1e2"]) }
    let (a, b) = (number(depth - 1), number(depth - 1))
    switch random.below(17) {
    case 0: return "(\(a) + \(b))"
    case 1: return "\(a) - \(b)"
    case 2: return "(\(a)) * (\(b))"
    case 3: return "(\(a)) / (abs(\(b)) + 1.0)"
    case 4: return "mod(\(a), abs(\(b)) + 0.5)"
    case 5: return "-(\(a))"
    case 6: return "abs(\(a))"
    case 7: return "floor(\(a)) + ceil(\(b))"
    case 8: return "sqrt(abs(\(a)))"
    case 9: return "ln(abs(\(a)) + 1.0) + log10(abs(\(b)) + 1.0)"
    case 10: return "power(least(abs(\(a)), 3.0), 2.0)"
    case 11: return "greatest(\(a), \(b))"
    case 12: return "coalesce(n3, \(a), \(b))"
    case 13: return "nullif(\(a), \(b))"
    case 14: return "length(\(text(depth - 1)))"
    case 15: return "CASE WHEN \(condition(depth - 1)) THEN \(a) WHEN \(condition(depth - 1)) THEN \(b) END"
    default: return "round(n\(random.below(3) + 1))"
    }
  }

  private mutating func text(_ depth: Int) -> String {
    if depth == 0 { return random.one(of: ["t1", "t2", "t3", "t1", "'a'", "'it''s'", "'ab'"]) }
    let (a, b) = (text(depth - 1), text(depth - 1))
    switch random.below(8) {
    case 0: return "(\(a) || \(b))"
    case 1: return "lower(\(a))"
    case 2: return "upper(\(a))"
    case 3: return "trim(\(a))"
    case 4: return "substring(\(a), \(random.below(3) + 1).0, \(random.below(3)).0)"
    case 5: return "coalesce(t3, \(a))"
    case 6: return "nullif(\(a), \(b))"
    default: return "CASE WHEN \(condition(depth - 1)) THEN \(a) ELSE \(b) END"
    }
  }
}

@Suite("An expression says what SQLite says")
struct SQLiteTests {
  private static let columns = ["n1", "n2", "n3", "t1", "t2", "t3"]

  private static func rows(_ random: inout Draw) -> [[String?]] {
    let numbers: [String?] = [nil, "0", "1", "-1", "2.5", "-3.75", "7", "100", "-0.5", "3.5"]
    let texts: [String?] = [nil, "a", "b", "ab", "xb", "né!", "aXbY", " pad ", "it's", "ÄÖ\"x\""]
    return (0..<24).map { _ in (0..<6).map { $0 < 3 ? random.one(of: numbers) : random.one(of: texts) } }
  }

  /// Asks SQLite, which names `least` and `greatest` otherwise; its `lower` and `upper` know ASCII only.
  private static let script = """
    import json, sqlite3, sys
    task = json.load(open(sys.argv[1], encoding='utf-8'))
    base = sqlite3.connect(':memory:')
    base.execute('PRAGMA case_sensitive_like = ON')
    base.create_function('lower', 1, lambda x: None if x is None else x.lower(), deterministic=True)
    base.create_function('upper', 1, lambda x: None if x is None else x.upper(), deterministic=True)
    base.execute('CREATE TABLE r (n1 REAL, n2 REAL, n3 REAL, t1 TEXT, t2 TEXT, t3 TEXT)')
    base.executemany('INSERT INTO r VALUES (?,?,?,?,?,?)', task['rows'])
    for text in task['expressions']:
        text = text.replace('least(', 'min(').replace('greatest(', 'max(')
        rows = base.execute('SELECT ' + text + ' FROM r ORDER BY rowid').fetchall()
        print(''.join('?' if row[0] is None else 'T' if row[0] else 'F' for row in rows))
    """

  @Test("of drawn rows with nulls", arguments: 0..<6)
  func drawn(seed: Int) throws {
    var random = Draw(seed: seed)
    let rows = Self.rows(&random)
    var drawn = DrawnSQL(random: random)
    let expressions = (0..<250).map { drawn.condition(1 + $0 % 4) }
    let directory = TemporaryDirectory()
    let task = JSON.object([
      "rows": .array(rows.map { .array($0.map { $0.map(JSON.string) ?? .null }) }),
      "expressions": .array(expressions.map(JSON.string)),
    ])
    try Files.replace(directory("task.json"), with: task.canonical)
    try directory.write("ask.py", Self.script)
    let answer = Command.run(["/usr/bin/python3", "ask.py", "task.json"], in: directory.path)
    #expect(answer.code == 0, "\(answer.errors)")
    let lines = answer.output.split(separator: "\n")
    try #require(lines.count == expressions.count)
    let table = RowTable(columns: Self.columns, rows: rows)
    var seen: Set<Character> = []
    for (text, line) in zip(expressions, lines) {
      let said = try table.outcomes(text).map { outcome -> Character in
        switch outcome {
        case .true: "T"
        case .false: "F"
        case .unknown: "?"
        default: "!"
        }
      }
      seen.formUnion(said)
      #expect(String(said) == line, "\(text)")
      let canonical = try RowExpression(parsing: text).description
      #expect(try RowExpression(parsing: canonical).description == canonical)
    }
    #expect(seen == ["T", "F", "?"])
  }
}
