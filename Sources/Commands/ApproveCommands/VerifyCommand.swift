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
    let requests = try reports.requests()
    let (plan, rule, signers, _) = try options.load()
    let approvals = try ApprovalFolder(options.policy.folder).read()
    let tally = ApprovalTally.count(approvals, for: plan, rule: rule, signers: signers, at: session.now)
    let report = tally.report(plan, policy: options.policy.policy)
    session.terminal.show(report)
    try requests.write(report)
    return report.verdict.exitCode
  }
}
