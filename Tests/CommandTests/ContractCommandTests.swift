import Core
import TestSupport
import Testing

@Suite("modelgate-data contract")
struct ContractCommandTests {
  private static let suite = """
    {"name": "orders", "expectations": [
      {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id"}},
      {"type": "expect_column_values_to_be_between", "kwargs": {"column": "total", "min_value": 0, "mostly": 0.9}},
      {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}, "severity": "warning"}
    ]}
    """

  private static let converted = """
    # What data set orders must satisfy, as an Open Data Contract Standard v3.1 contract
    # (https://bitol-io.github.io/open-data-contract-standard).
    apiVersion: v3.1.0
    kind: DataContract
    id: 'urn:modelgate:orders'
    name: orders
    version: 1.0.0
    status: draft
    schema:
      - name: orders
        logicalType: object
        quality:
          - {metric: rowCount, mustBeGreaterOrEqualTo: 1, severity: warning}
        properties:
          - {name: id, required: true}
          - name: total
            quality:
              - type: custom
                engine: modelgate
                implementation: {check: withinRange, minimum: 0, as: number, mostly: 0.9}

    """

  private static let refused = """
    apiVersion: v3.1.0
    kind: DataContract
    schema:
      - name: t
        properties:
          - {name: a, required: true, quality: [{type: sql, query: SELECT 1, mustBe: 1}]}

    """

  private func run(_ line: String, in directory: TemporaryDirectory) -> Command.Result {
    Command.run(line.split(separator: " ").map(String.init), in: directory.path)
  }

  @Test("convert writes a suite as a contract that finds the same, on standard output or in a file")
  func convert() throws {
    let directory = TemporaryDirectory()
    try directory.write("suite.json", Self.suite)
    try directory.write("data.csv", "id,total\n1,2\n,3\n")
    let printed = run("modelgate-data contract convert suite.json", in: directory)
    #expect(printed.code == 0)
    #expect(printed.output == Self.converted)
    #expect(printed.errors == "")
    let written = run("modelgate-data contract convert suite.json --output c.yaml", in: directory)
    #expect(written.code == 0)
    #expect(written.output == "c.yaml: 3 rules of suite.json\n")
    #expect(try Files.read(directory("c.yaml")) == Array(Self.converted.utf8))
    let again = run("modelgate-data contract convert c.yaml", in: directory)
    #expect(again.output == Self.converted)
    for contract in ["suite.json", "c.yaml"] {
      #expect(run("modelgate-data check data.csv --contract \(contract)", in: directory).code == 1)
    }
  }

  @Test("convert refuses what nobody checks, or leaves it out with a warning and a comment")
  func unsupported() throws {
    let directory = TemporaryDirectory()
    try directory.write("c.yaml", Self.refused)
    let refused = run("modelgate-data contract convert c.yaml --output out.yaml", in: directory)
    #expect(refused.code == 78)
    #expect(refused.output == "")
    #expect(
      refused.errors.hasPrefix("error: c.yaml:6:52: quality of type 'sql' cannot be checked here"), "\(refused.errors)")
    #expect(!Files.exists(directory("out.yaml")))
    let allowed = run("modelgate-data contract convert c.yaml --allow-unsupported", in: directory)
    #expect(allowed.code == 0)
    #expect(allowed.output.contains("\n# - quality of type 'sql' is not checked\napiVersion:"), "\(allowed.output)")
    #expect(allowed.output.hasSuffix("      - {name: a, required: true}\n"))
    #expect(
      allowed.errors
        == "warning: c.yaml:6:52: quality of type 'sql' is not checked (at schema[0].properties[0].quality[0].type)\n")
  }

  @Test("lint says what a contract of any format holds")
  func lint() throws {
    let directory = TemporaryDirectory()
    try directory.write("suite.json", Self.suite)
    try directory.write("c.yaml", Self.refused)
    let suite = run("modelgate-data contract lint suite.json", in: directory)
    #expect(suite.code == 0)
    #expect(
      suite.output == """
        suite.json: Great Expectations suite, data set orders
        0 columns, 3 rules:
          1  expect_column_values_to_be_between
          1  expect_column_values_to_not_be_null
          1  expect_table_row_count_to_be_between

        """)
    let refused = run("modelgate-data contract lint c.yaml", in: directory)
    #expect(refused.code == 78)
    #expect(refused.output == "")
    #expect(refused.errors.contains("c.yaml:6:52: quality of type 'sql' cannot be checked here"), "\(refused.errors)")
    let allowed = run("modelgate-data contract lint c.yaml --allow-unsupported", in: directory)
    #expect(allowed.code == 0)
    #expect(allowed.output == "c.yaml: Open Data Contract Standard, data set t\n1 column, 1 rule:\n  1  required\n")
    #expect(allowed.errors.hasPrefix("warning: c.yaml:6:52: quality of type 'sql' is not checked"), "\(allowed.errors)")
    let missing = run("modelgate-data contract lint suite.json --object other", in: directory)
    #expect(missing.code == 78)
    #expect(missing.errors.contains("the suite is named 'orders', not 'other'"), "\(missing.errors)")
    #expect(run("modelgate-data contract lint nowhere.yaml", in: directory).code == 66)
  }
}
