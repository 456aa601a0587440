package import Core
package import Ledger
package import Policy
package import Release

extension ModelPolicy {
  /// The model's own ledger, where the policy keeps it.
  package func openLedger(_ session: Session, offline: Bool = false) throws(Failure) -> ReleaseLedger {
    try ledger.open(model: model, in: Path.parent(file), environment: session.environment, offline: offline)
  }
}

extension ReleaseLedger {
  package func history() throws(Failure) -> ReleaseHistory { ReleaseHistory(try entries()) }

  /// Appends what `entry` makes of the ledger as it is. When somebody else appends in between, it is made again from
  /// what the ledger is then; whether it still may is for `entry` to say.
  ///
  /// - Parameter objects: what the entry rests on.
  /// - Returns: nil when `entry` finds nothing to do.
  package func append(
    with objects: [[UInt8]] = [], _ entry: (ReleaseHistory) throws(Failure) -> LedgerEntry?
  ) throws(Failure) -> Recorded? {
    while true {
      guard let next = try entry(try history()) else { return nil }
      if let recorded = try append(next, with: objects) { return recorded }
    }
  }

  /// The approvals of a plan that were added to the ledger.
  package func approvals(of plan: ContentDigest, _ history: ReleaseHistory) throws(Failure) -> [SignedApproval] {
    var approvals: [SignedApproval] = []
    for reference in history.approvals(of: plan) {
      approvals.append(
        SignedApproval(
          name: store.place(of: reference.document).file ?? "", document: try object(reference.document),
          signature: try object(reference.signature)))
    }
    return approvals
  }
}
