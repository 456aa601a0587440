import CommandSupport
import Comparison
import Core
import Evidence
import Ledger
import Metrics
import Policy
import Release

/// The metrics recorded when the version was promoted that holds a stage now.
enum LedgerBaseline {
  /// - Returns: nil when nothing was released to the stage yet.
  /// - Throws: as the ledger does; `malformedData` when the release was recorded without a comparison.
  static func read(_ policy: ModelPolicy, stage: String, _ session: Session) throws(Failure) -> RecordedMetrics? {
    let ledger = try policy.openLedger(session)
    let history = try ledger.history()
    guard let holder = history.stages[stage] else { return nil }
    // A rollback rests on what was recorded when the version was released first.
    let release = history.entries.last {
      $0.entry.kind.releases && $0.entry.version == holder.version
        && $0.entry.evidence.contains { $0.step == ComparisonPolicy.step }
    }
    guard let reference = release?.entry.evidence.first(where: { $0.step == ComparisonPolicy.step }) else {
      throw Failure(
        .malformedData, "version \(holder.version) holds \(stage), and was released without a comparison on record",
        at: Place(file: policy.file, key: "comparison.baseline"), hint: "name a file of its predictions instead")
    }
    let file = ledger.store.place(of: reference.digest).file ?? ""
    let statement = try EvidenceStatement(parsing: ledger.object(reference.digest), file: file)
    return RecordedMetrics(name: "version \(holder.version) in the ledger", report: statement.report)
  }
}

extension RecordedMetrics {
  /// Reads the report of an earlier comparison: what its candidate had.
  fileprivate init(name: String, report: JSON) {
    var entries: [String: Entry] = [:]
    let rows = report["rows"]?.integer
    // What rules were decided by comes first; the overview adds standard errors where both have them.
    for values in (report["metrics"]?.array ?? []) + (report["overview"]?.array ?? []) {
      guard let metric = values["name"]?.string, values["slice"]?.object == nil,
        let value = values["candidate"]?.number
      else { continue }
      let error = values["standard_error"]?.number ?? entries[metric]?.standardError
      entries[metric] = Entry(value: .success(value), standardError: error, higherIsBetter: nil, rows: rows)
    }
    let found = entries
    self.init(name: name) { found[$0] }
  }
}
