import CommandSupport
import Core
import Ledger
import Policy

/// Tells the policy's webhooks what the ledger already has.
struct Notifier {
  private let policy: ModelPolicy
  private let session: Session

  init(_ policy: ModelPolicy, _ session: Session) {
    self.policy = policy
    self.session = session
  }

  func tell(about recorded: ReleaseLedger.Recorded, from: String?) {}
}
