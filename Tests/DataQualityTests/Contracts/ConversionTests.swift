import Core
import DataQuality
import TestSupport
import Testing

@Suite("A contract that is written as one of the Open Data Contract Standard")
struct ConversionTests {
  @Test(
    "keeps its rules, their names and its columns, and is written the same again: the contracts of the repository",
    arguments: ["Examples/churn/contract.yaml", "Benchmarks/data.contract.yaml"])
  func repository(file: String) throws {
    try RoundTrip.check(DataContract(recognising: Files.read(Repository.path(file)), file: file))
  }

  @Test("keeps its rules whatever they are: a thousand drawn of all tests, limits, conditions and names")
  func drawn() throws {
    var tests: Set<String> = []
    for seed in 0..<1_000 {
      var drawn = DrawnContract(seed: seed)
      let contract = drawn.contract(with: seed % DrawnContract.cases)
      tests.formUnion(contract.rules.map { DrawnContract.name($0.test) })
      try RoundTrip.check(contract, keepsKinds: false)
    }
    #expect(tests.count == DrawnContract.cases)
  }

  @Test("lets data lack a column where its rules let them, and only there")
  func absent() throws {
    func contract(_ custom: String, _ check: String) throws -> DataContract {
      try CheckBench.contract(
        ["{name: a, logicalType: integer}", "{name: b, logicalType: integer\(custom)\(check)}"])
    }
    let pass = ", customProperties: [{property: modelgateWhenAbsent, value: pass}]"
    let own = ", quality: [{type: custom, engine: modelgate, implementation: {check: notConstant, whenAbsent: fail}}]"
    for (custom, check, verdicts) in [
      (pass, "", [.pass, .pass, .pass]), ("", "", [.fail, .pass]), (pass, own, [.pass, .pass, .pass, .fail]),
    ] as [(String, String, [Verdict])] {
      let contract = try contract(custom, check)
      try RoundTrip.check(contract)
      #expect(try CheckBench.run("a\n1\n2\n", contract).rules.map(\.verdict) == verdicts)
      #expect(
        try CheckBench.run("a,b\n1,1\n2,x\n", contract).rules.contains { $0.id == "b.type" && $0.verdict == .fail })
    }
  }

  @Test(
    "says in the standard's words what these say, and else in ours",
    arguments: [
      ([rule(.isNull)], "{name: c, required: true}"),
      ([rule(.isNull, severity: .warn)], "quality: [{metric: nullValues, mustBe: 0, severity: warning}]"),
      (
        [rule(.isNull, CountLimit(condition: .less(5), unit: .percent))],
        "quality: [{metric: nullValues, unit: percent, mustBeLessThan: 5}]"
      ),
      ([rule(.isNull, .mostly(0.9))], "implementation: {check: notNull, mostly: 0.9}"),
      (
        [rule(.isNotOfType(.integer)), rule(.isOutside(.atLeast(1), .integer)), rule(.isOutside(.below(9), .integer))],
        "{name: c, logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMaximum: 9}}"
      ),
      ([rule(.isOutside(.atLeast(1), .number))], "implementation: {check: range, minimum: 1, as: number}"),
      ([rule(.isNotOfFormat(.base64))], "logicalTypeOptions: {format: byte}"),
      ([rule(.isNotOfFormat(.json))], "implementation: {check: format, format: json}"),
      (
        [rule(.isNotAmong(ValueSet(["no", "1"])))],
        "{metric: invalidValues, arguments: {validValues: ['no', '1']}, mustBe: 0}"
      ),
      (
        [rule(.isNotAmong(ValueSet(["1"], comparesNumbers: true)))],
        "implementation: {check: allowedValues, values: [1], as: number}"
      ),
      ([rule(.lengthIsOutside(.atMost(3)))], "logicalTypeOptions: {maxLength: 3}"),
      (
        [rule(.lengthIsOutside(.atMost(3)), nulls: .violating)],
        "customProperties: [{property: modelgateNulls, value: violating}]"
      ),
      (
        [rule(.isNotFound(in: TableKey(table: "o", columns: ["k"])))],
        "{name: c, relationships: [{type: foreignKey, to: o.k}]}"
      ),
      (
        [rule(.isNotFound(in: TableKey(table: "o.p", columns: ["k"])))],
        "implementation: {check: foundIn, table: o.p, theirs: [k]}"
      ),
      (
        [
          rule(.isNotOfType(.date(.date))),
          rule(.value(.age(.date(.date))), CountLimit(condition: .lessOrEqual(172_800), unit: .value)),
        ], "property: latency\n    value: 2\n    unit: d\n    element: t.c"
      ),
    ])
  func words(rules: [ContractRule], line: String) throws {
    var type: LogicalType?
    if case .isNotOfType(let known)? = rules.first?.test { type = known }
    let columns = [DataContract.Column(name: "c", type: type)]
    var tables: [String: String] = [:]
    if case .isNotFound(let key)? = rules.first?.test { tables[key.table] = "" }
    let contract = DataContract(name: "t", file: "x", columns: columns, rules: rules, tables: tables)
    let document = try RoundTrip.check(contract, keepsKinds: false)
    #expect(document.contains(line), "\(document)")
  }

  @Test(
    "names what it cannot say, and has it as a comment",
    arguments: [
      (rule(.isNull, CountLimit(condition: .less(.nan), unit: .rows)), "nan is no number that a contract can have"),
      (rule(.isNull, severity: .hold), "a rule that is broken cannot be a hold"),
      (rule(.isNotWithin(ValueRange(lower: nil, upper: nil), .number)), "its range has no end"),
      (rule(.isOutside(.atMost(0.5), .date(.date))), "a moment of it cannot be written as yyyy-MM-dd"),
      (rule(.isNull, columns: ["c", "d"]), "it is about 2 columns, which its test is not"),
      (rule(.isAnomalous(.mean, .onlineNormal(lower: nil, upper: nil))), "its history may be anything"),
    ])
  func unsaid(rule: ContractRule, why: String) throws {
    let contract = DataContract(
      name: "t", file: "x", columns: [], rules: [rule, Self.rule(.isNotFinite)],
      unsupported: [Diagnostic("more\nis not checked")])
    let written = contract.openDataContract()
    #expect(written.unsaid.map(\.message) == ["more\nis not checked", "rule \(rule.id) cannot be said: \(why)"])
    #expect(written.yaml.contains("\n# - more\\x0Ais not checked\n# - rule \(rule.id) cannot be said: \(why)\n"))
    let read = try DataContract(parsing: Array(written.yaml.utf8), file: "written.yaml")
    #expect(read.rules.map(\.kind) == ["finite"], "the rest is there")
  }

  private static func rule(
    _ test: ContractRule.Test, _ limit: CountLimit = .none, columns: [String] = ["c"], severity: Verdict = .fail,
    nulls: ContractRule.Nulls = .ignored
  ) -> ContractRule {
    ContractRule(kind: "x", columns: columns, test: test, limit: limit, severity: severity, nulls: nulls)
  }
}
