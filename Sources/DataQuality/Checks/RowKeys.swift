import Core
import Scan
import Synchronization

/// The keys of rows that must differ, as hashes of 128 bits: 16 bytes a row, 24 where some rows have no key.
struct RowKeys: Sendable {
  /// What one chunk had: kept as it is, since putting all chunks together would copy everything.
  private struct Part: Sendable {
    var hashes: [CellHash] = []
    /// The row of each hash within the chunk, counted from 1; kept only once some row has none.
    var rows: [Int32] = []
    var isDense = true
    /// Rows before the chunk.
    var before = 0

    func row(_ index: Int) -> Int { before + (isDense ? index + 1 : Int(rows[index])) }
  }

  private var parts = [Part()]

  var count: Int { parts.reduce(0) { $0 + $1.hashes.count } }

  /// - Returns: what was done with the rows that have a null.
  @discardableResult
  mutating func add(
    _ columns: [Int], _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int,
    nulls policy: ContractRule.Nulls = .ignored, where filter: RowFilter = .all
  ) -> [Int] {
    var keys = [CellHash](repeating: CellHash(), count: batch.rows)
    var nulls: [Int: Int] = [:]
    for column in columns {
      batch.addKeys(column, bytes, to: &keys) { row in
        nulls[row, default: 0] += 1
      }
      if policy == .compared || policy == .ignoredWhereAll {
        batch.forEachNull(column) { row in for word in Self.null { keys[row].add(word) } }
      }
    }
    var left: Set<Int> = []
    switch policy {
    case .compared: break
    case .ignoredWhereAll: left = Set(nulls.filter { $0.value == columns.count }.keys)
    case .ignored, .violating: left = Set(nulls.keys)
    }
    if !filter.isAll { for row in 0..<batch.rows where !filter.admits(row) { left.insert(row) } }
    var part = parts.removeLast()
    if left.isEmpty, part.isDense {
      part.hashes += keys
    } else {
      if part.isDense { part.rows = (0..<part.hashes.count).map { Int32($0 + 1) } }
      part.isDense = false
      for row in 0..<batch.rows where !left.contains(row) {
        part.hashes.append(keys[row])
        part.rows.append(Int32(truncatingIfNeeded: firstRow + row + 1))
      }
    }
    parts.append(part)
    return policy == .violating ? nulls.keys.filter { filter.admits($0) }.sorted() : []
  }

  /// What stands for a null in a key: words that no value's hash begins with, but by a chance like that of two hashes.
  static let null: [UInt64] = [0xD1B5_4A32_D192_ED03, 0x8CB9_2BA7_2F3D_8DD7]

  mutating func append(_ next: RowKeys, rows before: Int) {
    for part in next.parts where !part.hashes.isEmpty {
      var part = part
      part.before = before
      parts.append(part)
    }
  }

  /// The rows whose key another row has too, in order: all of these, or all but the first of each key.
  func duplicates(_ occurrences: ContractRule.Occurrences, threads: Int) -> [Int] {
    let threads = count < 1 << 16 ? 1 : threads
    let found = Mutex<[Int]>([])
    let next = Atomic<Int>(0)
    Parallel.run(threads: threads) {
      let share = next.wrappingAdd(1, ordering: .relaxed).oldValue
      let some = duplicates(occurrences, share: share, of: threads)
      found.withLock { $0 += some }
    }
    return found.withLock { $0 }.sorted()
  }

  private struct Key {
    let hash: CellHash
    let row: Int
  }

  /// Those among the keys of one share.
  ///
  /// Split by the key's first bits: a bucket fits a processor's cache, where the whole does not.
  private func duplicates(_ occurrences: ContractRule.Occurrences, share: Int, of shares: Int) -> [Int] {
    let bits: UInt64 = count < 1 << 16 ? 0 : 8
    var buckets = [[Key]](repeating: [], count: 1 << bits)
    for part in parts {
      for (index, hash) in part.hashes.enumerated() {
        let bucket = bits == 0 ? 0 : Int(hash.high >> (64 - bits))
        if bucket % shares == share { buckets[bucket].append(Key(hash: hash, row: part.row(index))) }
      }
    }
    var found: [Int] = []
    for bucket in buckets where bucket.count > 1 {
      // Open addressing, half full at most.
      let mask = (1 << (Int.bitWidth - (2 * bucket.count).leadingZeroBitCount)) - 1
      var slots = [Int32](repeating: -1, count: mask + 1)
      var firsts: Set<Int> = []
      for (index, key) in bucket.enumerated() {
        var slot = Int(truncatingIfNeeded: key.hash.low) & mask
        while slots[slot] >= 0, !bucket[Int(slots[slot])].hash.isSame(as: key.hash) { slot = (slot + 1) & mask }
        if slots[slot] < 0 {
          slots[slot] = Int32(index)
        } else {
          found.append(key.row)
          if occurrences == .all { firsts.insert(bucket[Int(slots[slot])].row) }
        }
      }
      found += firsts
    }
    return found
  }
}
