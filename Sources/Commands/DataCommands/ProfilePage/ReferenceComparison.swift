package import Core
package import DataQuality
import Drift
import Reporting
package import Scan

/// A data set beside its reference: what the drift check finds, column by column.
package struct ReferenceComparison: Sendable {
  /// The reference as it was named.
  let name: String
  let reference: DataProfile
  private let outcomes: [String: [DataReport.Outcome]]

  /// Profiles a data set and, where there is a reference, measures drift in the same pass over its rows.
  ///
  /// - Parameter redacted: columns of which no value is told, beside those of which the reference tells none.
  /// - Throws: `malformedData` where the data is not as its format has it.
  package static func profile(
    _ source: any RowSource, beside reference: DataProfile?, named name: String, redacting redacted: Set<String> = [],
    threads: Int,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Failure) -> (DataProfile, ReferenceComparison?) {
    guard let reference else {
      return (try DataProfile(of: source, threads: threads, progress: progress).redacting(redacted), nil)
    }
    var settings = DataCheckSettings()
    settings.redacted = redacted.union(reference.redactedColumns)
    settings.drift = limits
    let (report, profile) = try DataCheck.runAndProfile(
      source, contract: nil, reference: reference, settings: settings, threads: threads, progress: progress)
    let outcomes = Dictionary(grouping: report.rules) { $0.columns.first ?? "" }
    let shown = reference.redacting(settings.redacted)
    return (profile, ReferenceComparison(name: name, reference: shown, outcomes: outcomes))
  }

  /// The stability index at the limit that `check` has, and a distance that does not grow without end.
  static let limits = DriftLimits(
    [DriftMethod.psi, .jensenShannonDistance].compactMap { method in
      method.definition.limit.map { DriftLimits.Limit(method, $0) }
    })

  func drift(of column: String) -> ColumnDrift { ColumnDrift(outcomes: outcomes[column] ?? []) }

  func missing(from profile: DataProfile) -> [String] {
    let names = Set(profile.columns.map(\.name))
    return reference.columns.map(\.name).filter { !names.contains($0) }
  }
}

/// What the drift check says of one column.
struct ColumnDrift: Sendable {
  let outcomes: [DataReport.Outcome]

  enum State: Sendable {
    case moved
    case within
    /// With the reason.
    case leftOut(String)
    case undecided(String)
  }

  var state: State {
    if outcomes.contains(where: { $0.verdict == .fail && $0.observed != nil }) { return .moved }
    if let outcome = outcomes.first(where: { $0.observed == nil }) {
      return outcome.verdict == .pass ? .leftOut(outcome.message) : .undecided(outcome.message)
    }
    return outcomes.isEmpty ? .undecided("drift was not measured") : .within
  }

  var hasMoved: Bool { if case .moved = state { true } else { false } }

  func value(_ method: DriftMethod) -> Double? { outcomes.first { $0.kind == method.name }?.observed }
}

extension ReferenceComparison {
  /// For a terminal and Markdown.
  func table(of profile: DataProfile) -> StepReport.Table {
    StepReport.Table(
      title: "beside \(name)",
      [
        StepReport.Column("column"), StepReport.Column("PSI", numeric: true),
        StepReport.Column("Jensen–Shannon", numeric: true), StepReport.Column("found"),
      ],
      rows: (profile.columns.map(\.name) + missing(from: profile)).map { column in
        let drift = drift(of: column)
        func cell(_ method: DriftMethod) -> StepReport.Cell {
          .text(drift.value(method).map { Figures.measure($0) } ?? "—")
        }
        return [.text(column), cell(.psi), cell(.jensenShannonDistance), .text(drift.state.words)]
      })
  }
}

extension ColumnDrift.State {
  var words: String {
    switch self {
    case .moved: "moved"
    case .within: "within the limits"
    case .leftOut(let reason), .undecided(let reason): reason
    }
  }
}
