// Loads without a bounds check, for kernels whose callers have checked whole ranges: pages lie in `Memory`, which has
// slack behind its bytes. Little-endian, as the format is.
extension RawSpan {
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  func halfWord(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Reads an unsigned LEB128 number of at most 64 bits and moves `position` behind it.
  func varint(at position: inout Int, before end: Int) throws(Problem) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      if position >= end { throw .damaged("the values end too early") }
      let byte = byte(at: position)
      position += 1
      if shift == 63, byte > 1 { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .damaged("a number has more than 64 bits")
  }
}
