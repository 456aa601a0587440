package import Core

/// One release event. Entries form a hash chain: each names the digest of the one before it.
package struct LedgerEntry: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A version exists, with this artifact.
    case register
    /// What already served a stage before there was a ledger.
    case adopt
    /// A plan was made, and asks for approvals.
    case request
    /// Somebody approved a plan.
    case approve
    /// A version took a stage by an approved plan.
    case promote
    /// An earlier version took a stage back.
    case rollback

    /// Whether it changes which version holds a stage.
    package var releases: Bool {
      switch self {
      case .adopt, .promote, .rollback: true
      case .register, .request, .approve: false
      }
    }
  }

  /// Which version holds a stage, and since which entry.
  package struct Release: Sendable, Equatable {
    package var version: String
    package var artifact: ContentDigest
    /// The number of the entry that released it there.
    package var sequence: Int

    package init(version: String, artifact: ContentDigest, sequence: Int) {
      self.version = version
      self.artifact = artifact
      self.sequence = sequence
    }
  }

  /// A piece of evidence that a promotion rests on, and when it was gathered, if that is known.
  package struct EvidenceReference: Sendable, Equatable {
    package var step: String
    package var digest: ContentDigest
    package var time: Timestamp?

    package init(step: String, digest: ContentDigest, time: Timestamp?) {
      self.step = step
      self.digest = digest
      self.time = time
    }
  }

  /// An approval document and the signature over it, both stored as objects.
  package struct ApprovalReference: Sendable, Equatable {
    package var document: ContentDigest
    package var signature: ContentDigest

    package init(document: ContentDigest, signature: ContentDigest) {
      self.document = document
      self.signature = signature
    }
  }

  /// Counted from 1.
  package var sequence: Int
  /// The digest of the entry before; nil for the first.
  package var previous: ContentDigest?
  package var model: String
  package var kind: Kind
  package var time: Timestamp
  /// Who ran the command, as the environment tells it: a claim, not a proof. Approvals are the proof.
  package var actor: String
  package var version: String
  package var artifact: ContentDigest
  /// Where the artifact was when it was registered.
  package var path: String?
  package var stage: String?
  /// Why, in the actor's words: adoptions and rollbacks have to say.
  package var reason: String?
  package var plan: ContentDigest?
  package var decision: ContentDigest?
  package var policy: ContentDigest?
  /// The `allowed_signers` file that approvals were checked against.
  package var signers: ContentDigest?
  package var evidence: [EvidenceReference] = []
  package var approvals: [ApprovalReference] = []
  /// Which version holds each stage after this entry: so that the newest entry alone answers `resolve`.
  package var stages: [String: Release] = [:]

  package init(
    sequence: Int, previous: ContentDigest?, model: String, kind: Kind, time: Timestamp, actor: String,
    version: String, artifact: ContentDigest
  ) {
    self.sequence = sequence
    self.previous = previous
    self.model = model
    self.kind = kind
    self.time = time
    self.actor = actor
    self.version = version
    self.artifact = artifact
  }

  /// What happened, in a line: `churn: promote 2.0.0 at production`. All its parts are checked names.
  package var summary: String { "\(model): \(kind.rawValue) \(version)" + (stage.map { " at \($0)" } ?? "") }

  /// The digests of all objects that the entry rests on.
  package var references: [ContentDigest] {
    [plan, decision, policy, signers].compactMap { $0 } + evidence.map(\.digest)
      + approvals.flatMap { [$0.document, $0.signature] }
  }
}
