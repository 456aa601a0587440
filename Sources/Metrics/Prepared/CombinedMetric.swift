/// A function of several metrics, each of all rows or of some.
struct CombinedMetric: PreparedMetric {
  struct Part: Sendable {
    let metric: any PreparedMetric
    /// The rows that it is of, nil for all.
    let rows: [UInt32]?
  }

  /// What the parts make together, and its slope in each.
  struct Combination {
    let value: Double
    let slopes: [Double]
  }

  typealias Combine = @Sendable (_ parts: [MetricValue?]) -> Result<Combination, UndefinedMetric>

  private let parts: [Part]
  private let combine: Combine
  private let rowCount: Int

  /// - Parameter combine: takes nil for a part that has no rows, as resampling may leave it.
  init(_ parts: [Part], rowCount: Int, combine: @escaping Combine) {
    self.parts = parts
    self.rowCount = rowCount
    self.combine = combine
  }

  /// The largest of several, or the distance of the extremes.
  var isSmooth: Bool { false }

  var value: MetricValue { combine(parts.map(\.metric.value)).map(\.value) }

  func value(counts: Span<UInt8>) -> MetricValue {
    var values: [MetricValue?] = []
    for part in parts {
      guard let rows = part.rows else {
        values.append(part.metric.value(counts: counts))
        continue
      }
      var own: [UInt8] = []
      own.reserveCapacity(rows.count)
      var any: UInt8 = 0
      for row in rows {
        let count = counts[Int(row)]
        own.append(count)
        any |= count
      }
      values.append(any == 0 ? nil : part.metric.value(counts: own.span))
    }
    return combine(values).map(\.value)
  }

  /// By the chain rule, of the parts that matter.
  var influences: [Double]? {
    guard case .success(let combination) = combine(parts.map(\.metric.value)) else { return nil }
    var influences = [Double](repeating: 0, count: rowCount)
    for (part, slope) in zip(parts, combination.slopes) where slope != 0 {
      guard let own = part.metric.influences else { return nil }
      if let rows = part.rows {
        for (row, influence) in zip(rows, own) { influences[Int(row)] += slope * influence }
      } else {
        for (row, influence) in own.enumerated() { influences[row] += slope * influence }
      }
    }
    return influences
  }

  /// A row's cell says which cells it is in of the parts that it belongs to.
  var cells: RowCells? {
    var codes = [Int32](repeating: 0, count: rowCount)
    var memberships: [[Membership]] = [[]]
    var all: [RowCells] = []
    for (number, part) in parts.enumerated() {
      guard let cells = part.metric.cells else { return nil }
      all.append(cells)
      var known: [Pair: Int32] = [:]
      for (place, own) in cells.codes.enumerated() {
        let row = part.rows.map { Int($0[place]) } ?? place
        let pair = Pair(before: codes[row], own: own)
        if known[pair] == nil {
          known[pair] = Int32(memberships.count)
          memberships.append(memberships[Int(pair.before)] + [Membership(part: number, cell: Int(own))])
        }
        codes[row] = known[pair] ?? 0
      }
    }
    return RowCells(codes: codes, cellCount: memberships.count) { [memberships, all] counts in
      var owns = all.map { [Int](repeating: 0, count: $0.cellCount) }
      for (cell, count) in counts.enumerated() {
        for membership in memberships[cell] { owns[membership.part][membership.cell] += count }
      }
      return combine(
        zip(all, owns).map { cells, own in own.allSatisfy { $0 == 0 } ? nil : cells.value(own) }
      ).map(\.value)
    }
  }

  private struct Membership {
    let part: Int
    let cell: Int
  }

  private struct Pair: Hashable {
    let before: Int32
    let own: Int32
  }
}
