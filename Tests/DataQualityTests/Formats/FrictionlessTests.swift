import Core
import DataQuality
import Testing

@Suite("Table Schemas and Data Packages of Frictionless Data")
struct FrictionlessTests {
  private func schema(_ field: String, _ rest: String = "") throws -> DataContract {
    try FormatBench.contract(#"{"fields": [{"name": "c", \#(field)}]\#(rest)}"#)
  }

  @Test(
    "every type with its formats",
    arguments: [
      (#""type": "string""#, ["x", "1"], []),
      (#""type": "string", "format": "email""#, ["a@b.example"], ["a", "a@"]),
      (#""type": "string", "format": "uri""#, ["http://a.example/x?y#z"], ["a b"]),
      (#""type": "string", "format": "uuid""#, ["6a2f41a3-c54c-fce8-32d2-0324e1c32e22"], ["6a2f41a3"]),
      (#""type": "string", "format": "binary""#, ["AAAA"], ["A"]),
      (#""type": "integer""#, ["1", "-7"], ["1.5", "x", "1e2"]),
      (#""type": "number""#, ["1", "-7.25", "1e2"], ["x", "NaN", "INF"]),
      (#""type": "boolean""#, ["true", "False", "1", "0"], ["yes", "2"]),
      (#""type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]"#, ["yes", "no"], ["true", "1"]),
      (#""type": "date""#, ["2024-02-29"], ["2023-02-29", "29.02.2024", "2024-02-29T00:00:00"]),
      (#""type": "date", "format": "%d/%m/%y""#, ["29/02/24", "1/2/24"], ["31/02/24", "2024-02-29"]),
      (#""type": "date", "format": "fmt:%d.%m.%Y""#, ["29.02.2024"], ["30.02.2024"]),
      (#""type": "time""#, ["23:59:59", "01:02:03.5"], ["24:00:00", "1:02:03", "01:02"]),
      (#""type": "time", "format": "%H:%M""#, ["23:59"], ["24:00"]),
      (
        #""type": "datetime""#, ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59", "2024-02-29T23:59:59.25+01:00"],
        ["2023-02-29T00:00:00Z", "2024-02-29", "2024-02-29T23:59Z"]
      ),
      (#""type": "datetime", "format": "%Y-%m-%d %H:%M""#, ["2024-02-29 23:59"], ["2024-02-29T23:59"]),
      (#""type": "year""#, ["2024", "0000"], ["24", "20240"]),
      (#""type": "yearmonth""#, ["2024-12"], ["2024-13", "2024"]),
      (#""type": "duration""#, ["P1Y2M3DT4H5M6.5S", "PT36H", "-P1D"], ["P", "PT", "1D", "P1S"]),
      (#""type": "geopoint""#, ["90.50, 45.5", "-180,90"], ["181,0", "0,91", "1"]),
      (#""type": "any""#, ["x", "1"], []),
    ])
  func types(field: String, good: [String], bad: [String]) throws {
    let contract = try schema(field)
    for cell in good {
      #expect(try FormatBench.broken(in: CheckBench.table([cell, ""]), contract) == [], "\(cell)")
    }
    for cell in bad {
      #expect(try FormatBench.broken(cell, contract).allSatisfy { ["c.type", "c.format"].contains($0) })
      #expect(try FormatBench.broken(cell, contract).count == 1, "\(cell)")
    }
  }

  @Test(
    "every constraint, on the values of its type",
    arguments: [
      (#""type": "integer", "constraints": {"minimum": 2}"#, ["2", "10"], ["1"], "minimum"),
      (#""type": "integer", "constraints": {"maximum": "9"}"#, ["9"], ["10"], "maximum"),
      (#""type": "number", "constraints": {"exclusiveMinimum": 0}"#, ["0.1"], ["0"], "exclusiveMinimum"),
      (#""type": "number", "constraints": {"exclusiveMaximum": 1}"#, ["0.9"], ["1"], "exclusiveMaximum"),
      (#""type": "date", "constraints": {"minimum": "2024-01-02"}"#, ["2024-01-02"], ["2024-01-01"], "minimum"),
      (
        #""type": "date", "format": "%d.%m.%Y", "constraints": {"maximum": "01.12.2024"}"#, ["02.11.2024"],
        ["02.12.2024", "1.1.2024"], "maximum"
      ),
      (#""type": "time", "constraints": {"maximum": "12:00:00"}"#, ["12:00:00"], ["12:00:01"], "maximum"),
      (
        #""type": "datetime", "constraints": {"exclusiveMinimum": "2024-01-01T00:00:00Z"}"#,
        ["2024-01-01T00:30:00Z"], ["2024-01-01T00:30:00+01:00"], "exclusiveMinimum"
      ),
      (#""type": "year", "constraints": {"minimum": 1990}"#, ["1990"], ["1989"], "minimum"),
      (#""type": "yearmonth", "constraints": {"minimum": "1990-02"}"#, ["1990-02"], ["1990-01"], "minimum"),
      (#""type": "string", "constraints": {"minLength": 2}"#, ["äö"], ["ä"], "minLength"),
      (#""type": "string", "constraints": {"maxLength": 2}"#, ["äö"], ["äöü"], "maxLength"),
      (#""type": "string", "constraints": {"pattern": "a|bc"}"#, ["a", "bc"], ["ac", "abc", "a\n"], "pattern"),
      (#""type": "string", "constraints": {"enum": ["a", "b"]}"#, ["a"], ["c"], "enum"),
      (#""type": "integer", "constraints": {"enum": [1, "2"]}"#, ["1", "02"], ["3"], "enum"),
      (#""type": "boolean", "constraints": {"enum": [true]}"#, ["1", "TRUE"], ["false", "0"], "enum"),
      (#""type": "string", "categories": [{"value": "a", "label": "A"}, "b"]"#, ["a", "b"], ["A"], "categories"),
    ])
  func constraints(field: String, good: [String], bad: [String], kind: String) throws {
    let contract = try schema(field)
    for cell in good { #expect(try FormatBench.broken(cell, contract) == [], "\(cell)") }
    for cell in bad { #expect(try FormatBench.broken(cell, contract) == ["c.\(kind)"], "\(cell)") }
  }

  @Test("what stands for a missing value is checked for nothing but being there")
  func missing() throws {
    let rest = #", "missingValues": ["", "NA", "-"]"#
    let contract = try schema(#""type": "integer", "constraints": {"required": true, "minimum": 3}"#, rest)
    #expect(try FormatBench.broken(in: "c\n4\nNA\n-\n\"\"\n", contract) == ["c.required"])
    let report = try CheckBench.run("c\n4\nNA\n-\n\"\"\n", contract)
    #expect(report.rules.first { $0.id == "c.required" }?.violating == 3)
    #expect(report.rules.first { $0.id == "c.type" }?.checked == 1)
    let own = try schema(#""type": "integer", "missingValues": [{"value": "", "label": "none"}, {"value": "x"}]"#)
    #expect(try FormatBench.broken(in: "c\n4\nx\n", own) == [])
    #expect(try FormatBench.broken(in: "c\n4\ny\n", own) == ["c.type"])
  }

  @Test(
    "which columns there may be",
    arguments: [
      ("exact", ["a,b"], ["b,a", "a", "a,b,c"]), ("equal", ["a,b", "b,a"], ["a", "a,b,c"]),
      ("subset", ["a,b", "c,b,a"], ["a", "a,c"]), ("superset", ["a,b", "b", "b,a"], ["a,c"]),
      ("partial", ["a,b", "c,b", "b"], ["c"]),
    ])
  func columns(match: String, good: [String], bad: [String]) throws {
    let contract = try FormatBench.contract(
      #"{"fieldsMatch": "\#(match)", "fields": [{"name": "a", "type": "integer"}, {"name": "b"}]}"#)
    func broken(_ header: String) throws -> [String] {
      let cells = header.split(separator: ",").map { _ in "1" }.joined(separator: ",")
      return try FormatBench.broken(in: "\(header)\n\(cells)\n", contract)
    }
    for header in good { #expect(try broken(header) == [], "\(header)") }
    for header in bad { #expect(try broken(header).contains("fieldsMatch"), "\(header)") }
  }

  @Test("keys of one field and of several")
  func keys() throws {
    let contract = try FormatBench.contract(
      """
      {"fields": [{"name": "a"}, {"name": "b"}, {"name": "c", "constraints": {"unique": true}}],
       "missingValues": ["", "NA"], "primaryKey": ["a", "b"], "uniqueKeys": [["b", "c"]]}
      """)
    #expect(try FormatBench.broken(in: "a,b,c\n1,1,1\n1,2,2\n", contract) == [])
    #expect(
      try FormatBench.broken(in: "a,b,c\n1,1,1\n1,1,1\n", contract) == ["c.unique", "a+b.primaryKey", "b+c.uniqueKeys"])
    #expect(try FormatBench.broken(in: "a,b,c\n1,NA,1\n1,NA,NA\n2,2,NA\n3,3,3\n", contract) == ["b.required"])
  }

  private static let package = """
    {"name": "p", "resources": [
      {"name": "orders", "path": "data/orders.csv", "dialect": {"delimiter": ";"}, "schema": {
        "fields": [{"name": "id"}, {"name": "shop"}, {"name": "parent"}],
        "foreignKeys": [
          {"fields": "shop", "reference": {"resource": "shops", "fields": "id"}},
          {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}]}},
      {"name": "shops", "path": "shops.csv", "schema": {"fields": [{"name": "id", "type": "integer"}]}}]}
    """

  @Test("a package's resource is chosen by name or path, and its foreign keys name other resources' files")
  func package() throws {
    for object in ["orders", "data/orders.csv", "orders.csv"] {
      let contract = try FormatBench.contract(Self.package, object: object)
      #expect(contract.name == "orders")
      #expect(contract.tables == ["orders": "data/orders.csv", "shops": "shops.csv"])
      #expect(contract.unsupported.map(\.message) == ["how the file is read is not taken from the dialect: delimiter"])
      let orders = "id,shop,parent\n1,7,\n2,8,1\n"
      var settings = DataCheckSettings()
      settings.tables = ["orders": try CheckBench.scan(orders), "shops": try CheckBench.scan("id\n7\n")]
      #expect(try FormatBench.broken(in: orders, contract, settings: settings) == ["shop.foreignKeys", "unsupported"])
    }
    #expect(FormatBench.problems(Self.package) == ["the package has 2 resources: orders, shops"])
    #expect(FormatBench.problems(Self.package, object: "shop") == ["the package has no resource 'shop'"])
  }

  @Test("a schema may be YAML too")
  func yaml() throws {
    let contract = try FormatBench.contract("fields:\n  - {name: c, type: integer}\n")
    #expect(try FormatBench.broken("x", contract) == ["c.type"])
  }

  @Test(
    "what is wrong or not supported is told with its place",
    arguments: [
      (#"{"name": "c", "type": "intger"}"#, "expected one of 16 words, found the text 'intger'", "fields[0].type"),
      (#"{"name": "c", "constraint": {}}"#, "unknown key 'constraint'", "fields[0]"),
      (#"{"name": "c", "constraints": {"minimun": 1}}"#, "unknown key 'minimun'", "fields[0].constraints"),
      (#"{"type": "string"}"#, "the key 'name' is missing", "fields[0]"),
      (#"{"name": "c", "type": "object"}"#, "the type 'object' is not supported", "fields[0].type"),
      (#"{"name": "c", "type": "array"}"#, "the type 'array' is not supported", "fields[0].type"),
      (
        #"{"name": "c", "type": "number", "decimalChar": ","}"#, "the decimalChar ',' is not supported",
        "fields[0].decimalChar"
      ),
      (
        #"{"name": "c", "type": "number", "groupChar": " "}"#, "the groupChar ' ' is not supported",
        "fields[0].groupChar"
      ),
      (
        #"{"name": "c", "type": "date", "format": "any"}"#, "the format 'any', which guesses, is not supported",
        "fields[0].format"
      ),
      (#"{"name": "c", "type": "date", "format": "%Q"}"#, "the directive '%Q' is not supported", "fields[0].format"),
      (#"{"name": "c", "format": "wkt"}"#, "the format 'wkt' of a string is not supported", "fields[0].format"),
      (#"{"name": "c", "type": "year", "format": "x"}"#, "the type year has no format 'x'", "fields[0].format"),
      (
        #"{"name": "c", "type": "date", "format": "%d %B %Y", "constraints": {"minimum": "1 May 2024"}}"#,
        "'minimum' of a date of this format is not supported", "fields[0].constraints.minimum"
      ),
      (
        #"{"name": "c", "constraints": {"minimum": 1}}"#, "'minimum' is no constraint of the type string",
        "fields[0].constraints.minimum"
      ),
      (
        #"{"name": "c", "type": "integer", "constraints": {"pattern": "1"}}"#,
        "'pattern' is no constraint of the type integer", "fields[0].constraints.pattern"
      ),
      (
        #"{"name": "c", "constraints": {"pattern": "("}}"#,
        "the pattern does not compile: missing closing parenthesis at offset 1", "fields[0].constraints.pattern"
      ),
      (
        #"{"name": "c", "missingValues": ["NA"]}"#, "an empty cell that is not missing is not supported",
        "fields[0].missingValues"
      ),
    ])
  func wrong(field: String, message: String, key: String) {
    let found = FormatBench.diagnostics(#"{"fields": [\#(field)]}"#)
    #expect(found.map(\.message) == [message])
    #expect(found.first?.place?.key == key)
    #expect(found.first?.place?.file == "contract.json")
    #expect(found.first?.place?.line == 1)
  }

  @Test("what is not supported is listed where that is allowed")
  func unsupported() throws {
    let text = #"{"fields": [{"name": "c", "type": "array"}, {"name": "d", "type": "integer"}]}"#
    let contract = try FormatBench.contract(text, allowsUnsupported: true)
    #expect(contract.unsupported.map(\.message) == ["the type 'array' is not supported"])
    #expect(try FormatBench.broken(in: "c,d\n[],x\n", contract) == ["d.type", "unsupported"])
    #expect(
      FormatBench.problems(#"{"fields": [{"name": "c"}], "primaryKey": "cc"}"#) == ["the schema has no field 'cc'"])
    #expect(
      FormatBench.problems(
        #"{"fields": [{"name": "c"}], "foreignKeys": [{"fields": "c", "reference": {"resource": "x", "fields": "c"}}]}"#
      )
        == ["a foreign key outside a data package is not supported"])
  }
}
