import Core
import Glibc

/// A directory in which the churn example is played.
package protocol Workspace: Sendable {
  var path: String { get }
}

extension Workspace {
  /// Runs a command line in the directory.
  @discardableResult
  package func run(_ line: String, environment: [String: String] = [:]) -> Command.Result {
    Command.run(line.split(separator: " ").map(String.init), in: path, environment: environment)
  }

  /// Runs command lines that have to succeed.
  package func play(_ lines: String...) {
    for line in lines {
      let result = run(line)
      precondition(result.code == 0, "\(line): exit \(result.code)\n\(result.output)\(result.errors)")
    }
  }

  /// 1.0.0 in production, 2.0.0 registered, its evidence gathered, decided for staging.
  package func prepare() {
    play(
      "modelgate-release register 1.0.0 --artifact models/1.0.0/model.joblib --requester carol@example.com",
      "modelgate-release adopt 1.0.0 --stage production --reason before", "modelgate-data check", "modelgate-compare",
      "modelgate-gate --stage staging", "modelgate-release register 2.0.0 --requester carol@example.com")
  }

  /// The same, with a second version of the same artifact: what holds a stage already cannot be promoted to it again,
  /// so tests that promote many times take turns.
  package func prepareTwins() {
    prepare()
    play("modelgate-release register 2.0.1")
  }

  /// The version whose turn it is.
  package func twin(_ turn: Int) -> String { turn.isMultiple(of: 2) ? "2.0.0" : "2.0.1" }

  /// Promotes again and again, each run killed a little later than the one before.
  ///
  /// - Parameter check: what has to hold after each kill; told how far the run had come.
  /// - Returns: how many runs were killed before they were done.
  package func killPromotions(steps: Int, check: (String) -> Void) -> Int {
    prepareTwins()
    play("modelgate-release plan \(twin(1)) --stage staging --no-record --requester first")
    let whole = ContinuousClock().measure { play("modelgate-release promote --stage staging") }
    let microseconds = Int(whole / .microseconds(1))
    var interrupted = 0
    for step in 0..<steps {
      play("modelgate-release plan \(twin(step)) --stage staging --no-record --requester run\(step)")
      let running = Command.start(["modelgate-release", "promote", "--stage", "staging"], in: path)
      usleep(UInt32(microseconds * step / steps))
      running.kill()
      if running.wait().code != 0 { interrupted += 1 }
      check("killed after \(step)/\(steps) of the run")
    }
    return interrupted
  }
}
