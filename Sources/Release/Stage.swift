package import Core

/// A rung of the ladder, as the policy describes it.
package struct Stage: Sendable, Equatable {
  package var name: String
  /// The stage that a version must have been released to before.
  package var after: String?
  /// The steps whose evidence must be there and good: `data/NAME`, `comparison`.
  package var requires: [String]
  /// How old evidence may be when it is weighed; nil for any age.
  package var maxEvidenceAge: Timestamp.Span?
  /// Nil when nobody has to approve.
  package var approvals: ApprovalRule?

  package init(
    name: String, after: String? = nil, requires: [String], maxEvidenceAge: Timestamp.Span? = nil,
    approvals: ApprovalRule? = nil
  ) {
    self.name = name
    self.after = after
    self.requires = requires
    self.maxEvidenceAge = maxEvidenceAge
    self.approvals = approvals
  }
}

/// How many people must approve, and which.
package struct ApprovalRule: Sendable, Equatable {
  /// Distinct people with distinct keys; at least 1.
  package var count: Int
  /// The `allowed_signers` file, as the policy names it.
  package var signers: String
  /// The principals that may approve; nil for everyone in the file.
  package var by: [String]?
  /// How long after it was signed an approval counts.
  package var validFor: Timestamp.Span?

  package init(count: Int, signers: String, by: [String]? = nil, validFor: Timestamp.Span? = nil) {
    self.count = count
    self.signers = signers
    self.by = by
    self.validFor = validFor
  }

  package var json: JSON {
    .members([
      "count": .integer(count),
      "by": by.map { .array($0.map { .string($0) }) },
      "validFor": validFor.map { .text($0) },
    ])
  }
}
