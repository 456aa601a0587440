import Core
import Testing
import YAML

@Suite("Text written into YAML is read back as the same text")
struct YAMLTextTests {
  static let hostile = [
    "", " ", "a", "a b", " a", "a ", "a: b", "a:", "#", "a #b", "- a", "?", "? a", "!tag", "&anchor", "*alias", "|",
    ">",
    "%d", "@x", "`x`", "{a", "a}", "[a", "a]", "a,b", "'", "''", "it's", "\"", "\\", "\\n", "a\nb", "\n", "a\n", "\r\n",
    "\t", "\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{A0}", "\u{AD}", "\u{2028}", "\u{202E}evil", "\u{FEFF}", "\u{FFFD}",
    "\u{FFFE}", "\u{E000}", "\u{1F600}", "\u{10FFFF}", "é", "e\u{301}", "日本", "null", "Null", "~", "true", "No", "on",
    "y", "1", "1.5", "1e3", ".5", ".inf", "0x1", "0o7", "1_000", "12:30", "2024-01-01", "-", "--", "---", "...", "<<",
    "=",
    "yes'no\"", "a\u{1B}[31m", "model (v2)", "data/x.csv", String(repeating: "long ", count: 200),
  ]

  private func read(_ document: String) throws -> YAMLReader {
    YAMLReader(try YAMLNode(parsing: Array(document.utf8), file: "x.yaml"), problems: YAMLProblems())
  }

  @Test("as a value, as a key, in a flow list and in a flow mapping", arguments: hostile)
  func roundTrip(text: String) throws {
    let scalar = YAMLText.scalar(text)
    #expect(!scalar.contains("\n"), "one line")
    let value = try read("a: \(scalar)\n").mapping()?.optional("a")?.string()
    #expect(value.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    let entries = try read("\(scalar): b\n").mapping()?.entries.map(\.name)
    #expect(entries == [text])
    #expect(try read("[\(scalar), \(scalar)]\n").strings() == [text, text])
    #expect(try read("{a: \(scalar), b: c}\n").mapping()?.optional("a")?.string() == text)
    #expect(try read("- \(scalar)\n").list()?.first?.bool() == nil, "text is never a truth value")
  }

  @Test("whatever the text: 2,000 of them drawn from the characters that matter")
  func random() throws {
    let alphabet = Array("ab10 :#-'\"\\,[]{}&*!|>%@`\n\t\r\u{0}\u{1B}\u{85}\u{2028}\u{FEFF}é日~.?=".unicodeScalars)
    var state: UInt64 = 1
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<(state % 9) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.unicodeScalars.append(alphabet[Int((state >> 33) % UInt64(alphabet.count))])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let scalar = YAMLText.scalar(text)
      let list = try read("- {\(scalar): \(scalar)} # \(YAMLText.comment(text))\n").list()
      let entry = list?.first?.mapping()?.entries.first
      #expect(entry?.name == text && entry?.value.string() == text, "\(text.debugDescription)")
    }
  }
}
