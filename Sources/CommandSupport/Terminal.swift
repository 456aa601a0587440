package import Core
import Glibc
package import Reporting

/// Standard output and error. A reader that goes away never changes what the command decides.
package struct Terminal: Sendable {
  private let environment: [String: String]
  /// Whether something reads commands from what is printed, so that none may hide in it.
  private let isRead: Bool

  init(environment: [String: String]) {
    self.environment = environment
    isRead = CISystem.detect(environment)?.readsLog ?? false
  }

  /// For people and for the next command: results only.
  package func print(_ text: String) { say(text + "\n", to: STDOUT_FILENO) }

  /// Problems.
  package func complain(_ text: String) { say(text + "\n", to: STDERR_FILENO) }

  /// Commands for the CI system, made by its own writer.
  func command(_ lines: [String], to stream: Int32 = STDOUT_FILENO) {
    Self.write(lines.map { $0 + "\n" }.joined(), to: stream)
  }

  private func say(_ text: String, to stream: Int32) {
    Self.write(isRead ? HarmlessLog.text(text) : text, to: stream)
  }

  package func warn(_ text: String) { complain("\(paint("warning:", "1;33")) \(text.printable)") }

  package func show(_ failure: Failure) {
    for diagnostic in failure.diagnostics {
      let prefix = paint(failure.code == .conflict ? "conflict:" : "error:", "1;31")
      complain("\(prefix) \(diagnostic.text)")
    }
  }

  package func show(_ report: StepReport) {
    say(ConsoleReport(width: width, colour: colour(on: STDOUT_FILENO)).render(report), to: STDOUT_FILENO)
  }

  /// Asks a question that `y` or `yes` answers; true where nobody is there to ask.
  package func confirm(_ question: String) -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return true }
    Self.write("\(question.printable) [y/N] ", to: STDOUT_FILENO)
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }

  private func paint(_ text: String, _ code: String) -> String {
    colour(on: STDERR_FILENO) ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// See https://no-color.org; a dumb terminal and a pipe get none either.
  private func colour(on stream: Int32) -> Bool {
    if let forced = environment["CLICOLOR_FORCE"], forced != "0", !forced.isEmpty { return true }
    return isatty(stream) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal on standard output; nil when it is none, or one that a CI system pretends: its log is
  /// as wide as whoever reads it likes.
  private var width: Int? {
    if CISystem.detect(environment) != nil { return nil }
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 20 { return columns }
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return Int(size.ws_col)
  }

  private static func write(_ text: String, to stream: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(stream, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        // Nobody reads any more; the exit code still says what was decided.
        return
      }
    }
  }
}
