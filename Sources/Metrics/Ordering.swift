import Statistics

/// Values from the smallest up, and where equal ones end: sorted once, read by every resample.
package struct Ordering: Sendable {
  /// The rows by ascending value, equal values in row order.
  package let rows: [UInt32]
  /// For each run of equal values, the place in `rows` after its last.
  package let ends: [UInt32]

  /// - Parameter values: none of them NaN.
  package init(_ values: [Double]) {
    let rows = ScoreOrder.ascending(values)
    ends = rows.indices.lazy
      .filter { $0 + 1 == rows.count || values[Int(rows[$0])] != values[Int(rows[$0 + 1])] }
      .map { UInt32($0 + 1) }
    self.rows = rows
  }

  /// For each row, which run of equal values it is in, from 0.
  package var runs: [UInt32] {
    var runs = [UInt32](repeating: 0, count: rows.count)
    var start = 0
    for (run, end) in ends.enumerated() {
      for place in start..<Int(end) { runs[Int(rows[place])] = UInt32(run) }
      start = Int(end)
    }
    return runs
  }
}
