import Core
import Scan
import Synchronization

/// Keys of rows that are too many for memory: split by the first bits of their hash, so that those of one bucket, which
/// are all that can be the same, are looked at by themselves (Grace hashing: Kitsuregawa, Tanaka and Moto-oka,
/// "Application of Hash to Data Base Machine and Its Architecture", 1983).
struct SpilledKeys: Sendable {
  /// Some keys, bucket by bucket, each as three words: its hash and its row.
  private struct Group: Sendable {
    /// Of each bucket the first key, and of all the last.
    let starts: [Int]
    /// Where they are written, and where in it.
    let file: ScratchFile?
    let offset: Int
    /// What could not be written stays in memory.
    let words: [UInt64]
    /// Rows before those of the keys' own table.
    var before = 0
  }

  private let file: ScratchFile?
  private var groups: [Group] = []
  private(set) var count = 0
  private static let buckets = 256
  /// Keys of one group: few beside what is spilled, and enough that what is read at once is worth a call.
  private static let groupSize = 1 << 20

  init(_ space: ScratchSpace) { file = space.file() }

  /// Takes over keys, in the order of their rows.
  mutating func add(_ parts: [KeyPart]) {
    var some: [KeyPart] = []
    var size = 0
    for part in parts {
      some.append(part)
      size += part.hashes.count
      if size >= Self.groupSize {
        addGroup(some, size)
        (some, size) = ([], 0)
      }
    }
    if size > 0 { addGroup(some, size) }
  }

  private mutating func addGroup(_ parts: [KeyPart], _ size: Int) {
    var starts = [Int](repeating: 0, count: Self.buckets + 1)
    for part in parts { for hash in part.hashes { starts[Int(hash.high >> 56) + 1] += 1 } }
    for bucket in 0..<Self.buckets { starts[bucket + 1] += starts[bucket] }
    var next = starts
    var words = [UInt64](repeating: 0, count: 3 * size)
    for part in parts {
      for (index, hash) in part.hashes.enumerated() {
        let at = 3 * next[Int(hash.high >> 56)]
        words[at] = hash.high
        words[at + 1] = hash.low
        words[at + 2] = UInt64(part.row(index))
        next[Int(hash.high >> 56)] += 1
      }
    }
    count += size
    let offset = file?.append(words)
    groups.append(
      Group(
        starts: starts, file: offset == nil ? nil : file, offset: offset ?? 0, words: offset == nil ? words : []))
  }

  /// Takes over keys of rows that come after.
  mutating func append(_ next: SpilledKeys, rows before: Int) {
    count += next.count
    for group in next.groups {
      var group = group
      group.before += before
      groups.append(group)
    }
  }

  /// The rows whose key another row has too, in order; nil when not all could be read back.
  func duplicates(_ occurrences: ContractRule.Occurrences, threads: Int) -> [Int]? {
    let found = Mutex<[Int]>([])
    let next = Atomic<Int>(0)
    let hasFailed = Atomic<Bool>(false)
    Parallel.run(threads: threads) {
      while true {
        let bucket = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if bucket >= Self.buckets { return }
        guard let keys = keys(bucket) else {
          hasFailed.store(true, ordering: .relaxed)
          return
        }
        let some = Self.duplicates(among: keys, occurrences)
        found.withLock { $0 += some }
      }
    }
    return hasFailed.load(ordering: .relaxed) ? nil : found.withLock { $0 }.sorted()
  }

  private func keys(_ bucket: Int) -> [UInt64]? {
    var words: [UInt64] = []
    for group in groups {
      let range = 3 * group.starts[bucket]..<3 * group.starts[bucket + 1]
      let first = words.count
      if let file = group.file {
        guard file.read(range.count, at: group.offset + 8 * range.lowerBound, into: &words) else { return nil }
      } else {
        words += group.words[range]
      }
      for row in stride(from: first + 2, to: words.count, by: 3) { words[row] += UInt64(group.before) }
    }
    return words
  }

  private static func duplicates(among keys: [UInt64], _ occurrences: ContractRule.Occurrences) -> [Int] {
    // Open addressing, half full at most; a key's number, counted from 1.
    let count = keys.count / 3
    let mask = (1 << (Int.bitWidth - (2 * count).leadingZeroBitCount)) - 1
    var slots = [UInt32](repeating: 0, count: mask + 1)
    var found: [Int] = []
    var firsts: Set<Int> = []
    for key in 0..<count {
      var slot = Int(truncatingIfNeeded: keys[3 * key + 1]) & mask
      while slots[slot] != 0 {
        let other = 3 * Int(slots[slot] - 1)
        if keys[other + 1] == keys[3 * key + 1], keys[other] == keys[3 * key] {
          found.append(Int(keys[3 * key + 2]))
          if occurrences == .all { firsts.insert(Int(keys[other + 2])) }
          break
        }
        slot = (slot + 1) & mask
      }
      if slots[slot] == 0 { slots[slot] = UInt32(key + 1) }
    }
    return found + firsts
  }
}
