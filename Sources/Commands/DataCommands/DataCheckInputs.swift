import CommandSupport
import Core
import DataQuality
import DataSources
import Evidence
import Policy

/// Everything that checking one data set needs, read from disk.
struct DataCheckInputs {
  private let name: String
  /// The data, where it is.
  let file: String
  private let contract: DataContract?
  private let reference: DataProfile?
  private let settings: DataCheckSettings
  /// The data as evidence names it; its digest is worth reading it once more only where there is evidence.
  private let source: (name: String, data: DataSource)
  private let others: [Resource]
  private let configuration: [Resource]

  /// - Parameter source: checked in place of the policy's.
  init(
    _ set: DataSetPolicy, _ policy: ModelPolicy, source: String?, samples: Int?, dialect: Dialect?
  ) throws(Failure) {
    var settings = set.settings
    settings.samples = samples ?? settings.samples
    try self.init(
      name: set.name, data: (source ?? set.source, source ?? policy.resolve(set.source)),
      contract: set.contract.map { ($0, policy.resolve($0)) },
      reference: set.reference.map { ($0, policy.resolve($0)) },
      settings: settings, dialect: dialect)
  }

  init(
    file: String, contract: String?, reference: String?, settings: DataCheckSettings, dialect: Dialect?
  ) throws(Failure) {
    try self.init(
      name: file, data: (file, file), contract: contract.map { ($0, $0) }, reference: reference.map { ($0, $0) },
      settings: settings, dialect: dialect)
  }

  /// A file as the policy names it, and where it is.
  private typealias Named = (name: String, path: String)

  private init(
    name: String, data: Named, contract: Named?, reference: Named?, settings: DataCheckSettings, dialect: Dialect?
  ) throws(Failure) {
    self.name = name
    file = data.path
    self.settings = settings
    if let contract {
      let bytes = try Files.read(contract.path)
      configuration = [Resource(.contract, contract.name, ContentDigest(of: bytes))]
      self.contract = try DataContract(parsing: bytes, file: contract.path)
    } else {
      configuration = []
      self.contract = nil
    }
    source = (data.name, try DataSource(data.path, dialect: dialect))
    if let reference {
      let found = try ReferenceData(reference.path, dialect: dialect)
      others = [Resource(.reference, reference.name, found.digest)]
      self.reference = found.profile
    } else {
      self.reference = nil
      others = []
    }
  }

  /// The files that the data consists of.
  var parts: [String] { source.data.files }

  /// - Parameter profile: where the data's profile is written, which the same pass makes; nil for nowhere.
  func check(threads: Int, profile: String?, _ session: Session) throws(Failure) -> DataReport {
    let line = ProgressLine("checking \(file)", session)
    defer { line.end() }
    guard let profile else {
      return try DataCheck.run(
        source.data.rows, contract: contract, reference: reference, settings: settings, threads: threads
      ) { line.update($0, of: $1) }
    }
    let found = try DataCheck.runAndProfile(
      source.data.rows, contract: contract, reference: reference, settings: settings, threads: threads
    ) { line.update($0, of: $1) }
    try Files.replace(profile, with: found.profile.json.pretty)
    return found.report
  }

  func statement(_ report: DataReport, policy: ModelPolicy, candidate: Resource?) -> EvidenceStatement {
    EvidenceStatement(
      step: "data/\(name)", model: policy.model, verdict: report.verdict, reason: report.reason,
      subjects: [candidate].compactMap { $0 } + [Resource(.data, source.name, source.data.digest)] + others,
      configuration: [Resource(.policy, Path.name(policy.file), policy.digest)] + configuration,
      rules: report.rules.map { EvidenceStatement.Rule(id: $0.id, verdict: $0.verdict, message: $0.message) },
      report: report.json)
  }
}
