import ArgumentParser
import CommandSupport
import Core
import Ledger
import Policy
import Release

struct AdoptCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Records which version a stage served before there was a ledger.",
    discussion: """
      The way in for a model that is in production already: its version becomes the baseline of the first promotion. \
      Only before the first promotion, once a stage, and with a reason that the record keeps.
      """)

  @Argument(help: "The version, registered before.")
  var version: String

  @Option(name: .long, help: ArgumentHelp("The stage it serves.", valueName: "name"))
  var stage: String

  @Option(name: .long, help: ArgumentHelp("Why it is there without a promotion.", valueName: "text"))
  var reason: String

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    guard !reason.isEmpty else { throw Failure(.usage, "--reason is empty", hint: "say it in a sentence") }
    let policy = try options.load()
    let stage = try policy.requiredStage(stage)
    let recorded = try policy.openLedger(session).append { history throws(Failure) in
      guard let registered = history.registration(of: version) else {
        throw Failure.notRegistered(version, history)
      }
      if let holder = history.stages[stage.name] {
        if holder.version == version { return nil }
        throw Failure(
          .fail, "\(stage.name) is held by \(holder.version) already", hint: "promote \(version) instead")
      }
      guard !history.entries.contains(where: { $0.entry.kind == .promote }) else {
        throw Failure(
          .fail, "the model has been promoted before, so nothing is left to adopt", hint: "promote \(version) instead")
      }
      var entry = history.next(
        .adopt, model: policy.model, version: version, artifact: registered.artifact, stage: stage.name,
        time: session.now, actor: session.actor)
      entry.reason = reason
      return entry
    }
    session.terminal.print(
      recorded.map { "adopted \(policy.model) \(version) at \(stage.name) (entry \($0.entry.sequence))" }
        ?? "\(policy.model) \(version) is adopted at \(stage.name) already")
    return .pass
  }
}

extension Failure {
  static func notRegistered(_ version: String, _ history: ReleaseHistory) -> Failure {
    let near = Spelling.nearest(to: version, among: history.versions)
    let known = history.versions.isEmpty ? "none is" : history.versions.suffix(10).joined(separator: ", ") + " are"
    return Failure(
      .missingInput, "version \(version) is not registered",
      hint: near.map { "did you mean \($0)?" }
        ?? "register it with modelgate-release register; \(known) registered")
  }
}
