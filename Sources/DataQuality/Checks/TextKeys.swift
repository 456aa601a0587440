import Scan

/// The keys of a batch's rows, made of their text: so that a table is comparable with one of another format.
struct TextKeys {
  private(set) var keys: [CellHash]
  /// How many of the columns are null, by row.
  private(set) var nulls: [Int]
  private let columns: Int

  init(_ columns: [Int], _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var keys = [CellHash](repeating: CellHash(), count: batch.rows)
    var nulls = [Int](repeating: 0, count: batch.rows)
    for column in columns {
      batch.forEachValue(column, bytes) { row, bytes, range, _ in keys[row].add(bytes, range) }
      batch.forEachNull(column) { row in
        nulls[row] += 1
        for word in RowKeys.null { keys[row].add(word) }
      }
    }
    self.keys = keys
    self.nulls = nulls
    self.columns = columns.count
  }

  enum Row {
    case checked(CellHash)
    case ignored
    case violating
  }

  func row(_ row: Int, _ policy: ContractRule.Nulls) -> Row {
    switch policy {
    case .compared: .checked(keys[row])
    case .ignored: nulls[row] == 0 ? .checked(keys[row]) : .ignored
    case .ignoredWhereAll: nulls[row] < columns ? .checked(keys[row]) : .ignored
    case .violating: nulls[row] == 0 ? .checked(keys[row]) : .violating
    }
  }
}
