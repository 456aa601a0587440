import Core
import Glibc
import Synchronization

/// One line on a terminal that says how far long work has come; nothing where there is no terminal, or where the work
/// is done before anybody would look.
package final class ProgressLine: Sendable {
  private struct State {
    var shown = false
    var updated: ContinuousClock.Instant
  }

  private let title: String
  private let start = ContinuousClock.now
  private let state: Mutex<State>
  private let isOn: Bool

  private let countsBytes: Bool

  /// - Parameter countsBytes: whether what is done are bytes, whose rate people know.
  package init(_ title: String, _ session: Session, countsBytes: Bool = true) {
    self.title = title.printable
    self.countsBytes = countsBytes
    state = Mutex(State(updated: start))
    isOn = isatty(STDERR_FILENO) == 1 && session.variable("TERM") != "dumb" && session.variable("CI") == nil
  }

  /// - Parameters:
  ///   - done: so far, from any thread and in any order.
  ///   - total: in all.
  package func update(_ done: Int, of total: Int) {
    guard isOn else { return }
    let now = ContinuousClock.now
    let elapsed = (now - start) / .seconds(1)
    guard elapsed > 0.5, total > 0 else { return }
    state.withLock { state in
      guard now - state.updated > .milliseconds(100) else { return }
      state.updated = now
      state.shown = true
      let rate = Double(done) / elapsed
      let left = Int((Double(total - done) / rate).rounded(.up))
      let speed = countsBytes ? "  \(Int(rate / 1_000_000)) MB/s" : ""
      Self.write("\r\(title)  \(100 * done / total) %\(speed)  \(left) s left\u{1B}[K")
    }
  }

  /// Takes the line away, so that the report stands where it stood.
  package func end() {
    if state.withLock({ $0.shown }) { Self.write("\r\u{1B}[K") }
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
