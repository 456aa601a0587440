package import ArgumentParser
import Core
import Glibc

/// One executable that is several.
package enum MultiCall {
  /// Becomes one of the tools, by the name that it was called under (`modelgate-gate …`) or by the first argument
  /// (`modelgate gate …`).
  package static func run(_ tools: [any ParsableCommand.Type]) -> Never {
    let session = Session.current()
    Program.requireArguments(session)
    let arguments = CommandLine.arguments
    let called = Path.name(arguments.first ?? "")
    if let tool = tools.first(where: { $0._commandName == called }) { Program.run(tool) }
    let first = arguments.dropFirst().first ?? "--help"
    if let tool = tools.first(where: { $0._commandName == "modelgate-\(first)" }) {
      Program.run(tool, Array(arguments.dropFirst(2)))
    }
    let terminal = session.terminal
    switch first {
    case "--version": terminal.print(Program.version)
    case "--help", "-h", "help": terminal.print(overview(tools))
    default:
      let names = tools.map { String($0._commandName.dropFirst("modelgate-".count)) }
      let near = Spelling.nearest(to: first, among: names).map { "did you mean '\($0)'?" }
      terminal.show(
        Failure(.usage, "there is no tool '\(first)'", hint: near ?? "one of: \(names.joined(separator: ", "))"))
      Glibc.exit(Core.ExitCode.usage.rawValue)
    }
    Glibc.exit(Core.ExitCode.pass.rawValue)
  }

  private static func overview(_ tools: [any ParsableCommand.Type]) -> String {
    let width = tools.map { $0._commandName.count }.max() ?? 0
    let lines = tools.map { tool in
      let name = tool._commandName
      return "  \(name)\(String(repeating: " ", count: width - name.count))  \(tool.configuration.abstract)"
    }
    return "Checks and gates releases of machine-learning models. Each tool has --help:\n\n"
      + lines.joined(separator: "\n")
  }
}
