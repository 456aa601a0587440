package import ArgumentParser
package import CommandSupport
package import Core

package struct InitRoot: Executable {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-init",
    abstract: "Writes a policy, a contract inferred from the data, and a CI workflow into the repository you are in.",
    discussion: """
      It looks for CSV files, predictions and model files in this folder, says what it picked, and writes what a model \
      release needs. A file that is there already is left alone.
      """,
    version: Program.version)

  @Option(name: .long, help: ArgumentHelp("The model's name. (default: the repository's)", valueName: "name"))
  var model: String?

  @Option(
    name: .long, help: ArgumentHelp("A data set, in place of those found. May be repeated.", valueName: "file"))
  var data: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The candidate's predictions; repeated, then the baseline's.", valueName: "file"))
  var predictions: [String] = []

  @Option(name: .long, help: ArgumentHelp("The candidate's model file.", valueName: "file"))
  var artifact: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The CI system: \(WorkflowSystem.allCases.map(\.rawValue).joined(separator: ", ")) or none. (default: what the "
        + "repository shows)", valueName: "name"))
  var ci: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Somebody who may approve, with a public SSH key. May be repeated.", valueName: "name=file"))
  var approver: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Who owns the policy, for CODEOWNERS: @team or a name.", valueName: "owner"))
  var owner: String?

  @Flag(name: .long, help: "Replace files that are there already.")
  var force = false

  @Flag(name: .long, help: "Print what would be written, and write nothing.")
  var dryRun = false

  package init() {}

  package func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let setup = try Setup(wishes(), session)
    if dryRun {
      for file in setup.plan.changes {
        session.terminal.print("==> \(file.path.printable) <==\n\(String(decoding: file.bytes, as: UTF8.self))")
      }
    } else {
      try setup.plan.write()
    }
    for line in setup.summary(dryRun: dryRun) { session.terminal.print(line.printable) }
    for warning in setup.warnings { session.terminal.warn(warning) }
    return .pass
  }

  /// The flags, checked as far as they can be by themselves.
  private func wishes() throws(Failure) -> Setup.Wishes {
    if let model, let problem = Name.problem(with: model) {
      throw Failure(.usage, "'\(model)' cannot name a model: \(problem)", hint: Name.hint)
    }
    if predictions.count > 2 {
      throw Failure(.usage, "--predictions is given \(predictions.count) times", hint: "candidate first, then baseline")
    }
    if let owner, owner.isEmpty || owner.printable != owner || owner.contains("#") {
      throw Failure(.usage, "'\(owner)' is no owner", hint: "for instance: --owner @org/ml-team")
    }
    var paths: [[String]] = []
    for list in [data, predictions, artifact.map { [$0] } ?? []] {
      var seen: [String] = []
      for path in list { seen.append(try Self.relative(path)) }
      paths.append(seen)
    }
    return Setup.Wishes(
      model: model, files: Findings.Wishes(data: paths[0], predictions: paths[1], artifact: paths[2].first),
      ci: ci, approvers: approver, owner: owner, force: force)
  }

  /// A path as a policy in this folder should name it.
  ///
  /// - Throws: `usage` for one that only this machine has.
  private static func relative(_ path: String) throws(Failure) -> String {
    var rest = path[...]
    let here = Files.workingDirectory + "/"
    if rest.hasPrefix(here) { rest = rest.dropFirst(here.count) }
    guard !rest.isEmpty, !rest.hasPrefix("/"), rest != "-" else {
      throw Failure(
        .usage, "'\(path)' is not in this folder, and a CI job would not have it",
        hint: "copy it into the repository, and name it from here")
    }
    return Path.normalised(String(rest))
  }
}
