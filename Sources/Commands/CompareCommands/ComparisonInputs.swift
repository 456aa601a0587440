import Comparison
import Core
import DataSources
import Evidence
import Metrics
import Tables

/// Everything that one comparison needs, read from disk.
struct ComparisonInputs {
  private let rows: PairedPredictions
  private let settings: ComparisonSettings
  private let rules: [ComparisonRule]
  let subjects: [Resource]
  /// The candidate's predictions, where they are.
  let file: String

  init(
    candidate: (name: String, path: String), baseline: (name: String, path: String)?, columns: PredictionColumns,
    settings: ComparisonSettings, rules: [ComparisonRule]
  ) throws(Failure) {
    let data = try DataSource(candidate.path)
    var subjects = [Resource(.candidatePredictions, candidate.name, data.digest)]
    let table = try Table(of: data.rows)
    var baselineTable: Table?
    if let baseline {
      let data = try DataSource(baseline.path)
      subjects.append(Resource(.baselinePredictions, baseline.name, data.digest))
      baselineTable = try Table(of: data.rows)
    }
    rows = try PairedPredictions(
      candidate: table, baseline: baselineTable, columns: columns, sliceColumns: settings.sliceColumns)
    self.settings = settings
    self.rules = rules
    self.subjects = subjects
    file = candidate.path
  }

  func compare() -> ComparisonReport { ModelComparison.run(rows, rules: rules, settings: settings) }
}

extension ComparisonRule {
  /// Reads `METRIC LIMIT VALUE`, as a rule is written in reports.
  ///
  /// - Throws: `usage` naming the nearest word that is known.
  init(parsing text: String) throws(Failure) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3, let value = Double(words[2]), value.isFinite else {
      throw Failure(
        .usage, "'\(text)' is not METRIC LIMIT VALUE", hint: "for instance: --rule 'roc_auc no_worse_than 0.01'")
    }
    let limits: [String: (Double) -> Limit] = [
      "at_least": Limit.atLeast, "at_most": Limit.atMost, "no_worse_than": Limit.noWorseThan,
      "better_by": Limit.betterBy,
    ]
    guard let metric = MetricName(rawValue: words[0]) else {
      throw Self.unknown("metric", words[0], MetricName.allCases.map(\.rawValue))
    }
    guard let limit = limits[words[1]] else { throw Self.unknown("limit", words[1], limits.keys.sorted()) }
    self.init(metric: metric, limit: limit(value))
  }

  private static func unknown(_ what: String, _ word: String, _ known: [String]) -> Failure {
    let near = Spelling.nearest(to: word, among: known).map { "did you mean '\($0)'?" }
    return Failure(.usage, "there is no \(what) '\(word)'", hint: near ?? "one of: \(known.joined(separator: ", "))")
  }
}
