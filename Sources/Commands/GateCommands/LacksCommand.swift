import ArgumentParser
import CommandSupport
import Core
import Policy

struct LacksCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "lacks",
    abstract: "Ends in 0 when the policy has no such step or stage, or nothing to release to it; else in 1.",
    discussion: """
      For workflows that serve every policy: modelgate-gate lacks staging && exit 0. It asks this way round so that a \
      policy which cannot be read never passes for one that has nothing to check.
      """)

  @Argument(help: "`data`, `comparison`, or the name of a stage.")
  var part: String

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    let missing: String? =
      switch part {
      case "data": policy.data.isEmpty ? "data" : nil
      case ComparisonPolicy.step: policy.comparison == nil ? part : nil
      // A policy that only checks data has nothing that could be released.
      default: policy.stage(part) == nil ? part : policy.artifact == nil ? "artifact to release" : nil
      }
    guard let missing else { return .fail }
    session.terminal.print("\(options.policy.printable) has no \(missing.printable): nothing to do")
    return .pass
  }
}
