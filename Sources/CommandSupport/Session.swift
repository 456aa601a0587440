package import Core
import Glibc

/// What a command may know of the world around it: environment, clock, host, and where to print.
package struct Session: Sendable {
  package let environment: [String: String]
  /// When the command started.
  package let now: Timestamp
  package let host: String
  /// The working directory, absolute; empty when it was removed.
  package let directory: String
  package let terminal: Terminal

  /// The process's own.
  package static func current() -> Session {
    var environment: [String: String] = [:]
    for pair in CommandEnvironment.pairs() { environment[pair.name] = pair.value }
    var buffer = [CChar](repeating: 0, count: 256)
    unsafe gethostname(&buffer, buffer.count - 1)
    let host = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return Session(
      environment: environment, now: Timestamp(seconds: Int64(time(nil))), host: host,
      directory: Files.workingDirectory,
      terminal: Terminal(environment: environment))
  }

  /// A variable that is set and not empty.
  package func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Who runs the command: whom the CI names as having started the job, else the user of the machine.
  package var actor: String {
    for name in Self.actorVariables { if let value = variable(name) { return value } }
    return unsafe getpwuid(geteuid()).map { unsafe String(cString: $0.pointee.pw_name) } ?? "uid \(geteuid())"
  }

  /// GitHub, GitLab, Azure, Buildkite, Jenkins, CircleCI, Woodpecker; then the user's own.
  private static let actorVariables = [
    "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_REQUESTEDFOREMAIL", "BUILDKITE_BUILD_AUTHOR_EMAIL", "BUILD_USER_ID",
    "CIRCLE_USERNAME", "CI_PIPELINE_AUTHOR", "USER", "LOGNAME",
  ]
}

/// The process's environment variables.
enum CommandEnvironment {
  static func pairs() -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      let pair = unsafe String(cString: text)
      if let equals = pair.firstIndex(of: "=") {
        pairs.append((String(pair[..<equals]), String(pair[pair.index(after: equals)...])))
      }
      unsafe entry += 1
    }
    return pairs
  }
}
