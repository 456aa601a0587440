import DataQuality
import Testing

@Suite("Simple patterns are searched without PCRE2, which would say the same")
struct PatternTests {
  @Test(
    "simple enough",
    arguments: [
      #"^[^@]+@[^@]+\.com$"#, #"^[A-Z]{3}-\d{4}$"#, #"\A\d{4}-(?:0[1-9]|1[0-2])\z"#, "^(yes|no)$", #"^\w+\s?\w*$"#,
      "abc", "^$", "", "^[]a-]+?$", "a|^b|c$", "x{2,3}y{1,}",
    ])
  func simple(pattern: String) {
    #expect(PatternAutomaton(pattern) != nil)
  }

  @Test(
    "left to PCRE2",
    arguments: [
      "(?i)abc", "(?=a)a", #"(a)\1"#, #"\bword"#, "a++", "é", "[[:alpha:]]", #"\p{L}"#, "a{,2}", "(a$|b)", "^{",
      "(*UTF)a",
      #"^[0-9a-f]{8}-[0-9a-f]{4}$"#, "(?#x)a", #"[\d-z]"#, #"a\Z"#,
    ])
  func others(pattern: String) {
    #expect(PatternAutomaton(pattern) == nil)
  }

  @Test("drawn patterns are found in drawn texts as PCRE2 finds them", arguments: 0..<8)
  func drawn(seed: UInt64) throws {
    var random = Drawing(state: seed)
    var automatic = 0
    for _ in 0..<400 {
      let pattern = random.pattern()
      guard let automaton = PatternAutomaton(pattern) else { continue }
      automatic += 1
      let expression = try RegularExpression(pattern)
      for _ in 0..<60 {
        let text = Array((".." + random.text() + "b").utf8)
        let range = 2..<text.count - 1
        let found = automaton.search(text.span, range)
        if !text.allSatisfy({ $0 < 0x80 }) {
          #expect(found == nil)
          continue
        }
        // What PCRE2 gives up, an automaton decides.
        guard let expected = expression.search(text.span, range) else { continue }
        #expect(found == expected, "\(pattern) in \(String(decoding: text[range], as: UTF8.self).debugDescription)")
      }
    }
    #expect(automatic > 150)
  }
}

private struct Drawing {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  private mutating func one(of texts: [String]) -> String { texts[below(texts.count)] }

  mutating func text() -> String {
    (0..<below(9)).map { _ in one(of: ["a", "b", "b", "1", "-", ".", "\n", "@", " ", "]", below(40) == 0 ? "é" : "a"]) }
      .joined() + (below(5) == 0 ? "\n" : "")
  }

  mutating func pattern() -> String {
    let alternatives = (0...below(2)).map { _ in
      one(of: ["^", "\\A", "", ""]) + sequence(depth: 2) + one(of: ["$", "\\z", "", ""])
    }
    return alternatives.joined(separator: "|")
  }

  private mutating func sequence(depth: Int) -> String { (0..<below(4)).map { _ in element(depth) }.joined() }

  private mutating func element(_ depth: Int) -> String {
    let atom =
      depth > 0 && below(4) == 0
      ? one(of: ["(", "(?:"]) + sequence(depth: depth - 1) + (below(2) == 0 ? "|" + sequence(depth: depth - 1) : "")
        + ")"
      : one(of: ["a", "b", "1", "\\.", ".", "@", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\n", "-", classes()])
    return atom + one(of: ["", "", "", "+", "*", "?", "{2}", "{1,2}", "{0,}", "+?", "*?", "{0}", "++"])
  }

  private mutating func classes() -> String {
    let parts = (0...below(3)).map { _ in
      one(of: ["a", "a-b", "\\d", "\\s", "-", "1-9", "]", "@", "^", ".", "\\-", "\\]"])
    }
    return "[" + one(of: ["", "^"]) + parts.joined() + "]"
  }
}
