import Glibc
import Metrics
import Statistics

/// Metrics that no closed form is at hand for: rows are drawn again, as `modelgate-compare` does.
extension Simulation {
  static var corners: [Simulation] { distances + calibrations + recalls + quantiles + groups }

  private static let overstated = "few rows overstate it by more than resamples show, the more the nearer it is to 0"
  private static let cancelling = "biases of two models that cancel both widen it"
  private static let jumping = "few rows lie beyond the threshold, so that it jumps"

  // MARK: The largest distance of two distribution functions

  /// Of normal scores with the same variance, d apart, the distance is 2 Φ(d / 2) − 1.
  private static var distances: [Simulation] {
    func distance(_ area: Double) -> Double { 2 * Normal.cumulative(ScoredPair.distance(area) / 2) - 1 }
    return ([(0.8, 1000)] + product([0.8, 0.5], [100, 300])).map { area, rows in
      resampling("ks", "AUC \(area), \(rows) rows", truth: distance(area)) { stream in
        [binary(ScoredPair(rows, areas: (area, area), &stream)).first]
      }.known(overstated)
    }
      + [100, 300].map { rows in
        resampling("difference of ks", "AUC 0.8 and 0.78, \(rows) rows", truth: distance(0.8) - distance(0.78)) {
          let data = binary(ScoredPair(rows, areas: (0.8, 0.78), &$0))
          return [data.first, data.second]
        }.known(cancelling)
      }
  }

  private static func binary(_ data: ScoredPair) -> (first: EvaluationRows, second: EvaluationRows) {
    (
      EvaluationRows(.binary(BinaryAnswers(labels: data.labels, scores: data.first))),
      EvaluationRows(.binary(BinaryAnswers(labels: data.labels, scores: data.second)))
    )
  }

  // MARK: Calibration errors

  private static var calibrations: [Simulation] {
    [(1.0, "calibrated", 100), (2.5, "too sure", 100), (2.5, "too sure", 300)].map { stretch, name, rows in
      resampling("ece", "\(name), \(rows) rows", truth: ChanceRow.calibrationError(stretch, bins: 15)) {
        [ChanceRow.rows(rows, [stretch], &$0)[0]]
      }.known(overstated)
    }
      + [100, 300].map { rows in
        resampling(
          "difference of ece", "too sure and less so, \(rows) rows",
          truth: ChanceRow.calibrationError(2.5, bins: 15) - ChanceRow.calibrationError(2, bins: 15)
        ) { ChanceRow.rows(rows, [2.5, 2], &$0) }
        .known(overstated)
      }
  }

  // MARK: Thresholds

  private static var recalls: [Simulation] {
    func recall(_ area: Double) -> Double {
      Normal.cumulative(ScoredPair.distance(area) - Normal.critical(confidence: 0.8))
    }
    return [100, 300].flatMap { rows in
      [
        resampling("recall@fpr=0.1", "AUC 0.8, \(rows) rows", truth: recall(0.8)) {
          [binary(ScoredPair(rows, areas: (0.8, 0.8), &$0)).first]
        }.known(jumping),
        resampling(
          "difference of recall@fpr=0.1", "AUC 0.8 and 0.78, \(rows) rows", truth: recall(0.8) - recall(0.78)
        ) {
          let data = binary(ScoredPair(rows, areas: (0.8, 0.78), &$0))
          return [data.first, data.second]
        }.known(jumping),
      ]
    }
  }

  // MARK: Quantiles of normal errors, of two models that share half of their variance

  private static var quantiles: [Simulation] {
    let named = [
      ("median_absolute_error", Normal.quantile(0.75)), ("absolute_error_percentile@p=90", Normal.quantile(0.95)),
    ]
    return product(named, [100, 300]).flatMap { metric, rows in
      let (name, quantile) = metric
      let isFar = name.hasSuffix("p=90")
      return [
        resampling(name, "\(rows) rows", truth: quantile) { [errors(rows, &$0)[0]] }
          .known(isFar ? "few rows lie beyond the percentile" : nil),
        resampling("difference of \(name)", "\(rows) rows", truth: -0.1 * quantile) { errors(rows, &$0) }
          .known(isFar ? "few rows lie beyond the percentile" : nil),
      ]
    }
  }

  /// The second model errs by a tenth more.
  private static func errors(_ rows: Int, _ stream: inout PhiloxStream) -> [EvaluationRows] {
    var (first, second): ([Double], [Double]) = ([], [])
    for _ in 0..<rows {
      let shared = stream.normal()
      first.append((shared + stream.normal()) * 0.5.squareRoot())
      second.append(1.1 * (shared + stream.normal()) * 0.5.squareRoot())
    }
    let labels = [Double](repeating: 0, count: rows)
    return [first, second].map { EvaluationRows(.regression(RegressionAnswers(labels: labels, predictions: $0))) }
  }

  // MARK: Differences between groups

  private static var groups: [Simulation] {
    let rates: [(shares: [Double], name: String)] = [
      ([0.5, 0.3], "two groups, 50 % and 30 %"), ([0.4, 0.4], "two groups alike"),
      ([0.5, 0.4, 0.4, 0.3], "four groups, 30 % to 50 %"),
    ]
    return product(rates, [100, 300]).map { rates, rows in
      let truth = (rates.shares.max() ?? 0) - (rates.shares.min() ?? 0)
      let isCorner = rates.name != "two groups, 50 % and 30 %" || rows == 100
      return resampling("selection_rate_difference@group=g", "\(rates.name), \(rows) rows", truth: truth) { stream in
        [grouped(rows, rates.shares, nil, &stream)[0]]
      }.known(isCorner ? overstated : nil)
    }
      + [100, 300].map { rows in
        resampling(
          "difference of selection_rate_difference@group=g", "50 % and 30 %, 50 % and 35 %, \(rows) rows", truth: 0.05
        ) { grouped(rows, [0.5, 0.3], [0.5, 0.35], &$0) }.known(cancelling)
      }
  }

  /// One or two models that share the number each row is decided by, but in every fourth row.
  private static func grouped(
    _ rows: Int, _ first: [Double], _ second: [Double]?, _ stream: inout PhiloxStream
  ) -> [EvaluationRows] {
    var (predictions, others): ([Bool], [Bool]) = ([], [])
    var codes: [Int32] = []
    for row in 0..<rows {
      let group = row % first.count
      codes.append(Int32(group))
      let chance = stream.uniform()
      predictions.append(chance < first[group])
      if let second { others.append((stream.uniform() < 0.25 ? stream.uniform() : chance) < second[group]) }
    }
    let groups = [Grouping(column: "g", names: first.indices.map { "\($0)" }, codes: codes)]
    return (second == nil ? [predictions] : [predictions, others]).map { predictions in
      let labels = [Bool](repeating: true, count: rows)
      var result = EvaluationRows(
        .binary(BinaryAnswers(labels: labels, predictions: predictions, scores: nil)))
      result.groups = groups
      return result
    }
  }

  // MARK: The interval that a rule is decided by

  /// Cells are drawn again where the metric depends on nothing else, otherwise rows.
  ///
  /// - Parameters:
  ///   - name: of a metric, or of the difference of one.
  ///   - draw: one model's rows, or two models'.
  private static func resampling(
    _ name: String, _ setting: String, truth: Double,
    draw: @escaping @Sendable (_ stream: inout PhiloxStream) -> [EvaluationRows]
  ) -> Simulation {
    let prefix = "difference of "
    let text = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    let isSmooth = !["ks", "ece", "selection_rate_difference@group=g"].contains(text)
    let method = isSmooth ? "percentile bootstrap of rows" : "percentile bootstrap of rows, widened"
    return Simulation(method: method, setting: "\(name), \(setting)", truth: truth) { stream in
      let models = draw(&stream)
      guard let metric = try? Metric(text) else { return nil }
      let prepared = models.compactMap { try? metric.prepare($0).get() }
      let values = prepared.compactMap { $0.value.defined }
      guard values.count == models.count, prepared.allSatisfy({ $0.isSmooth == isSmooth }),
        let rows = models.first?.count
      else { return nil }
      let resampled = RowResampler(rows: rows, seed: stream.next()).run(resamples: 1000, threads: 1) { counts in
        var drawn: [Double] = []
        for metric in prepared { drawn.append(metric.value(counts: counts).defined ?? .nan) }
        return difference(drawn)
      }
      let defined = resampled.filter { !$0.isNaN }
      if isSmooth { return .percentile(difference(values), resampled: defined, units: rows) }
      let bounds = metric.definition.range
      let range = models.count == 1 ? bounds : -1...1
      return .widenedPercentile(difference(values), resampled: defined, units: rows, in: range)
    }
  }

  private static func difference(_ values: [Double]) -> Double { values[0] - (values.count > 1 ? values[1] : 0) }
}
