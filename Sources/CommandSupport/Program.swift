package import ArgumentParser
package import Core
import Glibc

/// A command that ends in an exit code.
package protocol Executable: ParsableCommand {
  /// - Throws: why no verdict could be reached.
  func execute(_ session: Session) throws(Failure) -> Core.ExitCode
}

/// What every executable's `main` does: parse, run, map to an exit code.
package enum Program {
  package static let version = "0.1.0"

  /// - Parameter arguments: nil for the process's own.
  package static func run(_ root: any ParsableCommand.Type, _ arguments: [String]? = nil) -> Never {
    // A reader that closes the pipe must not kill a promotion half way.
    signal(SIGPIPE, SIG_IGN)
    let session = Session.current()
    requireArguments(session)
    Glibc.exit(result(root, arguments, session).rawValue)
  }

  /// Swift reads a process's arguments from /proc. Where there is none, a command without its words must not look like
  /// one that asked for help, and succeed.
  static func requireArguments(_ session: Session) {
    if !CommandLine.arguments.isEmpty { return }
    session.terminal.show(
      Failure(.inputOutput, "the command's arguments cannot be read", hint: "mount /proc, as containers do"))
    Glibc.exit(Core.ExitCode.inputOutput.rawValue)
  }

  private static func result(_ root: any ParsableCommand.Type, _ arguments: [String]?, _ session: Session)
    -> Core.ExitCode
  {
    do {
      var command = try root.parseAsRoot(arguments)
      guard let executable = command as? any Executable else {
        try command.run()
        return .pass
      }
      return try executable.execute(session)
    } catch let failure as Failure {
      session.terminal.show(failure)
      if !CommandLine.arguments.contains("--no-ci") { session.announce(failure, from: root._commandName) }
      return failure.code
    } catch {
      if root.exitCode(for: error).isSuccess {
        session.terminal.print(root.fullMessage(for: error))
        return .pass
      }
      let message = root.message(for: error)
      session.terminal.complain("error: \(message)")
      if !message.contains("\nhint: ") {
        session.terminal.complain("hint: \(root._commandName) --help lists what it takes")
      }
      return .usage
    }
  }

  /// `modelgate-gate 0.1.0`: what environments record as the tool.
  package static func tool(_ command: any ParsableCommand.Type) -> String { "\(command._commandName) \(version)" }
}
