import ArgumentParser
import CommandSupport
import Core
import Evidence
import Policy
import Release
import Reporting

struct DecideCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Decides about the candidate for a stage, and writes the decision down. (default)")

  @Option(name: .long, help: ArgumentHelp("The stage. (default: the policy's, when it has one)", valueName: "name"))
  var stage: String?

  @Option(
    name: .long, help: ArgumentHelp("The candidate's model file. (default: the policy's artifact)", valueName: "file"))
  var artifact: String?

  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    let stage = try stage(of: policy)
    guard let path = artifact ?? policy.artifact.map(policy.resolve) else {
      throw Failure(.usage, "no candidate is named", hint: "give --artifact, or set 'artifact:' in the policy")
    }
    let candidate = try Files.digest(path)
    let collected = try CollectedEvidence(for: stage, in: options.folder)
    let decision = try Gate(policy, stage: stage, candidate: candidate).decide(collected.submissions, now: session.now)
    let report = self.report(decision, path: path)
    try options.folder.write(
      "decision/\(stage.name)", decision.json.pretty, time: session.now, host: session.host,
      tool: Program.tool(GateRoot.self))
    try reports.publish(report, session, in: options.folder)
    return decision.verdict.exitCode
  }

  private func stage(of policy: ModelPolicy) throws(Failure) -> Stage {
    let names = policy.stages.map(\.name)
    guard let stage else {
      if policy.stages.count == 1, let only = policy.stages.first { return only }
      throw Failure(.usage, "--stage is missing", hint: "the policy's stages are: \(names.joined(separator: ", "))")
    }
    return try policy.requiredStage(stage)
  }

  private func report(_ decision: GateDecision, path: String) -> StepReport {
    var report = StepReport(
      step: "\(decision.model)/gate/\(decision.stage)", title: "gate \(decision.model) → \(decision.stage)",
      verdict: decision.verdict, reason: decision.reason,
      json: decision.json)
    report.tables = [
      StepReport.Table(
        [StepReport.Column("step"), StepReport.Column("why"), StepReport.Column("verdict")],
        rows: decision.findings.map { [.text($0.step), .text($0.reason), .verdict($0.verdict)] })
    ]
    report.place = Place(file: options.policy)
    report.rules = decision.findings.map { finding in
      let file = options.folder.file(finding.step)
      return StepReport.Rule(
        id: finding.step, verdict: finding.verdict, message: finding.reason,
        at: finding.evidence == nil ? [] : [Place(file: file)])
    }
    report.outputs = [
      StepReport.Output("model", decision.model), StepReport.Output("stage", decision.stage),
      StepReport.Output("artifact", decision.candidate),
      StepReport.Output("decision", ContentDigest(of: decision.json.pretty)),
    ]
    report.next = decision.findings.filter { $0.verdict >= .hold }.map { finding in
      let hint =
        finding.hint ?? "see what it reported (\(options.folder.file(finding.step))), mend it, and run it again"
      return .sentence("\(finding.step): \(hint)")
    }
    if decision.verdict <= .warn {
      let command = ["modelgate-release", "plan", "VERSION", "--stage", decision.stage] + options.flag
      report.next = [.sentence("plan the promotion of \(path), once it is registered"), .command(Shell.line(command))]
    }
    return report
  }
}
