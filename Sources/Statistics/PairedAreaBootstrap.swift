/// The bootstrap of two areas under the ROC curve on the same rows, in whole numbers: rows are sorted once, and a
/// resample is one pass over each order.
package struct PairedAreaBootstrap: Sendable {
  package typealias Areas = (first: Double, second: Double)

  private let rows: RowResampler
  private let first: SortedLabels
  private let second: SortedLabels

  /// - Parameters:
  ///   - labels: true for positive rows.
  ///   - first: as many scores, none of them NaN, as in `second`.
  ///   - clusters: of rows that come and go together; nil when they are independent.
  package init(labels: [Bool], first: [Double], second: [Double], clusters: [Int32]? = nil, seed: UInt64) {
    var first = SortedLabels(labels, first)
    var second = SortedLabels(labels, second)
    if clusters == nil {
      // Which of the equal rows a count belongs to is all the same: counts are drawn in the order of the first scores,
      // which saves looking them up there.
      let places = first.places()
      second.look(up: places)
      first.rows = nil
    }
    rows = RowResampler(rows: labels.count, clusters: clusters, seed: seed)
    (self.first, self.second) = (first, second)
  }

  /// Both areas on each resample, in order, the same for any number of threads; nil where it has rows of one class only.
  package func run(
    resamples: Int, threads: Int, progress: (@Sendable (_ done: Int) -> Void)? = nil
  ) -> [Areas?] {
    rows.run(resamples: resamples, threads: threads, progress: progress) { counts in
      guard let first = first.area(counts), let second = second.area(counts) else { return nil }
      return (first, second)
    }
  }

  /// The acceleration of the areas' difference, see `RowResampler.acceleration`.
  package func acceleration(threads: Int) -> Double? {
    rows.acceleration(threads: threads) { counts in
      guard let first = first.area(counts), let second = second.area(counts) else { return nil }
      return first - second
    }
  }
}

/// The labels in the order of one model's scores, negatives first among equals.
private struct SortedLabels: Sendable {
  /// All bits set for a negative, none for a positive.
  private var negative: [UInt8] = []
  /// Of each place its row; nil when rows stand in this order already.
  var rows: [UInt32]?
  /// Equal scores of both classes: where their negatives begin, their positives, and what comes after.
  private var ties: [(start: Int, middle: Int, end: Int)] = []

  init(_ labels: [Bool], _ scores: [Double]) {
    var order = ScoreOrder.ascending(scores)
    var start = 0
    while start < order.count {
      let score = scores[Int(order[start])]
      var end = start + 1
      while end < order.count, scores[Int(order[end])] == score { end += 1 }
      if end > start + 1 {
        let tied = order[start..<end]
        let negatives = tied.filter { !labels[Int($0)] }
        order.replaceSubrange(start..<end, with: negatives + tied.filter { labels[Int($0)] })
        let middle = start + negatives.count
        if middle > start, middle < end { ties.append((start, middle, end)) }
      }
      start = end
    }
    negative = order.map { labels[Int($0)] ? 0 : .max }
    rows = order
  }

  /// Of each row its place.
  func places() -> [UInt32] {
    var places = [UInt32](repeating: 0, count: negative.count)
    for (place, row) in (rows ?? []).enumerated() { places[Int(row)] = UInt32(place) }
    return places
  }

  mutating func look(up places: [UInt32]) { rows = rows?.map { places[Int($0)] } }

  /// The area when rows stand as often as `counts` says.
  func area(_ counts: Span<UInt8>) -> Double? {
    let negative = negative.span
    var (positives, negatives, pairs) = (0, 0, 0)
    if let rows {
      let rows = rows.span
      for place in negative.indices {
        add(counts[Int(rows[place])], negative[place], &positives, &negatives, &pairs)
      }
    } else {
      for place in negative.indices { add(counts[place], negative[place], &positives, &negatives, &pairs) }
    }
    guard positives > 0, negatives > 0 else { return nil }
    // The walk counted a tie as a pair in the right order.
    var tied = 0
    for tie in ties { tied += sum(counts, tie.start..<tie.middle) * sum(counts, tie.middle..<tie.end) }
    return Double(2 * pairs - tied) / Double(2 * positives * negatives)
  }

  @inline(__always)
  private func add(
    _ count: UInt8, _ negative: UInt8, _ positives: inout Int, _ negatives: inout Int, _ pairs: inout Int
  ) {
    negatives &+= Int(count & negative)
    let positive = Int(count & ~negative)
    positives &+= positive
    pairs &+= positive &* negatives
  }

  private func sum(_ counts: Span<UInt8>, _ places: Range<Int>) -> Int {
    var sum = 0
    for place in places { sum += Int(counts[rows.map { Int($0[place]) } ?? place]) }
    return sum
  }
}
