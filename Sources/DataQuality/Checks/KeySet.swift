import Scan

/// The keys of another table's rows: 16 bytes for each different one, and as much again to find it by.
final class KeySet: Sendable {
  private let keys: [CellHash]
  /// Open addressing, half full at most; the key's number, or −1.
  private let slots: [Int32]

  init(_ all: [CellHash]) {
    let mask = (1 << (Int.bitWidth - (2 * max(1, all.count)).leadingZeroBitCount)) - 1
    var slots = [Int32](repeating: -1, count: mask + 1)
    var keys: [CellHash] = []
    for key in all {
      var slot = Int(truncatingIfNeeded: key.low) & mask
      while slots[slot] >= 0, !keys[Int(slots[slot])].isSame(as: key) { slot = (slot + 1) & mask }
      if slots[slot] < 0 {
        slots[slot] = Int32(truncatingIfNeeded: keys.count)
        keys.append(key)
      }
    }
    self.keys = keys
    self.slots = slots
  }

  func contains(_ key: CellHash) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.low) & mask
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])].isSame(as: key) { return true }
      slot = (slot + 1) & mask
    }
    return false
  }
}

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

/// Collects the keys of a table that others refer to.
struct KeyVisitor: ChunkVisitor {
  /// For each of them the columns, and what to do with nulls.
  let wanted: [(columns: [Int], nulls: ContractRule.Nulls)]
  private(set) var keys: [[CellHash]]

  init(_ wanted: [(columns: [Int], nulls: ContractRule.Nulls)]) {
    self.wanted = wanted
    keys = wanted.map { _ in [] }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for (index, wanted) in wanted.enumerated() {
      let found = TextKeys(wanted.columns, batch, bytes)
      for row in 0..<batch.rows {
        if case .checked(let key) = found.row(row, wanted.nulls) { keys[index].append(key) }
      }
    }
  }

  mutating func merge(_ next: KeyVisitor, after before: ScanPosition) {
    for index in keys.indices { keys[index] += next.keys[index] }
  }
}
