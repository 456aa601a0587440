import ArgumentParser
import CommandSupport
import Core
import Policy

struct LacksCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "lacks", abstract: "Ends in 0 when the policy lacks one of these, in 1 when it has them all.",
    discussion: """
      For workflows that serve every policy: modelgate-gate lacks staging artifact && exit 0. It asks this way round so that a \
      policy which cannot be read never passes for one that has nothing to check.
      """)

  @Argument(help: "`data`, `comparison`, `artifact`, or the name of a stage.")
  var parts: [String]

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    guard let missing = parts.first(where: { Self.lacks(policy, $0) }) else { return .fail }
    session.terminal.print("\(options.policy.printable) has no \(missing.printable): nothing to do")
    return .pass
  }

  private static func lacks(_ policy: ModelPolicy, _ part: String) -> Bool {
    switch part {
    case "data": policy.data.isEmpty
    case "artifact": policy.artifact == nil
    case ComparisonPolicy.step: policy.comparison == nil
    default: policy.stage(part) == nil
    }
  }
}
