import Metrics
import Statistics

/// What the data says about one metric: values, and the interval that a rule is decided by.
struct MetricEstimate {
  var candidate: Double?
  var baseline: Double?
  /// Candidate less baseline, turned so that more is better.
  var improvement: Double?
  /// Of the candidate's value for an absolute limit, of the improvement for a relative one; nil when it cannot be
  /// computed, and `problem` says why.
  var interval: Interval?
  /// How the interval was found.
  var method = ""
  /// Two-sided, of no difference to the baseline; nil where the method gives none.
  var p: Double?
  var problem: String?
}

/// Computes estimates on one set of rows.
struct MetricEstimator {
  private let rows: PairedPredictions
  private let settings: ComparisonSettings
  /// The resampled means of every loss that a rule needs: drawing rows costs more than adding up their losses, so all
  /// are added up on the same draws.
  private let resampledMeans: [Loss: [Double]]

  /// A mean loss: the candidate's own, or what it is smaller than the baseline's by.
  private struct Loss: Hashable {
    let metric: MetricName
    let relative: Bool
  }

  init(_ rows: PairedPredictions, _ settings: ComparisonSettings, for rules: [ComparisonRule]) {
    self.rows = rows
    self.settings = settings
    var losses: [Loss] = []
    for rule in rules where rule.metric == .logLoss || rule.metric == .brierScore {
      let loss = Loss(metric: rule.metric, relative: rule.limit.isRelative)
      if !losses.contains(loss), !loss.relative || rows.baseline != nil { losses.append(loss) }
    }
    let columns = losses.map { Self.values(of: $0, rows) }
    let means = Bootstrap.means(of: columns, resamples: settings.resamples, seed: settings.seed)
    resampledMeans = Dictionary(zip(losses, means)) { first, _ in first }
  }

  private static func values(of loss: Loss, _ rows: PairedPredictions) -> [Double] {
    let candidate = losses(loss.metric, rows.candidateRows)
    guard loss.relative, let baseline = rows.baselineRows else { return candidate }
    return zip(losses(loss.metric, baseline), candidate).map { $0 - $1 }
  }

  private static func losses(_ metric: MetricName, _ rows: ScoredRows) -> [Double] {
    metric == .logLoss ? Losses.logLoss(rows) : Losses.brier(rows)
  }

  func estimate(_ metric: MetricName, relative: Bool) -> MetricEstimate {
    var estimate = MetricEstimate()
    estimate.candidate = metric.value(rows.candidateRows, threshold: settings.threshold)
    estimate.baseline = rows.baselineRows.flatMap { metric.value($0, threshold: settings.threshold) }
    guard estimate.candidate != nil else {
      estimate.problem = "the candidate's \(metric.rawValue) is undefined: \(metric.undefinedReason)"
      return estimate
    }
    if let candidate = estimate.candidate, let baseline = estimate.baseline {
      estimate.improvement = metric.higherIsBetter ? candidate - baseline : baseline - candidate
    }
    if !relative {
      alone(metric, &estimate)
    } else if rows.baseline == nil {
      estimate.problem = "there is no baseline to compare with"
    } else if estimate.baseline == nil {
      estimate.problem = "the baseline's \(metric.rawValue) is undefined: \(metric.undefinedReason)"
    } else {
      paired(metric, &estimate)
    }
    if estimate.interval == nil, estimate.problem == nil {
      estimate.problem = "its interval is undefined on these rows"
    }
    return estimate
  }

  // MARK: The candidate's own value

  private func alone(_ metric: MetricName, _ estimate: inout MetricEstimate) {
    let confusion = Confusion(rows.candidateRows, threshold: settings.threshold)
    func wilson(_ part: Int, _ whole: Int) {
      estimate.interval = Proportion.wilson(part, of: whole, confidence: settings.confidence)
      estimate.method = "Wilson"
    }
    switch metric {
    case .rocAUC:
      estimate.interval = AreaUnderROC(labels: rows.labels, scores: rows.candidate)
        .flatMap { DeLong.interval($0, confidence: settings.confidence) }
      estimate.method = "DeLong"
    case .accuracy: wilson(confusion.correct, confusion.count)
    case .precision: wilson(confusion.truePositives, confusion.predictedPositives)
    case .recall: wilson(confusion.truePositives, confusion.positives)
    case .f1, .mcc:
      let cells = [
        confusion.truePositives, confusion.falsePositives, confusion.trueNegatives, confusion.falseNegatives,
      ]
      var values: [Double?] = []
      Bootstrap.resampleCells(cells, resamples: settings.resamples, seed: settings.seed) { drawn in
        values.append(metric.value(Confusion(cells: drawn)))
      }
      bootstrap(values, &estimate)
    case .averagePrecision:
      let curve = AveragePrecision(rows.candidateRows)
      var values: [Double?] = []
      resampledWeights { weights in values.append(curve.value { weights[$0] }) }
      bootstrap(values, &estimate)
    case .logLoss, .brierScore:
      bootstrap(resampledMeans[Loss(metric: metric, relative: false)] ?? [], &estimate)
    }
  }

  // MARK: The improvement over the baseline

  private func paired(_ metric: MetricName, _ estimate: inout MetricEstimate) {
    guard let baseline = rows.baseline, let baselineRows = rows.baselineRows else { return }
    switch metric {
    case .rocAUC:
      if let first = AreaUnderROC(labels: rows.labels, scores: rows.candidate),
        let second = AreaUnderROC(labels: rows.labels, scores: baseline),
        let difference = DeLong.compare(first, second, confidence: settings.confidence)
      {
        estimate.interval = difference.interval
        estimate.p = difference.p
      }
      estimate.method = "DeLong, paired"
    case .accuracy:
      let table = pairedCorrectness(baseline)
      estimate.interval = table.newcombe(confidence: settings.confidence)
      estimate.p = McNemar.midP(table.onlyFirst, table.onlySecond)
      estimate.method = "Newcombe, paired; McNemar mid-p"
    case .precision, .recall, .f1, .mcc:
      var values: [Double?] = []
      Bootstrap.resampleCells(jointCells(baseline), resamples: settings.resamples, seed: settings.seed) { drawn in
        let (first, second) = Confusion.pair(drawn)
        values.append(metric.value(first).flatMap { a in metric.value(second).map { a - $0 } })
      }
      bootstrap(values, &estimate, paired: true)
    case .averagePrecision:
      let first = AveragePrecision(rows.candidateRows)
      let second = AveragePrecision(baselineRows)
      var values: [Double?] = []
      resampledWeights { weights in
        values.append(first.value { weights[$0] }.flatMap { a in second.value { weights[$0] }.map { a - $0 } })
      }
      bootstrap(values, &estimate, paired: true)
    case .logLoss, .brierScore:
      bootstrap(resampledMeans[Loss(metric: metric, relative: true)] ?? [], &estimate, paired: true)
    }
  }

  private func resampledWeights(_ each: ([Int]) -> Void) {
    var weights = [Int](repeating: 0, count: rows.count)
    Bootstrap.resampleRows(rows.count, resamples: settings.resamples, seed: settings.seed) { indices in
      for row in weights.indices { weights[row] = 0 }
      for position in 0..<indices.count { weights[Int(indices[position])] += 1 }
      each(weights)
    }
  }

  /// A metric that is undefined in a few resamples is judged by the others; in more than one of a hundred, not at all.
  private func bootstrap(_ values: [Double?], _ estimate: inout MetricEstimate, paired: Bool = false) {
    let defined = values.compactMap { $0 }
    estimate.method = "\(paired ? "paired " : "")bootstrap, \(settings.resamples) resamples"
    guard defined.count * 100 >= values.count * 99 else {
      estimate.problem = "it is undefined in \(values.count - defined.count) of \(values.count) resamples"
      return
    }
    estimate.interval = Bootstrap.percentileInterval(of: defined, confidence: settings.confidence)
  }

  private func pairedCorrectness(_ baseline: [Double]) -> PairedProportions {
    var counts = [0, 0, 0, 0]
    for row in 0..<rows.count {
      let first = (rows.candidate[row] >= settings.threshold) == rows.labels[row]
      let second = (baseline[row] >= settings.threshold) == rows.labels[row]
      counts[(first ? 0 : 2) + (second ? 0 : 1)] += 1
    }
    return PairedProportions(both: counts[0], onlyFirst: counts[1], onlySecond: counts[2], neither: counts[3])
  }

  /// Rows by label, candidate's and baseline's prediction: all that a threshold metric depends on.
  private func jointCells(_ baseline: [Double]) -> [Int] {
    var cells = [Int](repeating: 0, count: 8)
    for row in 0..<rows.count {
      let label = rows.labels[row] ? 4 : 0
      let first = rows.candidate[row] >= settings.threshold ? 2 : 0
      let second = baseline[row] >= settings.threshold ? 1 : 0
      cells[label + first + second] += 1
    }
    return cells
  }
}

extension Confusion {
  /// From counts in the order true positives, false positives, true negatives, false negatives.
  fileprivate init(cells: [Int]) {
    self.init(truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2], falseNegatives: cells[3])
  }

  /// Both models' counts from those of label (4), candidate's (2) and baseline's (1) prediction.
  fileprivate static func pair(_ cells: [Int]) -> (candidate: Confusion, baseline: Confusion) {
    (
      Confusion(cells: [cells[6] + cells[7], cells[2] + cells[3], cells[0] + cells[1], cells[4] + cells[5]]),
      Confusion(cells: [cells[5] + cells[7], cells[1] + cells[3], cells[0] + cells[2], cells[4] + cells[6]])
    )
  }
}
