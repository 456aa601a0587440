import ArgumentParser
import CommandSupport
import Core
import Ledger
import Policy
import Release

struct RegisterCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "register", abstract: "Records that a version exists, with its artifact's digest.")

  @Argument(help: "The version, for instance 2.0.0.")
  var version: String

  @Option(name: .long, help: ArgumentHelp("The model file. (default: the policy's artifact)", valueName: "file"))
  var artifact: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Who asks for the release and may not approve it. (default: from the CI)", valueName: "name"))
  var requester: String?

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    if let problem = Name.problem(with: version) {
      throw Failure(.usage, "'\(version)' cannot name a version: \(problem)", hint: Name.hint)
    }
    let policy = try options.load()
    guard let path = artifact ?? policy.artifact.map(policy.resolve) else {
      throw Failure(.usage, "no artifact is named", hint: "give --artifact, or set 'artifact:' in the policy")
    }
    let digest = try Files.digest(path)
    let ledger = try policy.openLedger(session)
    let recorded = try ledger.append { history throws(Failure) in
      if let earlier = history.registration(of: version) {
        guard earlier.artifact == digest else {
          throw Failure(
            .fail, "version \(version) is registered already with another artifact, \(earlier.artifact)",
            at: Place(file: path), hint: "a version never changes: register this artifact under a new one")
        }
        return nil
      }
      var entry = history.next(
        .register, model: policy.model, version: version, artifact: digest, stage: nil, time: session.now,
        actor: requester ?? session.actor)
      entry.path = path
      return entry
    }
    if let recorded {
      session.terminal.print(
        "registered \(policy.model) \(version) \(digest) (entry \(recorded.entry.sequence), by "
          + "\(recorded.entry.actor.printable))")
    } else {
      session.terminal.print("\(policy.model) \(version) \(digest) is registered already")
    }
    return .pass
  }
}
