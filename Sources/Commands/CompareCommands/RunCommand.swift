import ArgumentParser
import CommandSupport
import Comparison
import Core
import Evidence
import Metrics
import Policy
import Reporting

struct RunCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Decides the rules of the policy, or of --rule. This is what happens without a subcommand.")

  @Option(
    name: .long,
    help: ArgumentHelp("The candidate's predictions or metrics, in place of the policy's.", valueName: "file"))
  var candidate: String?

  @Option(name: .long, help: ArgumentHelp("The baseline's, in place of the policy's.", valueName: "file"))
  var baseline: String?

  @Option(
    name: .long, help: ArgumentHelp("A simpler model's predictions, in place of the policy's.", valueName: "file"))
  var simpler: String?

  @Flag(name: .long, help: "There is no baseline yet: 'first_release' says what becomes of rules that need one.")
  var firstRelease = false

  @Option(
    name: .long, help: ArgumentHelp("The candidate's model file. (default: the policy's artifact)", valueName: "file"))
  var artifact: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A rule: METRIC LIMIT VALUE. May be repeated; no policy is read.", valueName: "rule"))
  var rule: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("With --rule: a column to decide every rule by slices of too.", valueName: "column")
  )
  var slice: [String] = []

  @OptionGroup(title: "Columns, with --rule") var columns: ColumnOptions
  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    if !rule.isEmpty { return try compareFiles(session) }
    let policy = try options.load()
    guard let comparison = policy.comparison else {
      throw Failure(
        .usage, "the policy has no comparison", at: Place(file: policy.file), hint: "add one under 'comparison:'")
    }
    let artifact = try Candidate.resource(artifact: artifact, policy: policy)
    let inputs = try ComparisonInputs(
      sources(policy, comparison), comparison, recorded: recorded(policy, comparison, session),
      threads: columns.count())
    let report = try compare(inputs, comparison.rules, session)
    var shown = report.stepReport(
      step: "\(policy.model)/\(ComparisonPolicy.step)", title: "candidate against baseline",
      place: Place(file: inputs.file))
    shown.figures = inputs.figures(report)
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

  /// Files as they are called in evidence, and where they are.
  private func sources(_ policy: ModelPolicy, _ comparison: ComparisonPolicy) -> ComparisonInputs.Named {
    func file(_ flag: String?, _ path: String?) -> ComparisonInputs.File? {
      flag.map { ComparisonInputs.File(name: $0, path: $0) }
        ?? path.map { ComparisonInputs.File(name: $0, path: policy.resolve($0)) }
    }
    var baselinePath: String?
    if case .file(let path) = comparison.baseline { baselinePath = path }
    return ComparisonInputs.Named(
      candidate: file(candidate, comparison.candidate) ?? ComparisonInputs.File(name: "", path: ""),
      baseline: firstRelease ? nil : file(baseline, baselinePath), simpler: file(simpler, comparison.simpler),
      history: file(nil, comparison.history), constraints: file(nil, comparison.constraints))
  }

  private func recorded(
    _ policy: ModelPolicy, _ comparison: ComparisonPolicy, _ session: Session
  ) throws(Failure) -> RecordedMetrics? {
    guard case .ledger(let stage) = comparison.baseline, baseline == nil, !firstRelease else { return nil }
    return try LedgerBaseline.read(policy, stage: stage, session)
  }

  private func compare(
    _ inputs: ComparisonInputs, _ rules: [ComparisonRule], _ session: Session
  ) throws(Failure) -> ComparisonReport {
    let line = ProgressLine("drawing rows again", session, countsBytes: false)
    defer { line.end() }
    return try inputs.compare(rules) { line.update($0, of: $1) }
  }

  private func compareFiles(_ session: Session) throws(Failure) -> Core.ExitCode {
    guard let candidate else {
      throw Failure(.usage, "--rule needs --candidate", hint: "name the candidate's predictions")
    }
    func file(_ path: String) -> ComparisonInputs.File { ComparisonInputs.File(name: path, path: path) }
    let files = ComparisonInputs.Named(
      candidate: file(candidate), baseline: baseline.map(file), simpler: simpler.map(file), history: nil,
      constraints: nil)
    let inputs = try ComparisonInputs(files, columns, slices: slice)
    var rules: [ComparisonRule] = []
    for text in rule {
      rules.append(try ComparisonRule(parsing: text, isForeign: inputs.isDocument, slices: !slice.isEmpty))
    }
    let report = try compare(inputs, rules, session)
    var shown = report.stepReport(
      step: ComparisonPolicy.step, title: "candidate against baseline", place: Place(file: inputs.file))
    shown.figures = inputs.figures(report)
    try reports.publish(shown, session, in: options.folder)
    return report.verdict.exitCode
  }
}

extension ComparisonRule {
  /// Reads `METRIC LIMIT VALUE`, as a rule is written in reports: `roc_auc no_worse_than 2 %`; at the end may stand which
  /// way is better, `higher` or `lower`.
  ///
  /// - Parameter isForeign: whether names are those of a document.
  /// - Throws: `usage` naming the nearest word that is known.
  fileprivate init(parsing text: String, isForeign: Bool, slices: Bool) throws(Failure) {
    var words = text.split(separator: " ").map(String.init)
    let directions = ["higher": true, "lower": false]
    let direction = words.last.flatMap { directions[$0] }
    if direction != nil { words.removeLast() }
    guard words.count >= 3 else { throw Self.malformed(text) }
    let known = ["at_least", "at_most", "no_worse_than", "better_by", "equivalent_within"]
    guard known.contains(words[1]) else {
      let near = Spelling.nearest(to: words[1], among: known).map { "did you mean '\($0)'?" }
      throw Failure(
        .usage, "there is no limit '\(words[1])'", hint: near ?? "one of: \(known.joined(separator: ", "))")
    }
    guard let limit = Self.limit(words[1], words.dropFirst(2).joined(separator: " ")) else {
      throw Self.malformed(text)
    }
    self.init(
      metric: try Self.metric(words[0], isForeign), limit: limit, higherIsBetter: direction, slices: slices)
    if knownDirection == nil, !isForeign {
      throw Failure(
        .usage, "nobody knows whether a higher '\(metric.text)' is better",
        hint: "end the rule with 'higher' or 'lower'")
    }
  }

  private static func metric(_ name: String, _ isForeign: Bool) throws(Failure) -> Metric {
    do throws(Metric.Unknown) { return try Metric(name) } catch {
      if isForeign { return Metric(foreign: name) }
      throw Failure(.usage, error.reason, hint: error.hint)
    }
  }

  private static func limit(_ word: String, _ text: String) -> Limit? {
    switch word {
    case "at_least": Double(text).flatMap { $0.isFinite ? .atLeast($0) : nil }
    case "at_most": Double(text).flatMap { $0.isFinite ? .atMost($0) : nil }
    case "no_worse_than": Margin(text).map { .noWorseThan($0) }
    case "better_by": Margin(text).map { .betterBy($0) }
    default: Margin(text).map { .equivalentWithin($0) }
    }
  }

  private static func malformed(_ text: String) -> Failure {
    Failure(.usage, "'\(text)' is not METRIC LIMIT VALUE", hint: "for instance: --rule 'roc_auc no_worse_than 0.01'")
  }
}
