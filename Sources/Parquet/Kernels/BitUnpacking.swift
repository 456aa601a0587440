/// Integers of a fixed number of bits, packed from the least significant bit on.
enum BitUnpacking {
  /// Unpacks groups of eight values, which take `width` bytes each.
  ///
  /// - Parameters:
  ///   - width: 1...32.
  ///   - start: where the first group starts; up to eight bytes behind the last are loaded and not used.
  @inline(__always)
  private static func unpack(
    width: Int, _ bytes: RawSpan, from start: Int, groups: Int, into output: inout MutableSpan<UInt32>, at first: Int
  ) {
    let mask = UInt64(1) << UInt64(width) &- 1
    var source = start
    var target = first
    for _ in 0..<groups {
      for index in 0..<8 {
        let bit = index &* width
        let word = bytes.word(at: source &+ bit &>> 3)
        unsafe output[unchecked: target &+ index] = UInt32(truncatingIfNeeded: word &>> UInt64(bit & 7) & mask)
      }
      source &+= width
      target &+= 8
    }
  }

  /// The same with the width known when compiling, for those that dictionaries commonly need.
  static func unpackGroups(
    width: Int, _ bytes: RawSpan, from start: Int, groups: Int, into output: inout MutableSpan<UInt32>, at first: Int
  ) {
    precondition(first + groups * 8 <= output.count)
    switch width {
    case 1: unpack(width: 1, bytes, from: start, groups: groups, into: &output, at: first)
    case 2: unpack(width: 2, bytes, from: start, groups: groups, into: &output, at: first)
    case 3: unpack(width: 3, bytes, from: start, groups: groups, into: &output, at: first)
    case 4: unpack(width: 4, bytes, from: start, groups: groups, into: &output, at: first)
    case 5: unpack(width: 5, bytes, from: start, groups: groups, into: &output, at: first)
    case 6: unpack(width: 6, bytes, from: start, groups: groups, into: &output, at: first)
    case 7: unpack(width: 7, bytes, from: start, groups: groups, into: &output, at: first)
    case 8: unpack(width: 8, bytes, from: start, groups: groups, into: &output, at: first)
    case 9: unpack(width: 9, bytes, from: start, groups: groups, into: &output, at: first)
    case 10: unpack(width: 10, bytes, from: start, groups: groups, into: &output, at: first)
    case 11: unpack(width: 11, bytes, from: start, groups: groups, into: &output, at: first)
    case 12: unpack(width: 12, bytes, from: start, groups: groups, into: &output, at: first)
    case 13: unpack(width: 13, bytes, from: start, groups: groups, into: &output, at: first)
    case 14: unpack(width: 14, bytes, from: start, groups: groups, into: &output, at: first)
    case 15: unpack(width: 15, bytes, from: start, groups: groups, into: &output, at: first)
    case 16: unpack(width: 16, bytes, from: start, groups: groups, into: &output, at: first)
    case 17: unpack(width: 17, bytes, from: start, groups: groups, into: &output, at: first)
    case 18: unpack(width: 18, bytes, from: start, groups: groups, into: &output, at: first)
    case 19: unpack(width: 19, bytes, from: start, groups: groups, into: &output, at: first)
    case 20: unpack(width: 20, bytes, from: start, groups: groups, into: &output, at: first)
    default: unpack(width: width, bytes, from: start, groups: groups, into: &output, at: first)
    }
  }

  /// One value of up to 32 bits.
  @inline(__always)
  static func value(_ bytes: RawSpan, bit: Int, mask: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: bytes.word(at: bit &>> 3) &>> UInt64(bit & 7) & mask)
  }

  /// One value of up to 64 bits.
  @inline(__always)
  static func wideValue(_ bytes: RawSpan, bit: Int, mask: UInt64) -> UInt64 {
    let shift = UInt64(bit & 7)
    let low = bytes.word(at: bit &>> 3) &>> shift
    // The ninth byte; shifting in two steps, since a shift by 64 is none.
    let high = (UInt64(bytes.byte(at: bit &>> 3 &+ 8)) &<< (63 &- shift)) &<< 1
    return (low | high) & mask
  }
}
