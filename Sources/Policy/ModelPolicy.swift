package import Core
package import DataQuality
package import Ledger
package import Release

/// `modelgate.yaml`, read and checked: what must hold before a version of one model may go to a stage.
///
/// Paths stand as the file has them, relative to the policy's own directory; `resolve(_:)` makes them usable.
package struct ModelPolicy: Sendable {
  /// The file, as the user named it.
  package let file: String
  /// The digest of the file's bytes: what evidence is gathered under.
  package let digest: ContentDigest
  package let bytes: [UInt8]
  /// The model's name.
  package let model: String
  /// The candidate's artifact, unless the command line names another.
  package let artifact: String?
  /// In the order of the file.
  package let data: [DataSetPolicy]
  package let comparison: ComparisonPolicy?
  /// In the order of the file: from the first rung to the last.
  package let stages: [Stage]
  /// Where the ledger is kept.
  package let ledger: LedgerLocation
  package let notify: [NotificationTarget]

  /// A path of the policy, seen from the working directory.
  package func resolve(_ path: String) -> String { Path.join(Path.parent(file), path) }

  /// The policy itself and every file that it names.
  package var files: [String] {
    var named = [artifact] + (comparison?.files ?? [])
    for set in data {
      named += [set.source, set.contract, set.reference] + set.tables.keys.sorted().map { set.tables[$0] }
    }
    for stage in stages { named.append(stage.approvals?.signers) }
    return [file] + named.compactMap { $0.map(resolve) }
  }

  package func stage(_ name: String) -> Stage? { stages.first { $0.name == name } }
}

/// A data set to be checked before a release.
package struct DataSetPolicy: Sendable {
  package let name: String
  package let source: String
  package let contract: String?
  /// A table, or a profile that `modelgate-data profile` wrote.
  package let reference: String?
  /// Which object of the contract describes it; nil for the only one.
  package let object: String?
  /// Files of other tables that the contract refers to, by name.
  package let tables: [String: String]
  /// Values that the contract leaves open.
  package let parameters: ContractParameters
  package let settings: DataCheckSettings

  /// What stages call its evidence.
  package var step: String { "data/\(name)" }
}

/// Whom to tell about promotions and rollbacks.
package enum NotificationTarget: Sendable, Equatable {
  /// An address in the policy itself.
  case webhook(String)
  /// The name of an environment variable that holds the address, since such an address is a secret.
  case webhookVariable(String)
}
