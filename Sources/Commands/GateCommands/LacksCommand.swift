import ArgumentParser
import CommandSupport
import Core
import Policy

struct LacksCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "lacks", abstract: "Ends in 0 when the policy has no such step or stage, in 1 when it has.",
    discussion: """
      For workflows that serve every policy: modelgate-gate lacks staging && exit 0. It asks this way round so that a \
      policy which cannot be read never passes for one that has nothing to check.
      """)

  @Argument(help: "`data`, `comparison`, or the name of a stage.")
  var part: String

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    let lacks =
      switch part {
      case "data": policy.data.isEmpty
      case ComparisonPolicy.step: policy.comparison == nil
      default: policy.stage(part) == nil
      }
    if lacks { session.terminal.print("\(options.policy.printable) has no \(part.printable): nothing to do") }
    return lacks ? .pass : .fail
  }
}
