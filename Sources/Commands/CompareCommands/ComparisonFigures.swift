import Comparison
import Core
import Metrics
import Reporting
import Statistics

/// What the page of a comparison draws: the two models' curves, and each rule's intervals over all slices.
struct ComparisonFigures {
  let report: ComparisonReport
  let candidate: EvaluationRows
  let baseline: EvaluationRows?

  var markup: Markup { forests + curves }

  // MARK: Intervals

  private var forests: Markup {
    var rules: [ComparisonRule] = []
    for outcome in report.outcomes where !rules.contains(outcome.rule) { rules.append(outcome.rule) }
    let plots = rules.compactMap(forest)
    guard !plots.isEmpty else { return "" }
    return "<h2>Intervals beside their limits</h2>\n\(Markup(plots))"
  }

  private func forest(_ rule: ComparisonRule) -> Markup? {
    let rows = report.outcomes.filter { $0.rule == rule }.compactMap { outcome -> ForestPlot.Row? in
      guard let interval = outcome.shownInterval, interval.lower.isFinite, interval.upper.isFinite,
        let estimate = rule.limit.isRelative ? outcome.difference : outcome.candidate
      else { return nil }
      let label: Markup = outcome.slice.map { "<bdi>\($0.name, upTo: 100)</bdi>" } ?? "all rows"
      return ForestPlot.Row(
        label, note: "\(Figures.count(outcome.rows)) rows, \(outcome.verdict.rawValue)", estimate: estimate,
        interval: min(interval.lower, estimate)...max(interval.upper, estimate), verdict: outcome.verdict)
    }
    guard !rows.isEmpty else { return nil }
    let what: Markup = rule.limit.isRelative ? "candidate less \(rule.opponent.rawValue)" : "the candidate's value"
    return ForestPlot(
      rows, limits: limits(rule), zero: rule.limit.isRelative ? 0 : nil,
      caption: "<b><bdi>\(rule.id, upTo: 200)</bdi></b>: \(what), dashed the limit"
    ).table
  }

  /// Of the difference as it is drawn; none for shares of the other's value, where each row has its own.
  private func limits(_ rule: ComparisonRule) -> [Double] {
    let sign: Double = rule.higherIsBetter ? 1 : -1
    return switch rule.limit {
    case .atLeast(let value), .atMost(let value): [value]
    case .noWorseThan(.absolute(let size)): [-sign * size]
    case .betterBy(.absolute(let size)): [sign * size]
    case .equivalentWithin(.absolute(let size)): [-size, size]
    default: []
    }
  }

  // MARK: Curves

  private var curves: Markup {
    guard let ours = EvaluationCurves(candidate) else { return "" }
    let theirs = baseline.flatMap { EvaluationCurves($0) }
    let key: Markup = theirs == nil ? "" : "<p class=\"small soft\">Thick: the candidate. Dashed: the baseline.</p>\n"
    return """
      <h2>Curves</h2>
      \(key)<div class="figures">
      \(figure("ROC", "false positive rate", "true positive rate", ours.roc, theirs?.roc, diagonal: true))
      \(figure(
        "Precision and recall", "recall", "precision", ours.precisionRecall, theirs?.precisionRecall, diagonal: false))
      \(figure(
        "Calibration", "mean score", "share of positives", ours.calibration, theirs?.calibration, diagonal: true,
        marks: true))
      </div>

      """
  }

  private func figure(
    _ title: String, _ x: String, _ y: String, _ points: [EvaluationCurves.Point],
    _ reference: [EvaluationCurves.Point]?, diagonal: Bool, marks: Bool = false
  ) -> Markup {
    let chart = CurveChart(
      points.map(\.drawn), reference: reference?.map(\.drawn), axes: (x, y), marksPoints: marks, diagonal: diagonal,
      title: title, description: "\(y) over \(x), the candidate's\(reference == nil ? "" : " and the baseline's")")
    let note: Markup = marks ? ": ten groups of rows by score, with 95 % intervals" : ""
    return "<figure>\(chart.svg)<figcaption>\(title)\(note)</figcaption></figure>"
  }
}

extension EvaluationCurves.Point {
  fileprivate var drawn: CurveChart.Point {
    CurveChart.Point(x, y, range: interval.map { $0.lower...max($0.lower, $0.upper) })
  }
}
