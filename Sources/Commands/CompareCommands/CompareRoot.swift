package import ArgumentParser
package import CommandSupport
import Comparison
package import Core
import Evidence
import Metrics
import Policy
import Reporting
import Tables

package struct CompareRoot: Executable {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-compare",
    abstract: "Compares a candidate's predictions with the baseline's, each rule decided by a confidence interval.",
    discussion: """
      With a policy it leaves evidence for the gate. Without one: modelgate-compare --candidate FILE --baseline FILE \
      --id COLUMN --label COLUMN --score COLUMN --rule 'roc_auc no_worse_than 0.01'.
      Exit codes: 0 pass, 1 fail, 2 too little data to decide; from 64 on no verdict was reached.
      """,
    version: Program.version)

  @Option(name: .long, help: ArgumentHelp("The candidate's predictions, in place of the policy's.", valueName: "file"))
  var candidate: String?

  @Option(name: .long, help: ArgumentHelp("The baseline's predictions, in place of the policy's.", valueName: "file"))
  var baseline: String?

  @Flag(name: .long, help: "There is no baseline yet: rules that need one are on hold.")
  var firstRelease = false

  @Option(
    name: .long, help: ArgumentHelp("The candidate's model file. (default: the policy's artifact)", valueName: "file"))
  var artifact: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A rule: METRIC LIMIT VALUE. May be repeated; no policy is read.", valueName: "rule"))
  var rule: [String] = []

  @Option(name: .long, help: ArgumentHelp("The id column, with --rule.", valueName: "column"))
  var id = "id"

  @Option(name: .long, help: ArgumentHelp("The label column, with --rule.", valueName: "column"))
  var label = "label"

  @Option(name: .long, help: ArgumentHelp("The score column, with --rule.", valueName: "column"))
  var score = "score"

  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  package init() {}

  package func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    if !rule.isEmpty { return try compareFiles(session) }
    let policy = try options.load()
    guard let comparison = policy.comparison else {
      throw Failure(
        .usage, "the policy has no comparison", at: Place(file: policy.file), hint: "add one under 'comparison:'")
    }
    let artifact = try Candidate.resource(artifact: artifact, policy: policy)
    let inputs = try ComparisonInputs(
      candidate: Self.named(candidate, comparison.candidate, policy),
      baseline: firstRelease ? nil : Self.named(baseline, comparison.baseline, policy), columns: comparison.columns,
      settings: comparison.settings, rules: comparison.rules)
    let report = inputs.compare()
    let shown = report.stepReport(
      step: "\(policy.model)/\(ComparisonPolicy.step)", title: "candidate against baseline",
      place: Place(file: inputs.file))
    let statement = EvidenceStatement(
      step: ComparisonPolicy.step, model: policy.model, verdict: report.verdict, reason: report.reason,
      subjects: [artifact].compactMap { $0 } + inputs.subjects,
      configuration: [Resource(.policy, Path.name(policy.file), policy.digest)],
      rules: shown.rules.map { EvidenceStatement.Rule(id: $0.id, verdict: $0.verdict, message: $0.message) },
      report: report.json)
    try options.folder.write(
      statement.step, statement.json.pretty, time: session.now, host: session.host, tool: Program.tool(Self.self))
    try reports.publish(shown, session, in: options.folder)
    if artifact == nil {
      session.terminal.warn("no candidate is named, so the gate will not accept this evidence: give --artifact")
    }
    return report.verdict.exitCode
  }

  /// A file as it is called in evidence, and where it is.
  private static func named(
    _ flag: String?, _ policyPath: String, _ policy: ModelPolicy
  ) -> (name: String, path: String) {
    flag.map { ($0, $0) } ?? (policyPath, policy.resolve(policyPath))
  }

  private static func named(
    _ flag: String?, _ policyPath: String?, _ policy: ModelPolicy
  ) -> (name: String, path: String)? {
    flag.map { ($0, $0) } ?? policyPath.map { ($0, policy.resolve($0)) }
  }

  private func compareFiles(_ session: Session) throws(Failure) -> Core.ExitCode {
    guard let candidate else {
      throw Failure(.usage, "--rule needs --candidate", hint: "name the candidate's predictions")
    }
    var rules: [ComparisonRule] = []
    for text in rule { rules.append(try ComparisonRule(parsing: text)) }
    let inputs = try ComparisonInputs(
      candidate: (candidate, candidate), baseline: baseline.map { ($0, $0) },
      columns: PredictionColumns(id: id, label: label, score: score), settings: ComparisonSettings(), rules: rules)
    let report = inputs.compare().stepReport(
      step: ComparisonPolicy.step, title: "candidate against baseline", place: Place(file: inputs.file))
    try reports.publish(report, session, in: options.folder)
    return report.verdict.exitCode
  }
}
