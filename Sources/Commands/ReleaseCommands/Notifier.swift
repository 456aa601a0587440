import CommandSupport
import Core
import HTTP
import Ledger
import Policy

/// Tells the policy's webhooks what the ledger already has. Nothing that happens here changes what was done: a hook
/// that cannot be told is a warning.
struct Notifier {
  private let policy: ModelPolicy
  private let session: Session

  /// For all hooks together: they are told at once, and a hook that does not answer holds nobody up for longer.
  private static let patience: Duration = .seconds(2)

  init(_ policy: ModelPolicy, _ session: Session) {
    self.policy = policy
    self.session = session
  }

  /// - Parameter from: the version that held the stage before.
  func tell(about recorded: ReleaseLedger.Recorded, from: String?) {
    let body = Self.message(recorded, from: from).canonical
    let requests = addresses.map { address in
      HTTPRequest(
        .post, address, headers: [HTTPHeader("Content-Type", "application/json")], body: body, timeout: Self.patience,
        responseLimit: 1 << 16)
    }
    if requests.isEmpty { return }
    let client = HTTPClient(
      userAgent: Program.tool(ReleaseRoot.self), environment: session.environment, retries: .never)
    for result in client.sendAll(requests, deadline: Self.patience) {
      do throws(Failure) {
        _ = try result.get().success()
      } catch {
        for diagnostic in error.diagnostics {
          session.terminal.warn("a webhook was not told, which changes nothing else: \(diagnostic.message)")
        }
      }
    }
  }

  private var addresses: [String] {
    policy.notify.compactMap { target in
      switch target {
      case .webhook(let address): return address
      case .webhookVariable(let name):
        if let address = session.variable(name) { return address }
        session.terminal.warn("the variable \(name) is not set, so its webhook was not told")
        return nil
      }
    }
  }

  /// `text` is what Slack and those that are compatible with it show; `event` is the ledger's entry as it stands.
  private static func message(_ recorded: ReleaseLedger.Recorded, from: String?) -> JSON {
    let entry = recorded.entry
    let what = entry.kind == .rollback ? "was rolled back to" : "is now"
    var text = "\(entry.model): \(entry.stage ?? "") \(what) \(entry.version)"
    if let from { text += ", before \(from)" }
    if let reason = entry.reason { text += " (\(reason))" }
    return ["text": .string(slackText(text)), "event": entry.json, "digest": .text(recorded.digest)]
  }

  /// Slack reads `<`, `>` and `&` as markup: https://docs.slack.dev/messaging/formatting-message-text
  private static func slackText(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
