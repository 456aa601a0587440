import Scan

/// The keys of another table's rows: each different one in memory, as long as these are not too many.
struct OtherKeys: Sendable {
  private(set) var known = KeySet()
  /// What was too much for memory; then all of it is there once nothing more comes.
  private(set) var spilled: KeyPartitions?
  private let scratch: ScratchSpace?

  /// - Parameter scratch: nil keeps everything in memory.
  init(_ scratch: ScratchSpace?) { self.scratch = scratch }

  mutating func insert(_ keys: [CellHash]) {
    for key in keys { known.insert(key) }
    if let scratch, known.bytes > scratch.limit { spill(to: scratch) }
  }

  /// Takes over the keys of other rows.
  mutating func append(_ next: OtherKeys) {
    if let more = next.spilled, let scratch {
      spill(to: scratch)
      spilled?.append(more, rows: 0)
    }
    insert(next.known.keys)
  }

  /// Nothing more comes.
  mutating func end() {
    if spilled != nil, let scratch { spill(to: scratch) }
  }

  private mutating func spill(to scratch: ScratchSpace) {
    var all = spilled ?? KeyPartitions(written: .key, scratch)
    spilled = nil
    for key in known.keys {
      all.add(KeyRecord(key: key))
      all.tidy()
    }
    all.write()
    spilled = all
    known = KeySet()
  }
}

/// Collects the keys of a table that others refer to.
struct KeyVisitor: ChunkVisitor {
  /// For each of them the columns, and what to do with nulls.
  let wanted: [(columns: [Int], nulls: ContractRule.Nulls)]
  /// Of the chunks that are done.
  private var keys: [OtherKeys]
  /// Of the chunk.
  private var recent: [[CellHash]]

  init(_ wanted: [(columns: [Int], nulls: ContractRule.Nulls)], _ scratch: ScratchSpace?) {
    self.wanted = wanted
    keys = wanted.map { _ in OtherKeys(scratch) }
    recent = wanted.map { _ in [] }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for (index, wanted) in wanted.enumerated() {
      let found = TextKeys(wanted.columns, batch, bytes)
      for row in 0..<batch.rows {
        if case .checked(let key) = found.row(row, wanted.nulls) { recent[index].append(key) }
      }
    }
  }

  mutating func merge(_ next: KeyVisitor, after before: ScanPosition) {
    for index in keys.indices {
      keys[index].append(next.keys[index])
      keys[index].insert(next.recent[index])
    }
  }

  /// All of them, when the pass is over.
  var found: [OtherKeys] {
    keys.indices.map { index in
      var all = keys[index]
      all.insert(recent[index])
      all.end()
      return all
    }
  }
}
