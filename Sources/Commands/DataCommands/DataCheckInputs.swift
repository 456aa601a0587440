import CommandSupport
import Core
import DataQuality
import DataSources
import Evidence
import Policy
import Scan

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

  /// What was said on the command line.
  struct Options {
    let contract: ContractOptions
    let dialect: Dialect?
    let now: Timestamp
    let scratch: ScratchSpace
  }

  /// - Parameter source: checked in place of the policy's.
  init(
    _ set: DataSetPolicy, _ policy: ModelPolicy, source: String?, samples: Int?, options: Options
  ) throws(Failure) {
    var settings = set.settings
    settings.samples = samples ?? settings.samples
    let tables = set.tables.mapValues { ($0, policy.resolve($0)) }
    try self.init(
      name: set.name, data: (source ?? set.source, source ?? policy.resolve(set.source)),
      contract: set.contract.map { ($0, policy.resolve($0)) },
      reference: set.reference.map { ($0, policy.resolve($0)) },
      object: set.object, tables: tables, parameters: set.parameters, settings: settings, options)
  }

  /// - Parameter usualDrift: holds where neither the settings nor the contract say anything of drift.
  init(
    file: String, contract: String?, reference: String?, settings: DataCheckSettings, usualDrift: DriftLimits?,
    options: Options
  ) throws(Failure) {
    try self.init(
      name: file, data: (file, file), contract: contract.map { ($0, $0) }, reference: reference.map { ($0, $0) },
      object: nil, tables: [:], parameters: .none, settings: settings,
      usualDrift: usualDrift, options)
  }

  /// A file as the policy names it, and where it is.
  private typealias Named = (name: String, path: String)

  private init(
    name: String, data: Named, contract: Named?, reference: Named?, object: String?, tables: [String: Named],
    parameters: ContractParameters, settings: DataCheckSettings, usualDrift: DriftLimits? = nil, _ options: Options
  ) throws(Failure) {
    self.name = name
    file = data.path
    var settings = settings
    settings.now = options.now
    settings.scratch = options.scratch
    settings.redacted.formUnion(options.contract.redact)
    settings.history = try options.contract.measurements()
    var others: [Resource] = []
    if let contract {
      let bytes = try Files.read(contract.path)
      configuration = [Resource(.contract, contract.name, ContentDigest(of: bytes))]
      let read = try DataContract(
        recognising: bytes, file: contract.path, object: options.contract.object ?? object,
        allowsUnsupported: options.contract.allowUnsupported,
        parameters: parameters.adding(ContractParameters(options.contract.parameters.parameter)))
      self.contract = read
      for (name, table) in try Self.tables(read, contract.path, tables, options) {
        let source = try DataSource(table.path, dialect: options.dialect)
        settings.tables[name] = source.rows
        others.append(Resource(.table, table.name, source.digest))
      }
    } else {
      if let name = options.contract.parameters.parameter.first {
        throw Failure(.usage, "--parameter \(name) is for a contract, and there is none", hint: "give --contract FILE")
      }
      configuration = []
      self.contract = nil
    }
    source = (data.name, try DataSource(data.path, dialect: options.dialect))
    if let reference {
      let found = try ReferenceData(reference.path, dialect: options.dialect)
      others.append(Resource(.reference, reference.name, found.digest))
      self.reference = found.profile
      settings.referenceTable = found.table
    } else {
      self.reference = nil
    }
    if settings.drift == nil, !(self.contract?.measuresDrift ?? false) { settings.drift = usualDrift }
    self.settings = settings
    self.others = others
    try Redaction.check(options.contract.redact, source.data.rows.columns.map(\.name))
  }

  /// The files of other tables that a contract refers to, sorted by name: those that were given and, of the rest, those
  /// that lie beside the contract under the name that it gives them. Rules on tables that are not there hold.
  private static func tables(
    _ contract: DataContract, _ path: String, _ ofPolicy: [String: Named], _ options: Options
  ) throws(Failure) -> [(key: String, value: Named)] {
    var files = ofPolicy.merging(try options.contract.tables().mapValues { ($0, $0) }) { $1 }
    for name in files.keys.sorted() where contract.tables[name] == nil {
      let known = contract.tables.keys.sorted()
      let near = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
      throw Failure(
        .usage, "the contract refers to no table '\(name)'", at: Place(file: path),
        hint: near ?? (known.isEmpty ? "it refers to none" : "it refers to: \(known.joined(separator: ", "))"))
    }
    for (name, file) in contract.tables where files[name] == nil && !file.isEmpty {
      let beside = Path.join(Path.parent(path), file)
      if Files.exists(beside) { files[name] = (file, beside) }
    }
    return files.sorted { $0.key < $1.key }
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
    try Files.replace(profile, with: found.profile.file)
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
