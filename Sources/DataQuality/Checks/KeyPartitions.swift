import Core
import Scan
import Synchronization

/// What is remembered of rows, split by the first bits of their keys' hashes, so that those of one bucket, which are all that
/// can be the same, are looked at by themselves (Grace hashing: Kitsuregawa, Tanaka and Moto-oka, "Application of Hash to
/// Data Base Machine and Its Architecture", 1983). Past a bound it is written elsewhere.
struct KeyPartitions: Sendable {
  /// Some records, bucket by bucket.
  private struct Group: Sendable {
    /// Of each bucket the first record, and of all the last.
    let starts: [Int]
    var words: ScratchWords
    /// Rows before those that the records count from.
    var before = 0
  }

  private let layout: KeyRecord.Layout
  private let scratch: ScratchSpace?
  /// How many bytes may stay in memory.
  private let limit: Int
  /// The latest records, as they came.
  private var recent: [UInt64] = []
  private var groups: [Group] = []
  /// So many groups, the first ones, were written, or could not be.
  private var written = 0
  /// Bytes of the others.
  private var kept = 0
  private(set) var count = 0

  private static let buckets = 256
  /// Records of one group: few beside what is written elsewhere, and enough that what is read at once is worth a call.
  private static let groupSize = 1 << 17

  /// - Parameter scratch: nil keeps everything in memory.
  init(_ layout: KeyRecord.Layout, _ scratch: ScratchSpace?) {
    self.layout = layout
    self.scratch = scratch
    limit = scratch?.limit ?? .max
  }

  /// Of what is too much for memory already: nothing but one group stays there.
  init(written layout: KeyRecord.Layout, _ scratch: ScratchSpace) {
    self.layout = layout
    self.scratch = scratch
    limit = 8 * layout.width * Self.groupSize - 1
  }

  /// Remembers a row of a chunk, which comes after those that are remembered.
  mutating func add(_ record: KeyRecord) {
    record.append(to: &recent, layout)
    count += 1
  }

  /// Takes over what is remembered of rows that come after.
  mutating func append(_ next: KeyPartitions, rows before: Int) {
    if !next.groups.isEmpty {
      formGroup()
      for group in next.groups {
        var group = group
        group.before += before
        groups.append(group)
      }
      kept += next.kept
    }
    let first = recent.count
    recent += next.recent
    if layout != .key {
      for row in stride(from: first + layout.width - 1, to: recent.count, by: layout.width) {
        recent[row] += UInt64(before)
      }
    }
    count += next.count
    tidy()
  }

  /// Splits what came since, where it is enough, and writes what is too much.
  mutating func tidy() {
    if recent.count >= Self.groupSize * layout.width { formGroup() }
    if kept + 8 * recent.count > limit { write() }
  }

  /// Writes what is in memory, whatever it takes there.
  mutating func write() {
    formGroup()
    recent = []
    guard let scratch else { return }
    for index in written..<groups.count { groups[index].words.write(to: scratch) }
    written = groups.count
    kept = 0
  }

  private mutating func formGroup() {
    let width = layout.width
    if recent.isEmpty { return }
    var starts = [Int](repeating: 0, count: Self.buckets + 1)
    for record in stride(from: 0, to: recent.count, by: width) { starts[Int(recent[record] >> 56) + 1] += 1 }
    for bucket in 0..<Self.buckets { starts[bucket + 1] += starts[bucket] }
    var next = starts
    var words = [UInt64](repeating: 0, count: recent.count)
    for record in stride(from: 0, to: recent.count, by: width) {
      let bucket = Int(recent[record] >> 56)
      for word in 0..<width { words[width * next[bucket] + word] = recent[record + word] }
      next[bucket] += 1
    }
    kept += 8 * words.count
    groups.append(Group(starts: starts, words: ScratchWords(words)))
    recent.removeAll(keepingCapacity: true)
  }

  /// Looks at each bucket's records, in the order of their rows.
  ///
  /// - Returns: whether they all could be read back.
  func forEach(in bucket: Int, _ body: (KeyRecord) -> Void) -> Bool {
    let width = layout.width
    var buffer: [UInt64] = []
    for group in groups {
      let range = width * group.starts[bucket]..<width * group.starts[bucket + 1]
      let isRead = group.words.read(range, &buffer) { words in
        for index in stride(from: 0, to: words.count, by: width) {
          body(KeyRecord(words, at: index, layout, rows: group.before))
        }
      }
      if !isRead { return false }
    }
    let words = recent.span
    for index in stride(from: 0, to: words.count, by: width) where Int(words[index] >> 56) == bucket {
      body(KeyRecord(words, at: index, layout, rows: 0))
    }
    return true
  }

  /// Looks at the buckets of some partitions, one after the other on each thread.
  ///
  /// - Parameters:
  ///   - rows: how many are looked at in all: a few are not worth several threads.
  ///   - body: told a bucket, says whether it could be read.
  /// - Returns: whether all could be.
  static func forEachBucket(
    rows: Int, threads: Int, _ body: @escaping @Sendable (_ bucket: Int) -> Bool
  ) -> Bool {
    let next = Atomic<Int>(0)
    let hasFailed = Atomic<Bool>(false)
    Parallel.run(threads: rows < 1 << 16 ? 1 : threads) {
      while !hasFailed.load(ordering: .relaxed) {
        let bucket = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if bucket >= buckets { return }
        if !body(bucket) { hasFailed.store(true, ordering: .relaxed) }
      }
    }
    return !hasFailed.load(ordering: .relaxed)
  }
}
