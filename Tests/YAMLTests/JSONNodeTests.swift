import Core
import Testing
import YAML

@Suite("JSON documents are read as YAML's are, with their places")
struct JSONNodeTests {
  /// The node as the value that it stands for.
  private func value(_ node: YAMLNode) -> JSON {
    switch node.content {
    case .scalar(let text, plain: false): .string(text)
    case .scalar(let text, plain: true):
      node.isNull ? .null : node.boolean.map { .bool($0) } ?? Double(text).map { .number($0) } ?? .string(text)
    case .sequence(let elements): .array(elements.map(value))
    case .mapping(let members):
      .object(
        Dictionary(
          members.map { member in
            if case .scalar(let name, _) = member.key.content { (name, value(member.value)) } else { ("", .null) }
          }
        ) { _, last in last })
    }
  }

  @Test(
    "what FoundationEssentials reads is read as the same",
    arguments: [
      "{}", "[]", " [ ] ", "null", "true", "\"\"", "0", "-0.5e-3", "1E+2", "12345678901234567890",
      #"{"a": [1, "1", null, {"b": false}], "c": {}}"#, "{\t\"a\"\r\n:\n1 ,\"b\":2}",
      #""\"\\\/\b\f\n\r\t""#, #""\u00e9\u20AC\ud83d\ude00""#, #""😀 é""#, #""null""#, #""~""#, #"{"": {"": ""}}"#,
      "{\"\(String(repeating: "k", count: 3000))\": 1}",
    ])
  func same(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(try value(YAMLNode(json: bytes, file: "x.json")) == JSON(parsing: bytes, file: "x.json"))
  }

  @Test(
    "what is no JSON is refused with line and column",
    arguments: [
      ("", "x.json: the file is empty"), ("{\n  \"a\": 1,\n  \"a\": 2\n}", "x.json:3:3: the key 'a' stands here twice"),
      ("[1, 2", "x.json:1:6: not a JSON document: expected ',' or ']'"), ("[1,]", "x.json:1:4"),
      ("{a: 1}", "x.json:1:2: not a JSON document: expected a key in quotation marks"), ("{\"a\" 1}", "expected ':'"),
      ("{\"a\": 1,}", "x.json:1:9"), ("[NaN]", "x.json:1:2: not a JSON document: 'NaN' is no value"),
      ("[01]", "'01' is no value"), ("[1.]", "'1.' is no value"), ("[.5]", "'.5' is no value"), ("[+1]", "is no value"),
      ("[-]", "'-' is no value"), ("[1e]", "is no value"), ("True", "'True' is no value"), ("'a'", "expected a value"),
      ("\"a", "a text does not end"), ("\"a\nb\"", "has to be escaped"), (#""\x""#, "no escape like this"),
      (#""\ud800""#, "half of a surrogate pair"), (#""\ud800\u0041""#, "half of a surrogate pair"),
      (#""\u12""#, "four hexadecimal digits"), ("1 2", "x.json:1:3: not a JSON document: something follows its end"),
      (String(repeating: "[", count: 200), "nested too deeply"),
    ])
  func refused(text: String, message: String) {
    #expect { try YAMLNode(json: Array(text.utf8), file: "x.json") } throws: { error in
      (error as? Failure)?.description.contains(message) ?? false
    }
  }

  @Test("what Python writes for numbers that are not finite is read where it is allowed, and only there")
  func nonFinite() throws {
    let bytes = Array("[NaN, Infinity, -Infinity]".utf8)
    guard case .sequence(let elements) = try YAMLNode(json: bytes, file: "x", allowsNonFinite: true).content else {
      Issue.record("not a list")
      return
    }
    #expect(elements.map(\.kind) == ["the number NaN", "the number Infinity", "the number -Infinity"])
    #expect(throws: Failure.self) { try YAMLNode(json: bytes, file: "x") }
    #expect(throws: Failure.self) { try YAMLNode(json: Array("nan".utf8), file: "x", allowsNonFinite: true) }
  }

  @Test("readers tell where in the document a value of the wrong kind stands")
  func places() throws {
    let problems = YAMLProblems()
    let text = "{\n  \"list\": [\n    {\"count\": \"3\"}\n  ]\n}"
    let root = YAMLReader(try YAMLNode(json: Array(text.utf8), file: "x.json"), problems: problems)
    _ = root.mapping()?.optional("list")?.list()?.first?.mapping()?.optional("count")?.integer()
    #expect(
      problems.diagnostics.map(\.text) == [
        "x.json:3:15: expected a whole number, found the text '3' (at list[0].count)"
      ])
  }
}
