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

  /// Those in use come first.
  private var storage: [Entry] = []
  public private(set) var count = 0
  /// Open addressing, half full at most; the entry's number, or −1.
  private var slots: [Int32] = []
  private let limit: Int

  public init(limit: Int) { self.limit = limit }

  /// In the order in which they were first seen.
  public var entries: ArraySlice<Entry> { storage[..<count] }
  /// Whether there are more different numbers than the limit: then nothing should be added any more.
  public var isOverflowing: Bool { count > limit }

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
  ///   - distinct: gets those that are new.
  public mutating func add(
    _ keys: borrowing Span<UInt64>, _ numbers: borrowing Span<Double>, times: borrowing Span<Int>,
    _ distinct: inout DistinctSketch
  ) {
    reserve(keys.count)
    var count = count
    // Taken out for so long, since a span of either needs both for itself.
    var (kept, places) = (storage, slots)
    (storage, slots) = ([], [])
    var storage = kept.mutableSpan
    var slots = places.mutableSpan
    var registers = distinct.registers.mutableSpan
    let mask = slots.count &- 1
    for index in keys.indices {
      let times = times.isEmpty ? 1 : times[index]
      if times == 0 { continue }
      let key = unsafe keys[unchecked: index]
      let hash = Self.hash(key)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while true {
        let entry = unsafe Int(slots[unchecked: slot])
        if entry < 0 {
          unsafe slots[unchecked: slot] = Int32(truncatingIfNeeded: count)
          unsafe storage[unchecked: count] = Entry(key: key, number: numbers[unchecked: index], count: times)
          count &+= 1
          DistinctSketch.add(hash, to: &registers)
          break
        }
        if unsafe storage[unchecked: entry].key == key {
          unsafe storage[unchecked: entry].count &+= times
          break
        }
        slot = (slot &+ 1) & mask
      }
    }
    self.count = count
    (self.storage, self.slots) = (kept, places)
  }

  /// Counts integers by their bits, most of which occur more than once: each by its place, which is several times faster
  /// than to look for it.
  ///
  /// - Parameters:
  ///   - range: the least and the greatest.
  ///   - distinct: gets those that are new.
  public mutating func add(
    _ integers: borrowing Span<Double>, in range: ClosedRange<Int>, _ distinct: inout DistinctSketch
  ) {
    let least = range.lowerBound
    var times = [Int](repeating: 0, count: range.count)
    var output = times.mutableSpan
    for index in integers.indices { output[unsafe Int(integers[unchecked: index]) &- least] &+= 1 }
    let numbers = range.map { Double($0) }
    let keys = numbers.map { $0.bitPattern }
    add(keys.span, numbers.span, times: times.span, &distinct)
  }

  public mutating func merge(_ next: NumberCounts) {
    let (keys, numbers, times) = (
      next.entries.map(\.key), next.entries.map(\.number), next.entries.map(\.count)
    )
    count(keys, numbers, times: times)
  }

  /// Counts numbers by their bits, each once, that are in the sketch of different ones already.
  public mutating func add(known numbers: [Double]) {
    // Zero has two signs and is one value.
    count(numbers.map { ($0 + 0).bitPattern }, numbers, times: [])
  }

  private mutating func count(_ keys: [UInt64], _ numbers: [Double], times: [Int]) {
    var known = DistinctSketch()
    add(keys.span, numbers.span, times: times.span, &known)
  }

  /// Makes room for more.
  private mutating func reserve(_ more: Int) {
    if count + more <= storage.count { return }
    var size = max(64, storage.count)
    while size < count + more { size *= 2 }
    let none = Entry(key: 0, number: 0, count: 0)
    storage.append(contentsOf: repeatElement(none, count: size - storage.count))
    slots = [Int32](repeating: -1, count: 2 * size)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: Self.hash(entry.key)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }
}
