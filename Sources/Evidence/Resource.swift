package import Core

/// Something examined or configured by, under its digest: an in-toto resource descriptor.
package struct Resource: Sendable, Equatable {
  /// Why it is there.
  package enum Role: String, Sendable, CaseIterable {
    /// The artifact that asks to be released.
    case candidate
    case data
    case reference
    /// Another table, which the data refer to.
    case table
    case candidatePredictions = "candidate-predictions"
    case baselinePredictions = "baseline-predictions"
    /// Of a simpler model.
    case simplerPredictions = "simpler-predictions"
    /// Metrics of earlier releases.
    case history
    /// Limits that another tool wrote.
    case constraints
    case policy
    case contract
  }

  package var role: Role
  /// The path as the policy or the command line has it.
  package var name: String
  package var digest: ContentDigest

  package init(_ role: Role, _ name: String, _ digest: ContentDigest) {
    self.role = role
    self.name = name
    self.digest = digest
  }

  package var json: JSON {
    [
      "name": .string(name), "digest": ["sha256": .string(digest.hex)], "annotations": ["role": .string(role.rawValue)],
    ]
  }

  package init?(_ json: JSON) {
    guard let name = json["name"]?.string,
      let digest = json["digest"]?["sha256"]?.string.flatMap({ ContentDigest($0) }),
      let role = json["annotations"]?["role"]?.string.flatMap(Role.init(rawValue:))
    else { return nil }
    self.init(role, name, digest)
  }
}
