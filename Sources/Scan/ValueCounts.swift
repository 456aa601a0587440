/// How often each value occurs, for the values that came first: up to a limit of different ones. Values are told apart
/// by their hash of 128 bits (`CellHash`).
package struct ValueCounts: Sendable {
  private struct Entry: Sendable {
    let hash: CellHash
    let start: Int
    let end: Int
    var count: Int
  }

  private var entries: [Entry] = []
  /// The entries' texts, one behind the other.
  private var text: [UInt8] = []
  /// Open addressing, half full at most; the entry's number, or −1.
  private var slots = [Int32](repeating: -1, count: 64)
  private let limit: Int
  /// Whether there were more different values than the limit.
  package private(set) var isOverflowing = false

  package init(limit: Int) { self.limit = limit }

  package var count: Int { entries.count }

  package mutating func add(
    _ hash: CellHash, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, times: Int = 1
  ) {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash.low) & mask
    while slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if entries[entry].hash == hash {
        entries[entry].count &+= times
        return
      }
      slot = (slot &+ 1) & mask
    }
    guard entries.count < limit else {
      isOverflowing = true
      return
    }
    slots[slot] = Int32(entries.count)
    let start = text.count
    for index in range { unsafe text.append(bytes[unchecked: index]) }
    entries.append(Entry(hash: hash, start: start, end: text.count, count: times))
    if 2 * entries.count > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash.low) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }

  /// Takes over what was counted in rows that come after.
  package mutating func merge(_ next: ValueCounts) {
    for entry in next.entries { add(entry.hash, next.text.span, entry.start..<entry.end, times: entry.count) }
    if next.isOverflowing { isOverflowing = true }
  }

  package func forEach(_ body: (ArraySlice<UInt8>, Int) -> Void) {
    for entry in entries { body(text[entry.start..<entry.end], entry.count) }
  }
}
