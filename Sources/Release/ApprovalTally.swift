package import Core
package import Signatures

/// Which approvals of a plan count, and why the others do not.
package struct ApprovalTally: Sendable {
  package enum Standing: Sendable, Equatable {
    case counted
    /// A good signature that does not count, and why.
    case uncounted(String)
    /// Not what somebody signed: damaged, altered or forged.
    case invalid(String)
    /// A good approval of another plan.
    case unrelated
  }

  package struct Approval: Sendable, Equatable {
    package let name: String
    /// Who says to have signed; nil when the document cannot be read.
    package let signer: String?
    package let signed: Timestamp?
    package let fingerprint: String?
    package let standing: Standing
  }

  /// In the order of signing.
  package let approvals: [Approval]
  package let required: Int
  /// Who may still approve, by the file's order: listed with a key that is valid now, no requester, not counted yet.
  package let eligible: [String]

  package var counted: [Approval] { approvals.filter { $0.standing == .counted } }
  package var missing: Int { max(0, required - counted.count) }

  package var invalid: [Approval] {
    approvals.filter { if case .invalid = $0.standing { true } else { false } }
  }

  /// An approval that was tampered with blocks, even when there are enough without it.
  package var verdict: Verdict { invalid.isEmpty ? (missing == 0 ? .pass : .hold) : .fail }

  /// Counts distinct people with distinct keys. Where two people share a key it counts once, for whoever signed
  /// first; a key that the requester may use does not count at all.
  ///
  /// - Parameters:
  ///   - plan: what they should have approved.
  ///   - rule: nil when nobody has to approve.
  ///   - time: when it is counted; keys must be valid and approvals not expired at that moment, so that a signature
  ///     dated back gains nothing.
  package static func count(
    _ submitted: [SignedApproval], for plan: PromotionPlan, rule: ApprovalRule?, signers: AllowedSigners,
    at time: Timestamp
  ) -> ApprovalTally {
    let read = submitted.map { Reading($0, plan: plan.digest) }.sorted {
      ($0.document?.signed.seconds ?? .max, $0.name) < ($1.document?.signed.seconds ?? .max, $1.name)
    }
    var people: Set<String> = []
    var keys: Set<SSHPublicKey> = []
    var approvals: [Approval] = []
    for reading in read {
      var standing = reading.standing
      if standing == nil, let document = reading.document, let key = reading.key {
        if let reason = objection(to: document, key: key, plan: plan, rule: rule, signers: signers, at: time) {
          standing = .uncounted(reason)
        } else if people.contains(document.signer) {
          standing = .uncounted("\(document.signer) has approved already")
        } else if keys.contains(key) {
          standing = .uncounted("somebody else has approved with the same key")
        } else {
          people.insert(document.signer)
          keys.insert(key)
          standing = .counted
        }
      }
      approvals.append(
        Approval(
          name: reading.name, signer: reading.document?.signer, signed: reading.document?.signed,
          fingerprint: reading.key?.fingerprint, standing: standing ?? .invalid("it cannot be read")))
    }
    let eligible = rule.map { rule in
      Self.eligible(for: plan, rule, signers, at: time) { !people.contains($0) && !keys.contains($1) }
    }
    return ApprovalTally(approvals: approvals, required: rule?.count ?? 0, eligible: eligible ?? [])
  }

  private static func eligible(
    for plan: PromotionPlan, _ rule: ApprovalRule, _ signers: AllowedSigners, at time: Timestamp,
    where isFree: (String, SSHPublicKey) -> Bool
  ) -> [String] {
    let excluded = Set(
      signers.entries.filter { !Set($0.principals).isDisjoint(with: plan.requesters) }.map(\.key))
    var names: [String] = []
    for entry in signers.entries where !excluded.contains(entry.key) {
      for name in signers.principals(for: entry.key, namespace: ApprovalDocument.namespace, at: time)
      where isFree(name, entry.key) && rule.by?.contains(name) ?? true && !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// Why a good signature does not count; nil when it does.
  private static func objection(
    to document: ApprovalDocument, key: SSHPublicKey, plan: PromotionPlan, rule: ApprovalRule?,
    signers: AllowedSigners, at time: Timestamp
  ) -> String? {
    let principals: [String]
    switch signers.identify(key, namespace: ApprovalDocument.namespace, at: time) {
    case .principals(let names): principals = names
    case .nobody(let why): return "\(document.signer)'s key does not count: \(why)"
    }
    guard principals.contains(document.signer) else {
      return "the key belongs to \(principals.joined(separator: ", ")), not to \(document.signer)"
    }
    // Every principal that the key is listed for in any way, valid now or not.
    let owners = Set(signers.entries.filter { $0.key == key }.flatMap(\.principals))
    if plan.requesters.contains(document.signer) || !owners.isDisjoint(with: plan.requesters) {
      return "\(document.signer) asked for this release"
    }
    if let by = rule?.by, !by.contains(document.signer) { return "\(document.signer) may not approve for this stage" }
    guard document.signed <= time.advanced(by: Timestamp.Span(seconds: 300)) else {
      return "it is dated in the future, \(document.signed)"
    }
    if let limit = rule?.validFor, time.since(document.signed) > limit {
      return "it was signed at \(document.signed) and counted for \(limit)"
    }
    if let expires = document.expires, time > expires { return "it expired at \(expires)" }
    return nil
  }

  /// A submitted approval, read and checked as far as it goes without knowing who may sign.
  private struct Reading {
    let name: String
    var document: ApprovalDocument?
    var key: SSHPublicKey?
    /// Nil when the signature is good and concerns the plan.
    var standing: Standing?

    init(_ approval: SignedApproval, plan: ContentDigest) {
      name = approval.name
      guard let document = ApprovalDocument(parsing: approval.document) else {
        standing = .invalid("the document is not an approval as modelgate-approve writes it")
        return
      }
      self.document = document
      guard let text = approval.signature else {
        standing = .uncounted("its signature is missing")
        return
      }
      do throws(SignatureProblem) {
        let signature = try SSHSignature(armoured: text)
        key = signature.publicKey
        try signature.verify(message: approval.document, namespace: ApprovalDocument.namespace)
      } catch {
        standing = .invalid(error.reason)
        return
      }
      if document.plan != plan { standing = .unrelated }
    }
  }
}

extension ApprovalTally {
  /// What is wrong with an approval in itself, whoever signed it and whatever it approves; nil when nothing is.
  package static func damage(_ approval: SignedApproval) -> String? {
    let none = ContentDigest(of: "")
    if case .invalid(let reason)? = Reading(approval, plan: none).standing { return reason }
    return nil
  }
}
