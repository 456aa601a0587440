import ArgumentParser
import CommandSupport
import Core
import Release
import Reporting

struct VerifyCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Counts the approvals of a plan: 0 enough, 2 some are missing, 1 one is forged.")

  @OptionGroup var options: PlanOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let target = try options.load(session)
    let tally = ApprovalTally.count(
      try target.approvals(options.policy.folder), for: target.plan, rule: target.rule, signers: target.signers,
      at: session.now)
    let report = tally.report(
      target.plan, step: "approvals", policy: options.policy.policy, onRecord: target.isRecorded)
    try reports.publish(report, session, in: options.policy.folder)
    return report.verdict.exitCode
  }
}
