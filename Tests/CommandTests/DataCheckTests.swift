import Core
import TestSupport
import Testing

@Suite("What a check takes beside the data")
struct DataCheckTests {
  private static let contract = """
    apiVersion: v3.1.0
    kind: DataContract
    schema:
      - name: orders
        quality:
          - type: custom
            engine: modelgate
            implementation: {check: rowCount, history: {strategy: relativeChange, maximum: 1.2}}
          - {type: sql, query: SELECT 1, mustBe: 1}
        properties:
          - {name: customer, relationships: [{to: customers.key}]}
          - {name: mail, classification: pii, logicalType: string, logicalTypeOptions: {format: email}}
          - {name: at, logicalType: date}
      - name: customers
        physicalName: customers.csv
        properties: [{name: key}]
    slaProperties:
      - {property: latency, value: 100, unit: y, element: orders.at}

    """

  private func place() throws -> TemporaryDirectory {
    let place = TemporaryDirectory()
    try place.write("contracts/orders.yaml", Self.contract)
    try place.write("contracts/customers.csv", "key\na\nb\n")
    try place.write("orders.csv", "customer,mail,at\na,x@example.org,2026-01-01\nc,nobody,2026-01-02\n")
    return place
  }

  private func run(_ flags: String, in place: TemporaryDirectory) -> Command.Result {
    let line = "modelgate-data check orders.csv --contract contracts/orders.yaml \(flags)"
    return Command.run(line.split(separator: " ").map(String.init), in: place.path)
  }

  @Test(
    "other tables lie beside the contract or are named, private values are hidden, history is what earlier checks say")
  func flags() throws {
    let place = try place()
    let refused = run("--object orders", in: place)
    #expect(refused.code == 78)
    #expect(refused.errors.contains("orders.yaml:9:16: quality of type 'sql' cannot be checked here"))
    let flags = "--object orders --allow-unsupported --report json=reports/1.json"
    let first = run(flags, in: place)
    #expect(first.code == 1)
    #expect(first.output.contains("line 3: c "), "the customer that is not in customers.csv\n\(first.output)")
    #expect(first.output.contains("redacted"))
    #expect(first.output.contains("quality of type 'sql' is not checked, line 9 of the contract"))
    #expect(first.output.contains("there are 0 earlier values"))
    #expect(first.output.contains("--object orders --allow-unsupported"), "the command to run again")
    let report = try String(decoding: Files.read(place("reports/1.json")), as: UTF8.self)
    #expect(!report.contains("nobody"))
    try place.write("orders.csv", "customer,mail,at\nb,x@example.org,2026-01-01\n")
    try place.write("named.csv", "key\nz\n")
    let second = run("--object orders --allow-unsupported --history reports", in: place)
    #expect(second.code == 0, "\(second.output)")
    let named = run("--object orders --allow-unsupported --history reports --table customers=named.csv", in: place)
    #expect(named.code == 1)
    #expect(named.output.contains("customer.foreignKey"))
  }

  @Test(
    "what makes no sense is an error",
    arguments: [
      ("--redact mial", "did you mean 'mail'?", 64), ("--table customer=named.csv", "did you mean 'customers'?", 64),
      ("--table customers", "write --table NAME=FILE", 64), ("--history contracts", "there is no report", 66),
      ("--table customers=nowhere.csv", "nowhere.csv: no such file", 66),
    ] as [(String, String, Int32)])
  func wrong(flags: String, message: String, code: Int32) throws {
    let result = try run("--object orders --allow-unsupported \(flags)", in: place())
    #expect(result.code == code)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("a policy names other tables, the contract's object and what to hide, and evidence has their digests")
  func policy() throws {
    let place = try place()
    let supported = Self.contract.split(separator: "\n").filter { !$0.contains("sql") && !$0.contains("history") }
      .filter { !$0.contains("engine: modelgate") && !$0.contains("type: custom") && !$0.contains("quality:") }
    try place.write("contracts/orders.yaml", supported.joined(separator: "\n"))
    try place.write("named.csv", "key\nz\n")
    try place.write(
      "modelgate.yaml",
      """
      model: m
      data:
        orders:
          source: orders.csv
          contract: contracts/orders.yaml
          object: orders
          tables: {customers: named.csv}
          redact: [customer]
      stages: {production: {requires: [data/orders]}}

      """)
    let lint = Command.run(["modelgate-gate", "lint"], in: place.path)
    #expect(lint.code == 0, "\(lint.errors)")
    let result = Command.run(["modelgate-data", "check"], in: place.path)
    #expect(result.code == 1, "\(result.errors)")
    let evidence = try JSON(parsing: Files.read(place(".modelgate/data/orders.json")), file: "orders.json")
    let subjects = evidence["subject"]?.array ?? []
    let table = subjects.first { $0["annotations"]?["role"]?.string == "table" }
    #expect(table?["digest"]?["sha256"]?.string == (try Files.digest(place("named.csv"))).hex)
    let report = evidence["predicate"]?["modelgate"]?["report"]?["rules"]?.array ?? []
    let key = report.first { $0["id"]?.string == "customer.foreignKey" }
    #expect(key?["violating"]?.integer == 2)
    #expect(key?["samples"]?.array?.first?["value"]?.string == "redacted")
  }
}
