import Core
import YAML

/// An expectation suite of Great Expectations (https://greatexpectations.io), as its versions 0.18 and 1 write it. Each
/// expectation becomes one rule of its own name, or one for each quantile that it speaks of.
///
/// What it decides is what Great Expectations decides on the same table in pandas; docs/contracts/great-expectations.md
/// lists where it does not, and why.
enum GreatExpectationsSuite: ContractFormat {
  static let title = "Great Expectations suite"
  static let takesParameters = true

  static func recognises(_ document: ContractDocument) -> Bool {
    document.isJSON && document.hasKey(in: ["expectations"])
  }

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    let problems = YAMLProblems()
    let refusals = allowsUnsupported ? YAMLProblems() : problems
    var rules: [ContractRule] = []
    var name = ""
    var parameters = SuiteParameters(document.parameters, own: nil)
    if let suite = YAMLReader(document.root, problems: problems).mapping() {
      // 1.x says `name`.
      name = (suite.optional("name") ?? suite.optional("expectation_suite_name"))?.string() ?? ""
      parameters = SuiteParameters(document.parameters, own: suite.optional("evaluation_parameters"))
      for reader in suite.required("expectations")?.list() ?? [] { rules += read(reader, &parameters, refusals) }
      suite.finish(ignoring: descriptive)
      if let object, object != name {
        suite.reader.report("the suite is named '\(name)', not '\(object)'")
      }
    }
    try problems.throwIfAny()
    try document.parameters.checkAllAreKnown(among: parameters.names, file: document.file)
    var tables: [String: String] = [:]
    for case .value(.rowCountDifference(let table)) in rules.map(\.test) { tables[table] = "" }
    return DataContract(
      name: name, file: document.file, columns: [], rules: rules, tables: tables,
      unsupported: allowsUnsupported ? refusals.diagnostics : [])
  }

  private static func read(
    _ reader: YAMLReader, _ parameters: inout SuiteParameters, _ refusals: YAMLProblems
  ) -> [ContractRule] {
    guard let members = reader.mapping() else { return [] }
    defer { members.finish(ignoring: descriptive) }
    // 1.x says `type`.
    guard let type = members.optional("type") ?? members.optional("expectation_type") else {
      reader.report("the expectation has no type", hint: "such as expect_column_values_to_not_be_null")
      return []
    }
    let severity = members.optional("severity")?.oneOf(Severity.self) ?? .critical
    let words = members.optional("description")?.string()
    let arguments = members.optional("kwargs").map { parameters.fill($0) }
    if let windows = members.optional("windows") {
      Expectation.refuse(windows, "windows of earlier runs are not supported", refusals)
    }
    guard let name = type.string() else { return [] }
    guard let make = Expectation.all[name] else {
      if let why = Expectation.refused[name] {
        Expectation.refuse(type, "'\(name)' \(why)", refusals)
      } else {
        let near = Spelling.nearest(to: name, among: Expectation.all.keys.sorted())
        let hint = near.map { "did you mean '\($0)'?" } ?? "docs/contracts/great-expectations.md lists all that are"
        refusals.report("the expectation '\(name)' is not known", at: type.place, hint: hint)
      }
      return []
    }
    let empty = YAMLReader(YAMLNode(.mapping([]), at: reader.place), path: reader.path, problems: reader.problems)
    guard let arguments = (arguments ?? empty).mapping() else { return [] }
    let expectation = Expectation(
      name: name, arguments: arguments, severity: severity.verdict, words: words, refusals: refusals)
    do throws(Expectation.Refused) {
      let rules = try expectation.conditioned(make(expectation))
      try expectation.refuseOldFlags()
      // An argument that is null asks for nothing.
      let nulls = arguments.entries.filter { $0.value.node.isNull }.map(\.name)
      arguments.finish(ignoring: runtime.union(nulls))
      return rules
    } catch {
      return []
    }
  }

  private enum Severity: String, CaseIterable {
    case critical
    case warning
    case info

    var verdict: Verdict { self == .critical ? .fail : .warn }
  }

  private static let descriptive: Set<String> = [
    "meta", "notes", "id", "ge_cloud_id", "data_asset_type", "rendered_content", "expectation_context",
    "success_on_last_run", "suite_parameters", "evaluation_parameters",
  ]

  /// Arguments that say how to run it, or what to call it.
  private static let runtime: Set<String> = ["batch_id", "result_format", "include_config", "catch_exceptions", "meta"]
}
