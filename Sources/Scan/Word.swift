/// Eight bytes at a time, without SIMD instructions: a kernel file.
public enum Word {
  @inlinable public static var low: UInt64 { 0x7F7F_7F7F_7F7F_7F7F }

  /// A byte in all eight places.
  @inlinable @inline(__always) public static func repeating(_ byte: UInt8) -> UInt64 {
    UInt64(byte) &* 0x0101_0101_0101_0101
  }

  /// The eight bytes from an index on, the first one lowest.
  @inlinable @inline(__always) public static func load(_ bytes: borrowing Span<UInt8>, _ index: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self).littleEndian
  }

  /// The bytes from an index on and before an end that is fewer than eight away, with zeros for the rest.
  @inlinable @inline(__always)
  public static func load(_ bytes: borrowing Span<UInt8>, _ index: Int, before end: Int) -> UInt64 {
    let count = UInt64(truncatingIfNeeded: end &- index)
    if index &+ 8 <= bytes.count { return load(bytes, index) & ((1 &<< (count &<< 3)) &- 1) }
    var word: UInt64 = 0
    for place in 0..<count {
      word |= unsafe UInt64(bytes[unchecked: index &+ Int(truncatingIfNeeded: place)]) &<< (place &<< 3)
    }
    return word
  }

  /// The highest bit of each byte that equals the pattern's, and no other bit: exact, with no borrow between bytes.
  @inlinable @inline(__always) public static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let difference = word ^ pattern
    return ~(((difference & low) &+ low) | difference | low)
  }

  /// The number of Unicode scalars in UTF-8: every byte that does not continue one starts one.
  public static func scalars(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    var continuing = 0
    while index &+ 8 <= range.upperBound {
      let word = load(bytes, index)
      continuing &+= (word & ~(word << 1) & ~low).nonzeroBitCount
      index &+= 8
    }
    while index < range.upperBound {
      if unsafe bytes[unchecked: index] & 0xC0 == 0x80 { continuing &+= 1 }
      index &+= 1
    }
    return range.count &- continuing
  }
}
