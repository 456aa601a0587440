package import Core
package import Evidence
package import Policy
package import Release

extension Gate {
  /// The gate of a stage, from the policy and the files it names.
  ///
  /// - Throws: `missingInput` when a contract that the policy names is not there.
  package init(_ policy: ModelPolicy, stage: Stage, candidate: ContentDigest) throws(Failure) {
    var contracts: [String: ContentDigest] = [:]
    for data in policy.data where stage.requires.contains(data.step) {
      if let contract = data.contract { contracts[data.step] = try Files.digest(policy.resolve(contract)) }
    }
    self.init(
      model: policy.model, stage: stage, candidate: candidate,
      policy: Resource(.policy, Path.name(policy.file), policy.digest), contracts: contracts)
  }
}

/// The evidence that a stage requires, as it lies in the folder.
package struct CollectedEvidence: Sendable {
  package private(set) var submissions: [String: Gate.Submission] = [:]
  package private(set) var documents: [String: EvidenceFolder.Document] = [:]

  /// - Throws: `malformedData` for evidence that is whole and yet no evidence of ours.
  package init(for stage: Stage, in folder: EvidenceFolder) throws(Failure) {
    for step in stage.requires where folder.exists(step) {
      let document = try folder.read(step)
      let statement =
        document.isIntact ? try EvidenceStatement(parsing: document.bytes, file: document.file) : nil
      documents[step] = document
      submissions[step] = Gate.Submission(
        statement: statement, digest: document.digest, time: document.environment?.time)
    }
  }
}
