import Core
import DataQuality
import Testing

@Suite("Schemas of TensorFlow Data Validation")
struct TFDVTests {
  private func schema(_ feature: String, _ rest: String = "") throws -> DataContract {
    try FormatBench.contract("feature {\n  name: \"c\"\n  \(feature)\n}\n\(rest)", file: "schema.pbtxt")
  }

  @Test(
    "what a feature asks for",
    arguments: [
      ("type: INT", ["1"], ["1.5"], "type"),
      ("type: FLOAT", ["1.5", "2"], ["x"], "type"),
      ("type: INT int_domain { min: 1 max: 9 }", ["1", "9"], ["0", "10"], "int_domain"),
      (
        "type: FLOAT float_domain { name: 'f' min: -1.5f, max: 1e0 disallow_nan: true }", ["-1.5"], ["1.1"],
        "float_domain"
      ),
      (
        #"type: BYTES string_domain { value: "a" value: 'b\'' is_categorical: true }"#, ["a", "b'"], ["c"],
        "string_domain"
      ),
      ("type: BYTES domain: \"d\"", ["x", "y"], ["z"], "string_domain"),
      ("type: BYTES domain: \"n\"", ["1"], ["2", "x"], "int_domain"),
      ("type: INT bool_domain {}", ["0", "1"], ["2"], "bool_domain"),
      (#"type: BYTES bool_domain { true_value: "yes" false_value: "no" }"#, ["yes", "no"], ["true"], "bool_domain"),
      ("type: BYTES shape { dim { size: 1 } } value_count { min: 1 max: 1 }", ["x"], [], ""),
    ])
  func features(feature: String, good: [String], bad: [String], kind: String) throws {
    let contract = try schema(
      feature, "string_domain: <name: \"d\"; value: [\"x\", \"y\"]> int_domain { name: 'n' max: 1 }")
    for cell in good { #expect(try FormatBench.broken(in: CheckBench.table([cell, ""]), contract) == [], "\(cell)") }
    for cell in bad { #expect(try FormatBench.broken(cell, contract) == ["c.\(kind)"], "\(cell)") }
  }

  @Test(
    "presence, the mass of a domain, distinct values and the number of rows",
    arguments: [
      ("presence { min_fraction: 0.5 }", "", ["1", ""], ["1", "", ""], "c.min_fraction"),
      ("presence { min_count: 2 }", "", ["1", "2", ""], ["1", ""], "c.min_count"),
      ("presence: { min_fraction: 1.0 min_count: 1 }", "", ["1"], ["1", ""], "c.min_fraction"),
      (
        "string_domain { value: 'a' } distribution_constraints { min_domain_mass: 0.6 }", "", ["a", "a", "b"],
        ["a", "b"], "c.string_domain"
      ),
      ("unique_constraints { min: 2 max: 3 }", "", ["1", "2", "2"], ["1", "1"], "c.unique_constraints"),
      ("", "dataset_constraints { min_examples_count: 2 }", ["1", "2"], ["1"], "min_examples_count"),
      ("", "dataset_constraints { max_examples_count: 1 }", ["1"], ["1", "2"], "max_examples_count"),
    ])
  func amounts(feature: String, rest: String, good: [String], bad: [String], id: String) throws {
    let contract = try schema(feature, rest)
    #expect(try FormatBench.broken(in: CheckBench.table(good), contract) == [])
    #expect(try FormatBench.broken(in: CheckBench.table(bad), contract) == [id])
  }

  @Test("a column that no feature describes is an anomaly, one that is missing only where it has to be present")
  func columns() throws {
    let contract = try schema(
      "type: INT",
      "feature { name: 'd' presence { min_fraction: 1 } }\nfeature { name: 'e' lifecycle_stage: DEPRECATED }")
    #expect(contract.unsupported.map(\.message) == ["the feature 'e' is not checked: it is DEPRECATED"])
    #expect(try FormatBench.broken(in: "d,e\n1,1\n", contract) == ["unsupported"])
    #expect(try FormatBench.broken(in: "c,f\n1,1\n", contract) == ["new_column", "d.min_fraction", "unsupported"])
  }

  @Test("the text format: comments, escapes, lists, adjacent strings and either bracket")
  func text() throws {
    let contract = try FormatBench.contract(
      #"""
      # A comment; "feature" in it is none.
      feature: <
        name: "\143" # octal
        type: BYTES,
        string_domain { value: ["a" 'b', "\u00e4\x41", "\\\n"] };
      >
      """#, file: "schema.pbtxt")
    for cell in ["ab", "äA", "\\\n"] { #expect(try FormatBench.broken(cell, contract) == [], "\(cell)") }
    #expect(try FormatBench.broken("a", contract) == ["c.string_domain"])
  }

  @Test(
    "what is wrong or not supported is told with its place",
    arguments: [
      ("feature { name: \"c\" typ: INT }", "unknown key 'typ'", 1, 21),
      ("feature { name: \"c\"\n type: INTEGER }", "expected one of 5 words, found the text 'INTEGER'", 2, 8),
      ("feature { type: INT }", "the key 'name' is missing", 1, 9),
      ("feature { name: \"c\"\n type: STRUCT }", "the type STRUCT is not supported", 2, 8),
      ("feature { name: \"c\" domain: \"x\" }", "the schema has no domain 'x'", 1, 29),
      (
        "feature { name: \"c\" shape { dim { size: 2 } } }", "a shape other than { dim { size: 1 } } is not supported",
        1, 27
      ),
      ("feature { name: \"c\" value_count { min: 2 } }", "a number of values other than one is not supported", 1, 33),
      (
        "feature { name: \"c\" type: INT drift_comparator { infinity_norm { threshold: 0.1 } } }",
        "'infinity_norm' of numbers is not supported", 1, 64
      ),
      (
        "feature { name: \"c\" drift_comparator { jensen_shannon_divergence { source { type: QUANTILES } } } }",
        "the divergence of a histogram of quantiles is not supported", 1, 83
      ),
      ("feature { name: \"c\" skew_comparator { l_norm { } } }", "unknown key 'l_norm'", 1, 39),
      (
        "dataset_constraints { num_examples_drift_comparator { min_fraction: 1 } }", "unknown key 'min_fraction'", 1, 55
      ),
      ("feature { name: \"c\" ", "not the text of a protocol buffer: expected '}'", 1, 21),
      ("feature { name: \"c }", "not the text of a protocol buffer: a text does not end", 1, 21),
      ("feature { name \"c\" }", "not the text of a protocol buffer: expected ':' or '{' after 'name'", 1, 16),
      ("feature { name: \"\\q\" }", "not the text of a protocol buffer: there is no escape like this", 1, 20),
      ("feature { name: }", "not the text of a protocol buffer: expected a value", 1, 17),
    ])
  func wrong(text: String, message: String, line: Int, column: Int) {
    let found = FormatBench.diagnostics(text)
    #expect(found.map(\.message) == [message])
    #expect(found.first?.place?.line == line)
    #expect(found.first?.place?.column == column)
  }
}
