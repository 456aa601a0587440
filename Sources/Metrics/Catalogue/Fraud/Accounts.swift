/// Rows by account, each account's in the order of time.
///
/// An account stands as often as the most frequent of its rows: resampling draws accounts as a whole, and one that is
/// drawn twice is two accounts.
struct Accounts: Sendable {
  private let rows: [UInt32]
  /// For each account, the place in `rows` after its last.
  private let ends: [UInt32]

  /// - Parameter times: nil where order does not matter.
  init(_ accounts: [Int32], times: [Double]?) {
    let rows = (0..<UInt32(accounts.count)).sorted { first, second in
      let (one, other) = (accounts[Int(first)], accounts[Int(second)])
      if one != other { return one < other }
      if let times, times[Int(first)] != times[Int(second)] { return times[Int(first)] < times[Int(second)] }
      return first < second
    }
    ends = rows.indices.lazy
      .filter { $0 + 1 == rows.count || accounts[Int(rows[$0])] != accounts[Int(rows[$0 + 1])] }
      .map { UInt32($0 + 1) }
    self.rows = rows
  }

  /// Visits the accounts that have any row.
  ///
  /// - Parameter body: takes the account's rows, some of which may stand no times, and how often the account stands.
  @inline(__always)
  func forEach(_ counts: Span<UInt8>, _ body: (_ rows: ArraySlice<UInt32>, _ count: Double) -> Void) {
    var start = 0
    for end in ends {
      var count: UInt8 = 0
      for place in start..<Int(end) { count = max(count, counts[Int(rows[place])]) }
      if count > 0 { body(rows[start..<Int(end)], Double(count)) }
      start = Int(end)
    }
  }
}
