import Core
import Scan
import Synchronization

/// The keys that one chunk had: kept as they are, since putting all chunks together would copy everything.
struct KeyPart: Sendable {
  var hashes: [CellHash] = []
  /// The row of each hash within the chunk, counted from 1; kept only once some row has none.
  var rows: [Int32] = []
  var isDense = true
  /// Rows before the chunk.
  var before = 0

  func row(_ index: Int) -> Int { before + (isDense ? index + 1 : Int(rows[index])) }
}

/// The keys of rows that must differ, as hashes of 128 bits: 16 bytes a row, 24 where some rows have no key.
struct RowKeys: Sendable {
  private var parts = [KeyPart()]
  private let scratch: ScratchSpace?
  /// What was too much for memory; what is in `parts` came after it.
  private var spilled: KeyPartitions?
  /// Bytes in `parts` of chunks that are done.
  private var kept = 0

  /// - Parameter scratch: nil keeps everything in memory.
  init(_ scratch: ScratchSpace?) { self.scratch = scratch }

  var count: Int { parts.reduce(spilled?.count ?? 0) { $0 + $1.hashes.count } }

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
    if let more = next.spilled {
      spill()
      spilled?.append(more, rows: before)
    }
    for part in next.parts where !part.hashes.isEmpty {
      var part = part
      part.before += before
      kept += 16 * part.hashes.capacity + 4 * part.rows.capacity
      parts.append(part)
    }
    if let scratch, kept > scratch.limit { spill() }
  }

  private mutating func spill() {
    guard let scratch else { return }
    var all = spilled ?? KeyPartitions(written: .keyAndRow, scratch)
    spilled = nil
    Self.move(parts, to: &all)
    spilled = all
    parts = [KeyPart()]
    kept = 0
  }

  private static func move(_ parts: [KeyPart], to spilled: inout KeyPartitions) {
    for part in parts {
      for (index, hash) in part.hashes.enumerated() { spilled.add(KeyRecord(key: hash, row: part.row(index))) }
      spilled.tidy()
    }
    spilled.write()
  }

  /// The rows whose key another row has too: all of these, or all but the first of each key; nil when keys could not be read
  /// back that were too many for memory.
  ///
  /// - Parameter limit: how many rows are kept.
  func duplicates(_ occurrences: ContractRule.Occurrences, keeping limit: Int, threads: Int) -> FirstRows? {
    if var spilled {
      Self.move(parts, to: &spilled)
      return spilled.duplicates(occurrences, keeping: limit, threads: threads)
    }
    let threads = count < 1 << 16 ? 1 : threads
    let found = Mutex(FirstRows(limit))
    let next = Atomic<Int>(0)
    Parallel.run(threads: threads) {
      let share = next.wrappingAdd(1, ordering: .relaxed).oldValue
      let some = duplicates(occurrences, keeping: limit, share: share, of: threads)
      found.withLock { $0.add(some) }
    }
    return found.withLock { $0 }
  }

  /// Those among the keys of one share.
  ///
  /// Split by the key's first bits: a bucket fits a processor's cache, where the whole does not.
  private func duplicates(
    _ occurrences: ContractRule.Occurrences, keeping limit: Int, share: Int, of shares: Int
  ) -> FirstRows {
    let split = SplitKeys(parts.map(\.hashes), count: count, share: share, of: shares)
    var before: [Int] = []
    var all = 0
    for part in parts {
      before.append(all)
      all += part.hashes.count
    }
    // The hash and the row of the key at a place: only duplicates are asked for them.
    func key(_ place: Int) -> (hash: CellHash, row: Int) {
      var (low, high) = (0, before.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if before[middle] <= place { low = middle } else { high = middle }
      }
      return (parts[low].hashes[place - before[low]], parts[low].row(place - before[low]))
    }
    var found = FirstRows(limit)
    // Open addressing, half full at most; a key's number within its bucket, counted from 1.
    var slots: [UInt32] = []
    let entries = split.entries.span
    for bucket in split.buckets where bucket.count > 1 {
      let mask = (1 << (Int.bitWidth - (2 * bucket.count).leadingZeroBitCount)) - 1
      slots.removeAll(keepingCapacity: true)
      slots.append(contentsOf: repeatElement(0, count: mask + 1))
      var slot = slots.mutableSpan
      // By key, in the order of the bucket: whether it is known to be the first of several.
      var isFirst: [Bool] = []
      for index in bucket {
        let entry = unsafe entries[unchecked: index]
        var at = Int(truncatingIfNeeded: entry &>> split.placeBits) & mask
        while true {
          let known = unsafe Int(slot[unchecked: at])
          if known == 0 {
            unsafe slot[unchecked: at] = UInt32(truncatingIfNeeded: index &- bucket.lowerBound &+ 1)
            break
          }
          let other = unsafe entries[unchecked: bucket.lowerBound &+ known &- 1]
          if (entry ^ other) &>> split.placeBits == 0 {
            let (mine, first) = (key(split.place(entry)), key(split.place(other)))
            if mine.hash.isSame(as: first.hash) {
              found.add(mine.row)
              if occurrences == .all {
                if isFirst.isEmpty { isFirst = [Bool](repeating: false, count: bucket.count) }
                if !isFirst[known - 1] {
                  isFirst[known - 1] = true
                  found.add(first.row)
                }
              }
              break
            }
          }
          at = (at &+ 1) & mask
        }
      }
    }
    return found
  }
}
