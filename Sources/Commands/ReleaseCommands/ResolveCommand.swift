import ArgumentParser
import CommandSupport
import Core
import Ledger

struct ResolveCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Prints which version is released to a stage, and its artifact's digest.",
    discussion: "One line, at once and offline: what an application build asks.")

  @Option(name: .long, help: ArgumentHelp("The stage.", valueName: "name"))
  var stage: String

  @Flag(name: .long, help: "Print a JSON object instead.")
  var json = false

  @OptionGroup var options: LedgerOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let (ledger, model) = try options.open(session)
    let stages = try ledger.head()?.entry.stages ?? [:]
    guard let release = stages[stage] else {
      let near = Spelling.nearest(to: stage, among: stages.keys.sorted()).map { "did you mean \($0)?" }
      throw Failure(
        .missingInput, "no version of \(model) is released to '\(stage)'",
        hint: near ?? "see modelgate-release history")
    }
    if json {
      let line: JSON = [
        "model": .string(model), "stage": .string(stage), "version": .string(release.version),
        "artifact": .text(release.artifact), "entry": .integer(release.sequence),
      ]
      session.terminal.print(String(decoding: line.canonical, as: UTF8.self))
    } else {
      session.terminal.print("\(release.version) \(release.artifact)")
    }
    return .pass
  }
}
