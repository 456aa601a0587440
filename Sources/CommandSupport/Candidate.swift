package import Core
package import Evidence
package import Policy

/// The artifact that asks to be released, as a step's findings name it.
package enum Candidate {
  /// From `--artifact`, else from the policy; nil when neither names one.
  package static func resource(artifact: String?, policy: ModelPolicy?) throws(Failure) -> Resource? {
    if let artifact { return Resource(.candidate, artifact, try Files.digest(artifact)) }
    guard let policy, let named = policy.artifact else { return nil }
    return Resource(.candidate, named, try Files.digest(policy.resolve(named)))
  }
}
