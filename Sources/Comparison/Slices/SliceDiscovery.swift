import Core
import Metrics
import Statistics

/// Searches the slices that nobody named for those where the candidate is certainly worse.
///
/// All values of all columns that divide the rows into groups, and their pairs, are compared, those with too few rows left out. Whoever looks at so
/// many finds some that look bad by chance: the search pays for it, since every slice looked at counts among the
/// comparisons that failures are adjusted for.
struct SliceDiscovery {
  private let rows: PairedPredictions
  private let rules: [ComparisonRule]
  private let known: [Slice]
  private let settings: ComparisonSettings

  init(
    _ rows: PairedPredictions, _ rules: [ComparisonRule], besides known: [Slice], _ settings: ComparisonSettings
  ) {
    self.rows = rows
    self.rules = rules.map(\.searched)
    self.known = known
    self.settings = settings
  }

  func run() -> (outcomes: [ComparisonReport.Outcome], search: SliceSearch) {
    let columns = rows.slices + rows.searched
    let list = SliceList(columns, crossings: max(2, settings.crossings), minimumRows: settings.minimumRows)
    var outcomes: [ComparisonReport.Outcome] = []
    for (slice, part) in list.slices where part.count >= settings.minimumRows {
      // What a rule asks for by name is decided already.
      let rules = known.contains(slice) ? rules.filter { !$0.slices } : rules
      if rules.isEmpty { continue }
      let selected = rows.selecting(part)
      // A search asks for closed forms only: a bootstrap for each of hundreds of slices would not end.
      let estimates = MetricEstimator(selected, settings).estimates(rules, withIntervals: true, resampling: false)
      for (rule, estimate) in zip(rules, estimates) where estimate.curve != nil {
        let decision = Decision(rule, estimate, rows: part.count, settings)
        var outcome = ComparisonReport.Outcome(rule, slice, rows: part.count, estimate, decision)
        outcome.isDiscovered = true
        outcomes.append(outcome)
      }
    }
    return (outcomes, SliceSearch(comparisons: outcomes.count, columns: columns.map(\.column)))
  }
}

extension ComparisonRule {
  /// A search looks for where the candidate is worse: where it is not better is no news.
  fileprivate var searched: ComparisonRule {
    var rule = self
    switch limit {
    case .betterBy: rule.limit = .noWorseThan(.absolute(0))
    case .equivalentWithin(let margin): rule.limit = .noWorseThan(margin)
    default: break
    }
    return rule
  }
}
