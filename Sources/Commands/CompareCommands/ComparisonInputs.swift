import Comparison
import Core
import DataSources
import Evidence
import Metrics
import Policy
import Reporting
import Scan

/// Everything that one comparison needs, read from disk.
struct ComparisonInputs {
  struct File {
    /// As evidence calls it.
    let name: String
    let path: String
  }

  struct Named {
    let candidate: File
    let baseline: File?
    let simpler: File?
    let history: File?
    let constraints: File?
  }

  private enum Sides {
    /// Predictions of all models.
    case rows(PairedPredictions)
    /// The candidate's predictions, beside what was recorded of the baseline.
    case beside(PairedPredictions, RecordedMetrics)
    /// Numbers only, the baseline's from a document or recorded.
    case documents(MetricDocument, MetricDocument?, RecordedMetrics?)
  }

  private let sides: Sides
  private let settings: ComparisonSettings
  private let history: MetricHistory
  /// Rules that a file of constraints adds.
  private let constraints: [ComparisonRule]
  let subjects: [Resource]
  /// The candidate's predictions or metrics, where they are.
  let file: String

  /// Whether names of metrics are those of a document.
  var isDocument: Bool { if case .documents = sides { true } else { false } }

  /// As a policy has it.
  ///
  /// - Parameter recorded: what the ledger says of the baseline, where the policy asks it.
  init(
    _ files: Named, _ policy: ComparisonPolicy, recorded: RecordedMetrics?, threads: Int
  ) throws(Failure) {
    var settings = policy.settings
    settings.threads = threads
    try self.init(files, settings, isDocument: policy.columns == nil, recorded: recorded) { _ in
      policy.columns ?? PredictionColumns()
    }
  }

  /// As flags have it.
  init(_ files: Named, _ options: ColumnOptions, slices: [String]) throws(Failure) {
    var settings = ComparisonSettings()
    try options.apply(to: &settings)
    settings.sliceColumns = slices
    let isDocument = try Self.isDocument(files.candidate.path)
    try self.init(files, settings, isDocument: isDocument, recorded: nil) { source throws(Failure) in
      try options.columns(of: source)
    }
  }

  private init(
    _ files: Named, _ settings: ComparisonSettings, isDocument: Bool, recorded: RecordedMetrics?,
    _ columns: (any RowSource) throws(Failure) -> PredictionColumns
  ) throws(Failure) {
    var reader = InputReader()
    if isDocument {
      let candidate = try reader.document(files.candidate, .candidatePredictions)
      let baseline = try files.baseline.map { file throws(Failure) in try reader.document(file, .baselinePredictions) }
      sides = .documents(candidate, baseline, recorded)
    } else {
      let candidate = try reader.rows(files.candidate, .candidatePredictions)
      var (baseline, recorded) = (nil as (any RowSource)?, recorded)
      if let file = files.baseline {
        if try Self.isDocument(file.path) {
          recorded = RecordedMetrics(try reader.document(file, .baselinePredictions))
        } else {
          baseline = try reader.rows(file, .baselinePredictions)
        }
      }
      let simpler = try files.simpler.map { file throws(Failure) in try reader.rows(file, .simplerPredictions) }
      let rows = try PairedPredictions(
        candidate: candidate, baseline: baseline, simpler: simpler, columns: columns(candidate),
        threshold: settings.threshold, sliceColumns: settings.sliceColumns, groupColumns: settings.groupColumns,
        searching: settings.discovery, threads: settings.threads)
      sides = recorded.map { .beside(rows, $0) } ?? .rows(rows)
    }
    history = try files.history.map { file throws(Failure) in try reader.history(file) } ?? MetricHistory()
    constraints = try files.constraints.map { file throws(Failure) in try reader.constraints(file) } ?? []
    self.settings = settings
    subjects = reader.subjects
    file = files.candidate.path
  }

  private static func isDocument(_ path: String) throws(Failure) -> Bool {
    // A directory or a pattern is part files of a table; standard input cannot be read twice.
    guard path != "-", Files.exists(path), !Files.isDirectory(path) else { return false }
    let head = try MappedFile(path).withBytes { bytes in (0..<min(bytes.count, 1 << 16)).map { bytes[$0] } }
    return MetricDocument.recognises(head)
  }

  /// What the page of its report draws; nil without rows.
  func figures(_ report: ComparisonReport) -> (@Sendable () -> Markup)? {
    switch sides {
    case .rows(let rows), .beside(let rows, _):
      { ComparisonFigures(report: report, candidate: rows.candidate, baseline: rows.baseline).markup }
    case .documents: nil
    }
  }

  func compare(_ rules: [ComparisonRule], progress: @escaping ResamplingProgress) throws(Failure) -> ComparisonReport {
    let rules = rules + constraints
    switch sides {
    case .rows(let rows):
      return ModelComparison.run(
        rows, rules: rules, settings: settings, history: history, progress: progress)
    case .documents(let candidate, let baseline, let recorded):
      if let baseline { try candidate.requireComparable(with: baseline, for: rules.map(\.metric.text)) }
      return try RecordedComparison(
        candidate: RecordedMetrics(candidate), baseline: baseline.map { RecordedMetrics($0) } ?? recorded,
        settings: settings, history: history
      ).run(rules)
    case .beside(let rows, let baseline):
      let candidate = RecordedMetrics(name: file, of: rules.map(\.metric), on: rows, settings)
      return try RecordedComparison(
        candidate: candidate, baseline: baseline, settings: settings, history: history
      ).run(rules, rows: rows)
    }
  }
}

/// Reads files and remembers their digests.
private struct InputReader {
  private(set) var subjects: [Resource] = []

  mutating func rows(_ file: ComparisonInputs.File, _ role: Resource.Role) throws(Failure) -> any RowSource {
    let data = try DataSource(file.path)
    subjects.append(Resource(role, file.name, data.digest))
    return data.rows
  }

  mutating func document(_ file: ComparisonInputs.File, _ role: Resource.Role) throws(Failure) -> MetricDocument {
    try MetricDocument(parsing: bytes(file, role), name: file.path)
  }

  mutating func history(_ file: ComparisonInputs.File) throws(Failure) -> MetricHistory {
    MetricHistory(try MetricTable.history(parsing: bytes(file, .history), name: file.path))
  }

  mutating func constraints(_ file: ComparisonInputs.File) throws(Failure) -> [ComparisonRule] {
    let found = try MetricConstraints(parsing: bytes(file, .constraints), name: file.path)
    return try found.constraints.map { constraint throws(Failure) in
      if constraint.isStrict {
        throw Failure(
          .malformedData, "the constraint of '\(constraint.metric)' leaves out the threshold itself",
          at: Place(file: file.path), hint: "use LessThanThreshold or GreaterThanThreshold, which allow it")
      }
      let metric = (try? Metric(constraint.metric)) ?? Metric(foreign: constraint.metric)
      return ComparisonRule(
        metric: metric, limit: constraint.isAtLeast ? .atLeast(constraint.threshold) : .atMost(constraint.threshold))
    }
  }

  private mutating func bytes(_ file: ComparisonInputs.File, _ role: Resource.Role) throws(Failure) -> [UInt8] {
    let bytes = try Files.read(file.path)
    subjects.append(Resource(role, file.name, ContentDigest(of: bytes)))
    return bytes
  }
}
