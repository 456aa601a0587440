import Core
import DataQuality
import Testing

@Suite("JSON Schemas of rows")
struct JSONSchemaTests {
  private func schema(_ property: String, _ rest: String = "") throws -> DataContract {
    try FormatBench.contract(#"{"properties": {"c": \#(property)}\#(rest)}"#)
  }

  @Test(
    "every keyword, on the JSON values of a row",
    arguments: [
      (#"{"type": "integer"}"#, ["1", "1.0", "-2e1"], ["1.5", "\"1\"", "null", "true", "[]"], "type"),
      (#"{"type": "number"}"#, ["1", "1.5"], ["\"1\"", "null", "{}"], "type"),
      (#"{"type": "string"}"#, ["\"1\"", "\"\""], ["1", "null", "false"], "type"),
      (#"{"type": "boolean"}"#, ["true", "false"], ["\"true\"", "0"], "type"),
      (#"{"type": "null"}"#, ["null"], ["0", "\"\""], "type"),
      (#"{"type": ["integer", "null"]}"#, ["1", "null"], ["\"1\"", "0.5"], "type"),
      (#"{"type": ["array", "object"]}"#, ["[1]", "{\"a\": 1}"], ["1", "\"[\""], "type"),
      (#"{"type": "number", "minimum": 2}"#, ["2"], ["1.9"], "minimum"),
      (#"{"maximum": 2}"#, ["2", "\"3\"", "true"], ["2.1"], "maximum"),
      (#"{"type": "number", "exclusiveMinimum": 2}"#, ["2.1"], ["2"], "exclusiveMinimum"),
      (#"{"type": "number", "exclusiveMaximum": 2}"#, ["1.9"], ["2"], "exclusiveMaximum"),
      (#"{"type": "number", "multipleOf": 0.1}"#, ["0.3", "-1"], ["0.25"], "multipleOf"),
      (#"{"type": "string", "minLength": 2}"#, ["\"äö\""], ["\"ä\"", "\"\""], "minLength"),
      (#"{"type": "string", "maxLength": 2}"#, ["\"äö\"", #""\u00e4\u00f6""#], ["\"abc\""], "maxLength"),
      (#"{"type": "string", "minLength": 2}"#, ["\"ab\""], [#""\u00e4""#, #""\ud83d\ude00""#], "minLength"),
      (#"{"type": "string", "pattern": "b+$"}"#, ["\"abb\""], ["\"ba\"", "\"b\\n\""], "pattern"),
      (#"{"type": ["string", "null"], "pattern": "^b"}"#, ["\"b\"", "null"], ["\"a\""], "pattern"),
      (#"{"enum": ["a", "b"]}"#, ["\"a\""], ["\"c\""], "enum"),
      (#"{"enum": ["1"]}"#, ["\"1\""], ["1"], "type"),
      (#"{"enum": [1, 2.5]}"#, ["1.0", "2.5"], ["3"], "enum"),
      (#"{"enum": [1]}"#, ["1"], ["\"1\"", "null"], "type"),
      (#"{"enum": ["a", null]}"#, ["\"a\"", "null"], ["\"b\""], "enum"),
      (#"{"const": null}"#, ["null"], ["0", "\"\""], "type"),
      (#"{"const": true}"#, ["true"], ["false"], "const"),
      (#"{"type": "string", "format": "date"}"#, ["\"2024-02-29\""], ["\"2023-02-29\"", "\"2024-2-1\""], "format"),
      (
        #"{"type": "string", "format": "date-time"}"#,
        ["\"2024-02-29T12:00:00Z\"", "\"2024-02-29T12:00:00.5+01:00\""],
        ["\"2024-02-29T12:00:00\"", "\"2023-02-29T12:00:00Z\"", "\"2024-02-29 12:00:00Z\"", "\"\""], "format"
      ),
      (#"{"type": "string", "format": "time"}"#, ["\"12:00:00Z\""], ["\"12:00:00\"", "\"24:00:00Z\""], "format"),
      (
        #"{"type": "string", "format": "duration"}"#, ["\"P1Y2M\"", "\"PT1H\""], ["\"P\"", "\"P1Y2D\"", "\"PT1H5S\""],
        "format"
      ),
      (#"{"type": "string", "format": "email"}"#, ["\"a@b.example\""], ["\"a\""], "format"),
      (#"{"type": "string", "format": "uuid"}"#, ["\"6a2f41a3-c54c-fce8-32d2-0324e1c32e22\""], ["\"6a2f\""], "format"),
      (#"{"type": "string", "format": "uri"}"#, ["\"urn:a:b\""], ["\"a b\"", "\"/x\""], "format"),
      (#"{"type": "string", "format": "ipv4"}"#, ["\"127.0.0.1\""], ["\"127.0.0.256\""], "format"),
      (#"{"type": "string", "format": "ipv6"}"#, ["\"::1\""], ["\":1\""], "format"),
      (#"{"type": "string", "format": "hostname"}"#, ["\"a.example\""], ["\"-a\""], "format"),
      (#"{"allOf": [{"type": "number", "minimum": 1}, {"maximum": 3}]}"#, ["2"], ["4"], "maximum"),
      (#"{"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}"#, ["2", "null"], ["0"], "minimum"),
      (#"{"anyOf": [{"type": "integer"}, {"type": "null"}]}"#, ["2", "null"], ["\"2\""], "type"),
      (#"{"oneOf": [{"type": "null"}, {"enum": ["a"]}]}"#, ["\"a\"", "null"], ["\"b\""], "enum"),
    ])
  func keywords(property: String, good: [String], bad: [String], kind: String) throws {
    // A row that holds keeps each rule from having nothing to check.
    let contract = try schema(property)
    for value in good {
      let broken = try FormatBench.broken(inLines: "{\"c\": \(good[0])}\n{\"c\": \(value)}\n{}\n", contract)
      #expect(broken == [], "\(value)")
    }
    for value in bad {
      let report = try FormatBench.run(lines: "{\"c\": \(value)}\n{\"c\": \(good[0])}\n", contract)
      let failing = report.rules.filter { $0.verdict == .fail }
      #expect(failing.contains { $0.id == "c.\(kind)" && $0.violating == 1 }, "\(value)")
    }
  }

  @Test("required is about being there, and null is there")
  func presence() throws {
    let contract = try schema(#"{"type": ["string", "null"]}, "d": true"#, #", "required": ["c"]"#)
    let report = try FormatBench.run(lines: "{\"c\": null}\n{\"c\": \"\"}\n{\"d\": 1}\n", contract)
    let required = try #require(report.rules.first { $0.id == "c.required" })
    #expect(required.violating == 1)
    #expect(required.samples.map(\.row) == [3])
    #expect(report.rules.first { $0.id == "c.type" }?.checked == 2)
    #expect(try FormatBench.broken(inLines: "{\"d\": 1}\n", contract) == ["c.required"])
  }

  @Test("in CSV an empty cell is not there, and text is read as what the type asks for")
  func csv() throws {
    let contract = try FormatBench.contract(
      """
      {"properties": {"a": {"type": "integer", "maximum": 9}, "b": {"type": "boolean"}, "c": {"type": "string"},
       "d": {"type": ["number", "null"]}}, "required": ["a"], "additionalProperties": false}
      """)
    #expect(try FormatBench.broken(in: "a,b,c,d\n1,true,1,0.5\n9,,,\n", contract) == [])
    #expect(try FormatBench.broken(in: "a,b,c\n1,true,1\n", contract) == [])
    #expect(
      try FormatBench.broken(in: "a,b,e\n,true,1\n1.5,x,1\n10,true,\n", contract)
        == ["a.required", "additionalProperties", "a.type", "a.maximum", "b.type"])
  }

  @Test(
    "parts of the document are referred to by name",
    arguments: [
      "https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema",
      "http://json-schema.org/draft-07/schema#", "http://json-schema.org/draft-06/schema",
    ])
  func references(draft: String) throws {
    let contract = try FormatBench.contract(
      """
      {"$schema": "\(draft)", "title": "t", "type": "object", "allOf": [{"$ref": "#/definitions/base"}],
       "properties": {"c": {"$ref": "#/$defs/a~1b%25"}},
       "$defs": {"a/b%": {"$ref": "#/definitions/small"}},
       "definitions": {"small": {"type": "integer", "maximum": 9}, "base": {"required": ["c"], "x-note": 1}}}
      """, object: "t")
    #expect(contract.name == "t")
    #expect(try FormatBench.broken(inLines: "{\"c\": 10}\n{\"d\": 1}\n", contract) == ["c.required", "c.maximum"])
  }

  @Test(
    "what is wrong or not supported is told with its place",
    arguments: [
      (#""c": {"type": "int"}"#, "expected one of 7 words, found the text 'int'", "properties.c.type"),
      (#""c": {"minimum": null}"#, "'minimum' is null, which no keyword may be", "properties.c.minimum"),
      (#""c": {"minimun": 1}"#, "unknown key 'minimun'", "properties.c"),
      (#""c": {"type": "string", "minimum": 1}"#, "'minimum' says nothing of the type string", "properties.c.minimum"),
      (
        #""c": {"type": "integer", "format": "date"}"#, "'format' says nothing of the type integer",
        "properties.c.format"
      ),
      (
        #""c": {"pattern": "x"}"#, "'pattern' of a property of other types than string is not supported",
        "properties.c.pattern"
      ),
      (
        #""c": {"type": "string", "pattern": "("}"#,
        "the pattern does not compile: missing closing parenthesis at offset 1", "properties.c.pattern"
      ),
      (#""c": {"type": "string", "format": "iri"}"#, "the format 'iri' is not supported", "properties.c.format"),
      (#""c": {"enum": [1, "1"]}"#, "a set of values of several types is not supported", "properties.c.enum"),
      (#""c": {"enum": [[1]]}"#, "a list or an object in 'enum' is not supported", "properties.c.enum[0]"),
      (
        #""c": {"anyOf": [{"type": "string"}, {"type": "integer"}]}"#,
        "'anyOf', unless it is a choice between one schema and null, is not supported", "properties.c.anyOf"
      ),
      (#""c": {"not": {}}"#, "'not' of a property is not supported", "properties.c.not"),
      (#""c": {"items": {}}"#, "'items' of a property is not supported", "properties.c.items"),
      (#""c": {"properties": {}}"#, "'properties' of a property is not supported", "properties.c.properties"),
      (#""c": false"#, "a property that may not be there is not supported", "properties.c"),
      (#""c": {"$ref": "other.json#/x"}"#, "a reference to 'other.json#/x' is not supported", "properties.c.$ref"),
      (
        ##""c": {"$ref": "#/$defs/x"}"##,
        "the reference '#/$defs/x' leads nowhere: there is no '$defs' in the document",
        "properties.c.$ref"
      ),
      (
        ##""c": {"$ref": "#/properties/c"}"##, "the reference '#/properties/c' leads to itself", "properties.c.$ref"
      ),
      (
        #""c": {"allOf": [{"type": "string"}, {"type": "integer"}]}"#,
        "no value of 'c' is of all the types that are asked for", ""
      ),
    ])
  func wrong(property: String, message: String, key: String) {
    let found = FormatBench.diagnostics(#"{"properties": {\#(property)}}"#)
    #expect(found.map(\.message) == [message])
    #expect(found.first?.place?.key == key)
    #expect(found.first?.place?.line == 1)
  }

  @Test(
    "what is said of rows and not supported is refused by name, or listed",
    arguments: [
      (#""patternProperties": {}"#, "'patternProperties' of a row is not supported"),
      (#""required": null"#, "'required' is null, which no keyword may be"),
      (#""if": {}"#, "'if' of a row is not supported"), (#""oneOf": []"#, "'oneOf' of a row is not supported"),
      (#""additionalProperties": {"type": "string"}"#, "a schema for additional properties is not supported"),
      (#""type": "array""#, "a row is an object, which the type does not admit"),
      (
        #""$schema": "http://json-schema.org/draft-04/schema#""#,
        "the draft 'http://json-schema.org/draft-04/schema#' is not supported"
      ),
      (
        ##""$schema": "http://json-schema.org/draft-07/schema#", "$defs": {}, "$ref": "#/$defs", "required": []"##,
        "'required' beside $ref, which hides it in this draft, is not supported"
      ),
    ])
  func refused(keyword: String, message: String) throws {
    let text = #"{"title": "t", "properties": {"c": {"type": "integer"}}, \#(keyword)}"#
    let messages = FormatBench.problems(text).filter { !$0.hasPrefix("'properties' beside") }
    #expect(messages == [message])
    if !message.hasSuffix("not supported") { return }
    let contract = try FormatBench.contract(text, allowsUnsupported: true)
    #expect(contract.unsupported.map(\.message).contains(message))
  }
}
