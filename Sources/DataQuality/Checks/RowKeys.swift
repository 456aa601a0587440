import Scan
import Synchronization

/// The keys of rows that must differ, as hashes of 128 bits: 24 bytes a row.
struct RowKeys: Sendable {
  private var hashes: [CellHash] = []
  /// Counted from 1.
  private var rows: [Int] = []

  var count: Int { hashes.count }

  mutating func add(
    _ columns: [Int], _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int
  ) {
    var keys = [CellHash](repeating: CellHash(), count: batch.rows)
    var hasNull = [Bool](repeating: false, count: batch.rows)
    for column in columns {
      batch.forEach(column, bytes) { row, bytes, range in
        if range.isEmpty { hasNull[row] = true } else { keys[row].add(bytes, range) }
      }
    }
    for row in 0..<batch.rows where !hasNull[row] {
      hashes.append(keys[row])
      rows.append(firstRow + row + 1)
    }
  }

  mutating func append(_ next: RowKeys, rows before: Int) {
    // Growing by doubling: asking for just what is needed would copy everything at every chunk.
    hashes += next.hashes
    rows += next.rows.lazy.map { $0 + before }
  }

  /// The rows whose key a row before has too, in order.
  func duplicates(threads: Int) -> [Int] {
    let threads = hashes.count < 1 << 16 ? 1 : threads
    let found = Mutex<[Int]>([])
    let next = Atomic<Int>(0)
    Parallel.run(threads: threads) {
      let share = next.wrappingAdd(1, ordering: .relaxed).oldValue
      let some = duplicates(share: share, of: threads)
      found.withLock { $0 += some }
    }
    return found.withLock { $0 }.sorted()
  }

  /// Those among the keys of one share.
  ///
  /// Split by the key's first bits: a part fits a processor's cache, where the whole does not.
  private func duplicates(share: Int, of shares: Int) -> [Int] {
    let bits: UInt64 = hashes.count < 1 << 16 ? 0 : 8
    var parts = [[Int32]](repeating: [], count: 1 << bits)
    for (index, hash) in hashes.enumerated() {
      let part = bits == 0 ? 0 : Int(hash.high >> (64 - bits))
      if shares == 1 || part % shares == share { parts[part].append(Int32(truncatingIfNeeded: index)) }
    }
    var found: [Int] = []
    for part in parts where part.count > 1 {
      // Open addressing, half full at most.
      let mask = (1 << (Int.bitWidth - (2 * part.count).leadingZeroBitCount)) - 1
      var slots = [Int32](repeating: -1, count: mask + 1)
      for index in part {
        let hash = hashes[Int(index)]
        var slot = Int(truncatingIfNeeded: hash.low) & mask
        while slots[slot] >= 0, hashes[Int(slots[slot])] != hash { slot = (slot + 1) & mask }
        if slots[slot] >= 0 { found.append(rows[Int(index)]) } else { slots[slot] = index }
      }
    }
    return found
  }
}
