/// How often each number occurs, up to a limit of different ones. Numbers are told apart by a key that is different for
/// different ones.
public struct NumberCounts: Sendable {
  public struct Entry: BitwiseCopyable, Sendable {
    public let key: UInt64
    public let number: Double
    public var count: Int

    @inlinable public init(key: UInt64, number: Double, count: Int) {
      self.key = key
      self.number = number
      self.count = count
    }
  }

  public private(set) var entries: [Entry] = []
  /// Open addressing, half full at most; the entry's number, or −1.
  private var slots = [Int32](repeating: -1, count: 64)
  private let limit: Int
  /// Whether there were more different numbers than the limit: then the counts say nothing.
  public private(set) var isOverflowing = false

  public init(limit: Int) { self.limit = limit }

  /// Bits of a key, each of which depends on all of it: the finaliser of splitmix64 (Steele, Lea and Flood, "Fast
  /// Splittable Pseudorandom Number Generators", 2014).
  @inlinable @inline(__always) public static func hash(_ key: UInt64) -> UInt64 {
    var bits = key &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits &>> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits &>> 31)
  }

  /// Counts numbers.
  ///
  /// - Parameters:
  ///   - keys: of the numbers, in their order.
  ///   - times: how often each occurs; empty for once each.
  ///   - distinct: gets those that are new, and past the limit all.
  public mutating func add(
    _ keys: borrowing Span<UInt64>, _ numbers: borrowing Span<Double>, times: borrowing Span<Int>,
    _ distinct: inout DistinctSketch
  ) {
    var index = 0
    while true {
      index = addKnown(keys, times: times, from: index)
      if index == keys.count { return }
      distinct.add(Self.hash(keys[index]))
      add(keys[index], numbers[index], times: times.isEmpty ? 1 : times[index])
      index += 1
    }
  }

  /// Counts numbers that are known already.
  ///
  /// - Returns: the index of the first one that is not.
  private mutating func addKnown(
    _ keys: borrowing Span<UInt64>, times: borrowing Span<Int>, from start: Int
  ) -> Int {
    let places = self.slots
    let slots = places.span
    var entries = entries.mutableSpan
    let mask = slots.count &- 1
    for index in start..<keys.count {
      let times = times.isEmpty ? 1 : times[index]
      if times == 0 { continue }
      let key = unsafe keys[unchecked: index]
      var slot = Int(truncatingIfNeeded: Self.hash(key)) & mask
      while true {
        let entry = unsafe Int(slots[unchecked: slot])
        if entry < 0 { return index }
        if unsafe entries[unchecked: entry].key == key {
          unsafe entries[unchecked: entry].count &+= times
          break
        }
        slot = (slot &+ 1) & mask
      }
    }
    return keys.count
  }

  private mutating func add(_ key: UInt64, _ number: Double, times: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(key)) & mask
    while slots[slot] >= 0 {
      if entries[Int(slots[slot])].key == key {
        entries[Int(slots[slot])].count += times
        return
      }
      slot = (slot + 1) & mask
    }
    insert(Entry(key: key, number: number, count: times), slot)
  }

  private mutating func insert(_ entry: Entry, _ slot: Int) {
    guard entries.count < limit else {
      isOverflowing = true
      return
    }
    slots[slot] = Int32(truncatingIfNeeded: entries.count)
    entries.append(entry)
    if 2 * entries.count <= slots.count { return }
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: Self.hash(entry.key)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  public mutating func merge(_ next: NumberCounts) {
    for entry in next.entries where !isOverflowing {
      add(entry.key, entry.number, times: entry.count)
    }
    if next.isOverflowing { isOverflowing = true }
  }
}
