import ArgumentParser
import CommandSupport
import Core
import Ledger
import Policy
import Release

struct RollbackCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Gives a stage back to a version that held it before.",
    discussion: "At once and without approvals, since it is what one does when something is wrong; the reason is kept.")

  @Option(name: .long, help: ArgumentHelp("The stage.", valueName: "name"))
  var stage: String

  @Option(name: .long, help: ArgumentHelp("The version. (default: the one before)", valueName: "version"))
  var to: String?

  @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    guard !reason.isEmpty else { throw Failure(.usage, "--reason is empty", hint: "say it in a sentence") }
    let policy = try options.load()
    let stage = try policy.requiredStage(stage).name
    let ledger = try policy.openLedger(session)
    let start = try ledger.history().base(of: stage)
    var from: String?
    let recorded = try ledger.append { history throws(Failure) in
      guard history.base(of: stage) == start else {
        throw Failure(
          .conflict, "somebody else released to \(stage) meanwhile", hint: "look at modelgate-release history")
      }
      let target = try target(history, stage)
      from = history.stages[stage]?.version
      var entry = history.next(
        .rollback, model: policy.model, version: target.version, artifact: target.artifact, stage: stage,
        time: session.now, actor: session.actor)
      entry.reason = reason
      return entry
    }
    guard let recorded else { return .pass }
    session.terminal.print(
      "rolled \(policy.model) back from \(from ?? "nothing") to \(recorded.entry.version) at \(stage) (\(recorded.summary))"
    )
    Notifier(policy, session).tell(about: recorded, from: from)
    return .pass
  }

  private func target(_ history: ReleaseHistory, _ stage: String) throws(Failure) -> LedgerEntry.Release {
    let earlier = history.earlierReleases(at: stage)
    guard let to else {
      if let latest = earlier.first { return latest }
      throw Failure(
        .fail, "no other version ever held \(stage), so there is nothing to roll back to",
        hint: "promote another version")
    }
    if history.stages[stage]?.version == to { throw Failure(.fail, "\(to) holds \(stage) already") }
    if let found = earlier.first(where: { $0.version == to }) { return found }
    let known = earlier.map(\.version)
    let near = Spelling.nearest(to: to, among: known).map { "did you mean \($0)?" }
    throw Failure(
      .fail, "\(to) never held \(stage)",
      hint: near ?? (known.isEmpty ? "no other version ever did" : "these did: \(known.joined(separator: ", "))"))
  }
}
