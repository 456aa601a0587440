/// Snappy's raw format: the length, then literals and copies of what was decompressed before.
///
/// Written here since it is what most Parquet files are compressed with, is small, and takes most of the time of
/// reading them: Debian's library, which is built for any x86-64, needs about half as long again.
enum SnappyDecoder {
  /// Whether the input is whole and has exactly `count` bytes.
  static func decode(_ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int) -> Bool {
    var position = 0
    guard let length = try? input.varint(at: &position, before: input.byteCount), length == UInt64(count) else {
      return false
    }
    return unsafe input.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress else { return false }
      return unsafe expand(source + position, source + bytes.count, output.pointer(offset), count)
    }
  }

  /// Loads and stores reach up to 16 bytes beyond both ends, where `Memory` has slack.
  private static func expand(
    _ start: UnsafeRawPointer, _ end: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ count: Int
  ) -> Bool {
    var source = unsafe start
    var done = 0
    while unsafe source < end {
      let tag = Int(unsafe source.load(as: UInt8.self))
      let kind = tag & 3
      if kind == 0 {
        var length = tag >> 2 + 1
        unsafe source += 1
        if length > 60 {
          // The length is in the next one to four bytes.
          let size = length - 60
          if unsafe size > end - source { return false }
          let word = UInt32(littleEndian: unsafe source.loadUnaligned(as: UInt32.self))
          length = Int(word & UInt32.max >> UInt32(32 - 8 * size)) + 1
          unsafe source += size
        }
        if unsafe length > end - source || length > count - done { return false }
        if length <= 16 {
          unsafe copyBySixteen(source, target + done, length)
        } else {
          unsafe (target + done).copyMemory(from: source, byteCount: length)
        }
        unsafe source += length
        done += length
      } else {
        let word = Int(UInt32(littleEndian: unsafe (source + 1).loadUnaligned(as: UInt32.self)))
        let (length, distance): (Int, Int)
        switch kind {
        case 1:
          (length, distance) = (tag >> 2 & 7 + 4, (tag >> 5) << 8 | word & 0xFF)
          unsafe source += 2
        case 2:
          (length, distance) = (tag >> 2 + 1, word & 0xFFFF)
          unsafe source += 3
        default:
          (length, distance) = (tag >> 2 + 1, word)
          unsafe source += 5
        }
        if distance == 0 || distance > done || length > count - done { return false }
        let to = unsafe target + done
        if distance >= 16 {
          unsafe copyBySixteen(to - distance, to, length)
        } else {
          unsafe repeatPattern(to - distance, to, length, distance)
        }
        done += length
      }
    }
    return unsafe source == end && done == count
  }

  @inline(__always)
  private static func copyBySixteen(_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ length: Int) {
    var index = 0
    repeat {
      let value = unsafe (source + index).loadUnaligned(as: SIMD16<UInt8>.self)
      unsafe (target + index).storeBytes(of: value, as: SIMD16<UInt8>.self)
      index &+= 16
    } while index < length
  }

  /// Copies from less than 16 bytes before, so that what was copied is copied again.
  @inline(__always)
  private static func repeatPattern(
    _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ length: Int, _ distance: Int
  ) {
    var index = 0
    if distance >= 8 {
      repeat {
        let value = unsafe (source + index).loadUnaligned(as: UInt64.self)
        unsafe (target + index).storeBytes(of: value, as: UInt64.self)
        index &+= 8
      } while index < length
    } else {
      repeat {
        let value = unsafe (source + index).load(as: UInt8.self)
        unsafe (target + index).storeBytes(of: value, as: UInt8.self)
        index &+= 1
      } while index < length
    }
  }
}
