import ArgumentParser
import CommandSupport
import Core
import Ledger
import Release
import Reporting

struct HistoryCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Lists what happened to a model, the latest last.")

  @Option(name: .long, help: ArgumentHelp("Only this stage.", valueName: "name"))
  var stage: String?

  @Flag(name: .long, help: "Print one JSON object a line instead.")
  var json = false

  @OptionGroup var options: LedgerOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let (ledger, model) = try options.open(session)
    let history = try ledger.history()
    let entries = history.entries.filter { stage == nil || $0.entry.stage == stage }
    if json {
      for recorded in entries {
        session.terminal.print(String(decoding: recorded.entry.json.canonical, as: UTF8.self))
      }
      return .pass
    }
    let holders = history.stages.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.version)" }
    var report = StepReport(
      step: "\(model)/history", title: "history of \(model)", verdict: .pass,
      reason: holders.isEmpty ? "nothing is released yet" : holders.joined(separator: ", "), json: .null)
    report.isVerdict = false
    report.tables = [
      StepReport.Table(
        [
          StepReport.Column("#", numeric: true), StepReport.Column("when"), StepReport.Column("what"),
          StepReport.Column("version"), StepReport.Column("stage"), StepReport.Column("by"), StepReport.Column("why"),
        ],
        rows: entries.map { recorded in
          let entry = recorded.entry
          let approvals = entry.approvals.count
          let why = entry.reason ?? (approvals == 0 ? "" : "\(approvals) approval\(approvals == 1 ? "" : "s")")
          return [
            .text("\(entry.sequence)"), .text("\(entry.time)"), .text(entry.kind.rawValue), .text(entry.version),
            .text(entry.stage ?? ""), .text(entry.actor), .text(why),
          ]
        })
    ]
    session.terminal.show(report)
    return .pass
  }
}
