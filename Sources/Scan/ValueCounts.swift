/// How often each text occurs, exactly as long as there are no more different ones than a limit. Texts are told apart by
/// their hash of 128 bits (`CellHash`).
///
/// Past the limit the rarer half is forgotten, again and again, as in lossy counting (Manku and Motwani, "Approximate
/// Frequency Counts over Data Streams", 2002): what is frequent is kept, wherever in the file it begins to be.
public struct ValueCounts: Sendable {
  public struct Entry: Sendable {
    public let hash: CellHash
    public let start: Int
    public let end: Int
    public var count: Int
  }

  public var entries: [Entry] = []
  /// The entries' texts, one behind the other.
  private var text: [UInt8] = []
  /// Open addressing, half full at most; the entry's number, or −1.
  public var slots = [Int32](repeating: -1, count: 64)
  private let limit: Int
  /// Whether there were more different texts than the limit, so that some are missing.
  public private(set) var isOverflowing = false
  /// How often a text may have been counted beyond what its entry says, or without having one.
  public private(set) var forgotten = 0

  public init(limit: Int) { self.limit = limit }

  public var count: Int { entries.count }

  /// - Returns: whether it is new.
  @inlinable @inline(__always) @discardableResult
  public mutating func add(
    _ hash: CellHash, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, times: Int = 1
  ) -> Bool {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash.low) & mask
    while true {
      let entry = unsafe Int(slots.span[unchecked: slot])
      if entry < 0 { break }
      if entries[entry].hash.isSame(as: hash) {
        entries[entry].count &+= times
        return false
      }
      slot = (slot &+ 1) & mask
    }
    insert(hash, bytes, range, times, slot)
    return true
  }

  public mutating func insert(
    _ hash: CellHash, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ times: Int, _ slot: Int
  ) {
    if entries.count == limit {
      isOverflowing = true
      forgetTheRarer()
      add(hash, bytes, range, times: times)
      return
    }
    slots[slot] = Int32(truncatingIfNeeded: entries.count)
    let start = text.count
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    entries.append(Entry(hash: hash, start: start, end: text.count, count: times))
    if 2 * entries.count > slots.count { index(slots: 2 * slots.count) }
  }

  private mutating func index(slots count: Int) {
    slots = [Int32](repeating: -1, count: count)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash.low) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  /// Keeps at most half of the entries: those that occur more often than the median one.
  private mutating func forgetTheRarer() {
    let median = Int(sortedCounts[entries.count / 2])
    forgotten += median
    let kept = entries.filter { $0.count > median }
    let texts = text
    entries = []
    text = []
    for entry in kept {
      let start = text.count
      text += texts[entry.start..<entry.end]
      entries.append(Entry(hash: entry.hash, start: start, end: text.count, count: entry.count))
    }
    index(slots: slots.count)
  }

  /// Takes over what was counted in rows that come after.
  ///
  /// - Parameter weight: how many rows each of them stands for.
  public mutating func merge(_ next: ValueCounts, weight: Int = 1) {
    for entry in next.entries { add(entry.hash, next.text.span, entry.start..<entry.end, times: weight * entry.count) }
    if next.isOverflowing { isOverflowing = true }
    forgotten += weight * next.forgotten
  }

  /// The texts that occur most often, the commonest first; of two that occur as often, the one that comes first byte by
  /// byte.
  public func commonest(_ wanted: Int) -> [(text: ArraySlice<UInt8>, count: Int)] {
    // Most are rarer, and need not be compared.
    let least = entries.count > wanted && wanted > 0 ? Int(sortedCounts[entries.count - wanted]) : 0
    var common = entries.filter { $0.count > least }.map { (text: text[$0.start..<$0.end], count: $0.count) }
    common.sort { $0.count == $1.count ? $0.text.lexicographicallyPrecedes($1.text) : $0.count > $1.count }
    let last = first(wanted - common.count, of: entries.filter { $0.count == least })
    return common + last.map { (text: $0, count: least) }
  }

  /// The texts that come first, byte by byte, in order.
  private func first(_ wanted: Int, of entries: [Entry]) -> [ArraySlice<UInt8>] {
    if wanted <= 0 { return [] }
    var found: [ArraySlice<UInt8>] = []
    for entry in entries {
      let text = text[entry.start..<entry.end]
      // What comes behind all that are wanted is forgotten now and then.
      if found.count >= wanted, !text.lexicographicallyPrecedes(found[wanted - 1]) { continue }
      found.append(text)
      if found.count.isMultiple(of: wanted) {
        found.sort { $0.lexicographicallyPrecedes($1) }
        found.removeLast(found.count - wanted)
      }
    }
    found.sort { $0.lexicographicallyPrecedes($1) }
    return Array(found.prefix(wanted))
  }

  /// How often each entry occurs, sorted; exact as long as a number of rows is.
  private var sortedCounts: [Double] {
    var counts = entries.map { Double($0.count) }
    counts.sortNumbers()
    return counts
  }
}
