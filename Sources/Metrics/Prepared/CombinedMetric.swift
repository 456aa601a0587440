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

  /// Cells of all parts at once: as many as there are different lists of the parts' own.
  var cells: RowCells? {
    var codes = [Int32](repeating: 0, count: rowCount)
    // By cell: each part's own cell, -1 where a row is not of the part.
    var owns: [[Int32]] = [[]]
    var all: [RowCells] = []
    for part in parts {
      guard let cells = part.metric.cells else { return nil }
      all.append(cells)
      var own = part.rows == nil ? cells.codes : [Int32](repeating: -1, count: rowCount)
      for (row, code) in zip(part.rows ?? [], cells.codes) { own[Int(row)] = code }
      var known: [Pair: Int32] = [:]
      var next: [[Int32]] = []
      for row in codes.indices {
        let pair = Pair(before: codes[row], own: own[row])
        if let code = known[pair] {
          codes[row] = code
        } else {
          let code = Int32(next.count)
          known[pair] = code
          next.append(owns[Int(pair.before)] + [pair.own])
          codes[row] = code
        }
      }
      owns = next
    }
    return RowCells(codes: codes, cellCount: owns.count) { [owns, all] counts in
      let values = all.indices.map { part -> MetricValue? in
        var own = [Int](repeating: 0, count: all[part].cellCount)
        for (cell, count) in counts.enumerated() where owns[cell][part] >= 0 { own[Int(owns[cell][part])] += count }
        return own.allSatisfy { $0 == 0 } ? nil : all[part].value(own)
      }
      return combine(values).map(\.value)
    }
  }

  private struct Pair: Hashable {
    let before: Int32
    let own: Int32
  }
}
