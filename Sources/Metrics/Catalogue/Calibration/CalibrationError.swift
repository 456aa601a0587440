/// How far confidence and frequency are apart, in bins of like confidence.
///
/// Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", ICML 2017.
struct CalibrationError: PreparedMetric {
  enum Measure: Sendable {
    /// The mean over bins by their weight.
    case mean
    case largest
  }

  enum Bins: Sendable {
    /// Each row's bin, whatever the other rows are.
    case fixed(codes: [Int32], count: Int)
    /// Bins of equal weight, which every resample divides anew.
    case equalMass(Ordering, count: Int)

    static func width(_ count: Int, _ confidences: [Double]) -> Self {
      let codes = confidences.map { confidence in
        // A guess, then the bin whose ends it lies between: multiplying rounds, and an end belongs to its bin.
        var bin = min(count - 1, max(0, Int((confidence * Double(count)).rounded(.up)) - 1))
        while bin > 0, confidence <= Double(bin) / Double(count) { bin -= 1 }
        while bin < count - 1, confidence > Double(bin + 1) / Double(count) { bin += 1 }
        return Int32(bin)
      }
      return .fixed(codes: codes, count: count)
    }

    static func mass(_ count: Int, _ confidences: [Double]) -> Self {
      .equalMass(Ordering(confidences), count: count)
    }
  }

  private let bins: Bins
  private let measure: Measure
  private let weights: [Double]?
  /// For each row, 1 for a hit less the confidence.
  private let gaps: [Double]

  init(_ answers: ConfidentAnswers, weights: [Double]?, _ measure: Measure, _ bins: Bins) {
    self.bins = bins
    self.measure = measure
    self.weights = weights
    gaps = zip(answers.hits, answers.confidences).map { ($0 ? 1 : 0) - $1 }
  }

  /// By bin.
  private struct Sums {
    var weights: [Double]
    var gaps: [Double]

    init(_ count: Int) {
      weights = Array(repeating: 0, count: count)
      gaps = weights
    }
  }

  var value: MetricValue { valueOfEachOnce(gaps.count) }

  func value(counts: Span<UInt8>) -> MetricValue {
    let sums = sums(counts)
    switch measure {
    case .mean:
      return MetricValue(
        sums.gaps.reduce(0) { $0 + abs($1) }, over: sums.weights.reduce(0, +), orBecause: "no row has any weight")
    case .largest:
      return largest(sums).map { .success(abs(sums.gaps[$0]) / sums.weights[$0]) }
        ?? .undefined("no row has any weight")
    }
  }

  /// The bin with the largest gap, nil where none has any weight.
  private func largest(_ sums: Sums) -> Int? {
    sums.weights.indices.filter { sums.weights[$0] > 0 }
      .max { abs(sums.gaps[$0]) / sums.weights[$0] < abs(sums.gaps[$1]) / sums.weights[$1] }
  }

  private func sums(_ counts: Span<UInt8>) -> Sums {
    switch bins {
    case .fixed(let codes, let count):
      var sums = Sums(count)
      for row in counts.indices where counts[row] > 0 {
        let weight = weight(row, counts)
        sums.weights[Int(codes[row])] += weight
        sums.gaps[Int(codes[row])] += weight * gaps[row]
      }
      return sums
    case .equalMass(let ordering, let count): return sums(counts, ordering, count)
    }
  }

  private func sums(_ counts: Span<UInt8>, _ ordering: Ordering, _ count: Int) -> Sums {
    var sums = Sums(count)
    var total = 0.0
    for row in counts.indices { total += weight(row, counts) }
    var below = 0.0
    var place = 0
    for end in ordering.ends {
      var run = (weight: 0.0, gap: 0.0)
      while place < Int(end) {
        let row = Int(ordering.rows[place])
        let weight = weight(row, counts)
        run.weight += weight
        run.gap += weight * gaps[row]
        place += 1
      }
      guard run.weight > 0 else { continue }
      let bin = min(count - 1, Int(Double(count) * (below + run.weight / 2) / total))
      sums.weights[bin] += run.weight
      sums.gaps[bin] += run.gap
      below += run.weight
    }
    return sums
  }

  private func weight(_ row: Int, _ counts: Span<UInt8>) -> Double { Double(counts[row]) * (weights?[row] ?? 1) }

  var isSmooth: Bool { false }

  /// Of fixed bins only: where bins move with the weights, the metric jumps.
  var influences: [Double]? {
    guard case .fixed(let codes, _) = bins, let value = value.defined else { return nil }
    let once = [UInt8](repeating: 1, count: gaps.count)
    let sums = sums(once.span)
    let total = sums.weights.reduce(0, +)
    let largest = largest(sums)
    return gaps.indices.map { row in
      let bin = Int(codes[row])
      let weight = weights?[row] ?? 1
      let gap = sums.gaps[bin] < 0 ? -gaps[row] : gaps[row]
      return switch measure {
      case .mean: weight * (gap - value) / total
      case .largest: bin == largest ? weight * (gap - value) / sums.weights[bin] : 0
      }
    }
  }
}
